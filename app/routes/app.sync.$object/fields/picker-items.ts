import type { TFunction } from "i18next";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { ListedField } from "#app/services/mappings/list-shopify-fields.ts";
import { parseMetafieldAttribute } from "#app/sync/mapping/effective-definition.ts";
import type { PickerItem } from "./find-items.ts";
import type { Taken } from "./pair-ways.ts";
import { findWays } from "./pair-ways.ts";
import type { Words } from "./use-words.ts";

/** A shop's fields, metafields with their key and whose they are. */
export function fieldItems(fields: readonly ListedField[], words: Words, t: TFunction): readonly PickerItem[] {
  return fields.map(({ name, type }) => {
    const detail = detailOf(name, words.typeOfField(type), t);
    return { value: name, label: words.field(name), detail, fault: null };
  });
}

/** Of a metafield its key, whose it is and its type; of any other field the type alone. */
export function detailOf(name: string, type: string, t: TFunction): string {
  const metafield = parseMetafieldAttribute(name);
  if (!metafield) return type;
  const owner = metafield.ofVariant ? "variant" : metafield.ofLocation ? "location" : "own";
  return t(`mapping.metafield.${owner}`, { name: `${metafield.namespace}.${metafield.key}`, type });
}

interface Against {
  /** the field that the property is to go with; null: none is chosen */
  readonly field: ListedField | null;
  readonly taken: Taken;
  readonly words: Words;
  readonly t: TFunction;
}

/** A portal's properties, those that do not go with the field with the reason. */
export function propertyItems(
  properties: readonly PropertyFacts[],
  { field, taken, words, t }: Against,
): readonly PickerItem[] {
  return properties.map((property) => {
    const fault = field ? findWays(field, property, taken).fault : null;
    return {
      value: property.name,
      label: property.label,
      detail: `${property.name} · ${words.typeOfProperty(property)}`,
      fault: fault && t(`mapping_faults.${fault}`),
    };
  });
}
