import type { SyncObjectDefinition } from "../definition.ts";
import type { ShopifyField } from "../mapping/check-mapping.ts";
import { parseMetafieldAttribute } from "../mapping/effective-definition.ts";
import { shopifyFieldsOf } from "../mapping/shopify-fields.ts";
import type { MainObjectKey } from "../record.ts";
import type { LimitCondition } from "../settings.ts";
import { attributeKindsOf } from "./attribute-kinds.ts";
import type { LimitField } from "./limit-operators.ts";
import type { LimitFieldFault } from "./metafield-comparison.ts";
import { comparisonOf, faultOfType } from "./metafield-comparison.ts";
import { valueChoices } from "./value-choices.ts";

const known = new WeakMap<SyncObjectDefinition, readonly LimitField[]>();

/** What limits of an object can ask for, besides the shop's metafields: its attributes in the definition's order, then those of lines. */
export function limitFieldsOf(definition: SyncObjectDefinition): readonly LimitField[] {
  const found = known.get(definition);
  if (found) return found;
  const kinds = attributeKindsOf(definition);
  const choices = valueChoices[definition.key as MainObjectKey];
  const fields = shopifyFieldsOf(definition).map(({ name, type }): LimitField => {
    const allowed = choices[name] ?? (type === "boolean" ? ["true", "false"] : undefined);
    return { name, kind: kinds[name] ?? "text", ...(allowed && { choices: allowed }) };
  });
  const ofLines = Object.entries(definition.attributeKinds ?? {})
    .filter(([name]) => name.startsWith("lines."))
    .map(([name, kind]): LimitField => ({ name, kind }));
  const listed = [...fields, ...ofLines];
  known.set(definition, listed);
  return listed;
}

interface DefinedMetafield extends Pick<ShopifyField, "name" | "type"> {
  /** values that the shop allows; absent when it allows any */
  readonly choices?: readonly string[] | undefined;
}

/** A metafield as a limit can ask for it, or why it cannot. */
export function limitFieldOf({ name, type, choices }: DefinedMetafield): LimitField | LimitFieldFault {
  // A limit is about the whole alone.
  if (parseMetafieldAttribute(name)?.ofLocation) return "of_location";
  const comparison = comparisonOf(type);
  if (!comparison) return faultOfType(type);
  const { kind, entries } = comparison;
  const allowed = type === "boolean" ? ["true", "false"] : choices;
  return { name, kind, type, ...(entries && { entries }), ...(allowed && { choices: allowed }) };
}

/**
 * The field that a condition names. Of a metafield as the shop defines it now, if that is among those `listed`, otherwise as its type says
 * that the condition keeps; without one the name alone is known.
 */
export function findLimitField(
  definition: SyncObjectDefinition,
  { field: name, type }: Pick<LimitCondition, "field" | "type">,
  listed: readonly LimitField[] = [],
): LimitField | null {
  const metafield = parseMetafieldAttribute(name);
  if (!metafield) return limitFieldsOf(definition).find((field) => field.name === name) ?? null;
  const known = listed.find((field) => field.name === name);
  if (known) return known;
  if (type === undefined) return metafield.ofLocation ? null : { name, kind: "text" };
  const field = limitFieldOf({ name, type });
  return typeof field === "string" ? null : field;
}
