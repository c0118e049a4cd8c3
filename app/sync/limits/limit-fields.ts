import type { SyncObjectDefinition } from "../definition.ts";
import { parseMetafieldAttribute } from "../mapping/effective-definition.ts";
import { shopifyFieldsOf } from "../mapping/shopify-fields.ts";
import type { MainObjectKey } from "../record.ts";
import { attributeKindsOf } from "./attribute-kinds.ts";
import type { LimitField } from "./limit-operators.ts";
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

/** The field that a condition names; of a metafield, which the shop has named, the name alone is known. */
export function findLimitField(definition: SyncObjectDefinition, name: string): LimitField | null {
  if (parseMetafieldAttribute(name)) return { name, kind: "text" };
  return limitFieldsOf(definition).find((field) => field.name === name) ?? null;
}
