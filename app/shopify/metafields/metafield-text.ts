import type { Value } from "#app/sync/record.ts";
import { instant, text } from "../flatten-values.ts";

/**
 * A metafield's value as the core's canonical text: Shopify's own, but for instants and empty lists. References are named by
 * `name-references.ts`.
 */
export function metafieldText(type: string, value: string): Value {
  if (type === "date_time") return instant(/T[\d:.]+$/.test(value) ? `${value}Z` : value);
  return /^\s*\[\s*\]\s*$/.test(value) && type.startsWith("list.") ? null : text(value);
}

/** Whether a metafield of this type names other records. */
export function isReference(type: string): boolean {
  return type.endsWith("_reference");
}

/** Global ids that a metafield of a reference type names, in order. */
export function referencedIds(type: string, value: string): readonly string[] {
  if (!type.startsWith("list.")) return [value];
  const ids: unknown = JSON.parse(value);
  return Array.isArray(ids) ? ids.map(String) : [];
}
