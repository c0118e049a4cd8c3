import type { SyncObjectDefinition } from "../definition.ts";
import type { AttributeKind } from "../limits/attribute-kinds.ts";
import type { ShopifyField } from "./check-mapping.ts";

/** Neutral types by the transform of a default field; those that are not here hold one line of text. */
const typeOfTransform: Readonly<Record<string, string>> = {
  multiline: "multiline",
  email: "email",
  phone: "phone",
  number: "number",
  datetime: "datetime",
  date: "date",
  bool: "boolean",
  html: "html",
  tags: "tags",
  country: "country",
  province: "province",
  domain: "url",
};

/** Those of attributes that no default field maps: figures of one shop, where HubSpot is told those of all. */
const typeOfKind: Readonly<Record<AttributeKind, string>> = {
  text: "string",
  number: "number",
  date: "datetime",
  list: "tags",
};

const known = new WeakMap<SyncObjectDefinition, readonly ShopifyField[]>();

/**
 * The Shopify attributes of an object that a merchant may map, each once, in the definition's order; metafields are the shop's own. What
 * settings or links make (stages, references, the mark of a first sync) is left out.
 */
export function shopifyFieldsOf(definition: SyncObjectDefinition): readonly ShopifyField[] {
  const found = known.get(definition);
  if (found) return found;
  const { fields, references = [], stages } = definition;
  const made = new Set(references.map(({ as }) => as));
  const open = fields.filter(
    ({ shopify, hubspot, onFirstSync }) =>
      !onFirstSync && !made.has(shopify) && hubspot !== stages?.pipelineProperty && hubspot !== stages?.stageProperty,
  );
  const writable = writableOf(definition);
  const types = new Map<string, string>();
  for (const { shopify, transform } of open)
    if (!types.has(shopify)) types.set(shopify, typeOfTransform[transform] ?? "string");
  for (const [name, kind] of Object.entries(definition.attributeKinds ?? {}))
    if (!name.includes(".") && !types.has(name)) types.set(name, typeOfKind[kind]);
  const listed = [...types].map(([name, type]) => ({ name, type, writable: writable.has(name) }));
  known.set(definition, listed);
  return listed;
}

/** Nothing is written to Shopify of an object that goes one way. */
function writableOf({ direction, fields, shopify }: SyncObjectDefinition): ReadonlySet<string> {
  if (direction === "to_hubspot") return new Set();
  const both = fields.filter((field) => field.direction !== "to_hubspot").map((field) => field.shopify);
  return new Set([...both, ...(shopify.writable ?? [])]);
}
