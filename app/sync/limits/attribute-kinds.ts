import type { SyncObjectDefinition } from "../definition.ts";

/** How a limit compares an attribute: numbers exactly, dates as instants, lists by whole entries, everything else as text. */
export type AttributeKind = "text" | "number" | "date" | "list";

export type AttributeKinds = Readonly<Record<string, AttributeKind>>;

const kindOfTransform: Readonly<Record<string, AttributeKind>> = {
  number: "number",
  integer: "number",
  datetime: "date",
  date: "date",
  date_instant: "date",
  instant_date: "date",
  tags: "list",
};

const known = new WeakMap<SyncObjectDefinition, AttributeKinds>();

/**
 * The kinds of an object's Shopify attributes, as its fields' transforms tell them; those without a field, and those of lines
 * (`lines.quantity`), as the definition's `attributeKinds` says.
 */
export function attributeKindsOf(definition: SyncObjectDefinition): AttributeKinds {
  const found = known.get(definition);
  if (found) return found;
  const ofFields = definition.fields.map(({ shopify, transform }) => [shopify, kindOfTransform[transform] ?? "text"]);
  const kinds: AttributeKinds = { ...Object.fromEntries(ofFields), ...definition.attributeKinds };
  known.set(definition, kinds);
  return kinds;
}
