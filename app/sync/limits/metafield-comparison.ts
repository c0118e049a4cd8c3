import { readJson, readJsonObject } from "../mapping/transforms/read-json.ts";
import type { AttributeKind } from "./attribute-kinds.ts";

/** How values of a metafield's type are compared. */
export interface MetafieldComparison {
  readonly kind: AttributeKind;
  /** what a list's entries are compared as */
  readonly entries?: Exclude<AttributeKind, "list">;
  /** member of the JSON that holds what is compared; absent: the value is no JSON object */
  readonly member?: "amount" | "value";
}

/** Why a limit cannot ask for a metafield. Locale keys `limit_field_faults.<code>`. */
export type LimitFieldFault = "measure" | "reference" | "of_location" | "not_comparable";

const text = { kind: "text" } as const;
const number = { kind: "number" } as const;
const date = { kind: "date" } as const;

/**
 * By Shopify's names of the types (shopify.dev/docs/apps/build/custom-data/metafields/list-of-data-types). A shop's money metafields are
 * all in its one currency; references hold the names of what they refer to, of those kinds that our scopes show.
 */
const comparisons: Readonly<Record<string, MetafieldComparison>> = {
  single_line_text_field: text,
  multi_line_text_field: text,
  url: text,
  color: text,
  language: text,
  id: text,
  boolean: text,
  number_integer: number,
  number_decimal: number,
  money: { kind: "number", member: "amount" },
  rating: { kind: "number", member: "value" },
  date,
  date_time: date,
  product_reference: text,
  variant_reference: text,
  collection_reference: text,
  customer_reference: text,
  company_reference: text,
  order_reference: text,
};

const measures: ReadonlySet<string> = new Set(["dimension", "weight", "volume"]);
const ofList = (type: string): string | null => (type.startsWith("list.") ? type.slice("list.".length) : null);

/** How a limit compares metafields of a type; null where it cannot. */
export function comparisonOf(type: string): MetafieldComparison | null {
  const entry = ofList(type);
  const found = Object.hasOwn(comparisons, entry ?? type) ? (comparisons[entry ?? type] ?? null) : null;
  if (entry === null || found === null) return found;
  // Of a list of amounts or ratings nobody would know which of its members is asked for; a list of yes and no there is not.
  return found.member || found.kind === "list" || entry === "boolean" ? null : { kind: "list", entries: found.kind };
}

/** Why a type cannot be compared. */
export function faultOfType(type: string): LimitFieldFault {
  const plain = ofList(type) ?? type;
  // The same measure may be given in several units.
  if (measures.has(plain)) return "measure";
  return plain.endsWith("_reference") ? "reference" : "not_comparable";
}

/** What is compared of a metafield's value, as Shopify stores it; null when it holds nothing of the kind. */
export function readCompared({ kind, member }: MetafieldComparison, value: string): string | readonly string[] | null {
  if (kind === "list") {
    const entries = readJson(value);
    const known = (Array.isArray(entries) ? entries : [value]).map((entry) => String(entry ?? "").trim());
    const filled = known.filter((entry) => entry !== "");
    return filled.length > 0 ? filled : null;
  }
  if (!member) return value;
  const held = readJsonObject(value)?.[member];
  return typeof held === "string" || typeof held === "number" ? String(held) : null;
}
