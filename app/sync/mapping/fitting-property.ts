import type { PropertyDefinition, PropertyOption } from "../definition.ts";
import type { ShopifyField } from "./check-mapping.ts";

type PropertyType = Pick<PropertyDefinition, "type" | "fieldType" | "options">;

const text: PropertyType = { type: "string", fieldType: "text" };
const longText: PropertyType = { type: "string", fieldType: "textarea" };
const number: PropertyType = { type: "number", fieldType: "number" };
const yesNo: readonly PropertyOption[] = [
  { label: "Yes", value: "true" },
  { label: "No", value: "false" },
];

const byType: Readonly<Record<string, PropertyType>> = {
  number,
  number_integer: number,
  number_decimal: number,
  money: number,
  rating: number,
  dimension: number,
  weight: number,
  volume: number,
  date: { type: "date", fieldType: "date" },
  datetime: { type: "datetime", fieldType: "date" },
  date_time: { type: "datetime", fieldType: "date" },
  boolean: { type: "bool", fieldType: "booleancheckbox", options: yesNo },
  multiline: longText,
  multi_line_text_field: longText,
  rich_text_field: longText,
  html: longText,
  json: longText,
  tags: longText,
};

/**
 * The type of the HubSpot property to make for a Shopify field.
 * @param choices values that Shopify allows, from the metafield definition's validations: they become the property's options
 */
export function fittingProperty({ type }: Pick<ShopifyField, "type">, choices: readonly string[] = []): PropertyType {
  const options = [...new Set(choices)].map((choice) => ({ label: choice, value: choice }));
  // HubSpot parts checkbox values by semicolons, so that an option cannot hold one.
  const fit = options.length > 0 && !choices.some((choice) => choice.includes(";"));
  if (fit && type === "single_line_text_field") return { type: "enumeration", fieldType: "select", options };
  if (fit && type === "list.single_line_text_field") return { type: "enumeration", fieldType: "checkbox", options };
  if (type.startsWith("list.")) return longText;
  return Object.hasOwn(byType, type) ? (byType[type] ?? text) : text;
}
