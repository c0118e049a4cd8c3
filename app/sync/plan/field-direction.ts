import type { FieldDefinition } from "../definition.ts";
import type { MappingContext } from "../mapping/transform.ts";
import type { ObjectSettings } from "../ports.ts";
import type { Direction } from "../record.ts";

/**
 * The way a field goes before the object's own direction narrows it: one whose switch of the settings is off does not go to Shopify.
 * @returns null when it goes nowhere then
 */
export function openDirection(
  field: FieldDefinition,
  { options = {} }: Partial<Pick<ObjectSettings, "options">>,
): Direction | null {
  const { direction, writableWithOption } = field;
  if (writableWithOption === undefined || options[writableWithOption] === true) return direction;
  return direction === "to_shopify" ? null : "to_hubspot";
}

/** The way a field goes on one record: two ways only where Shopify's record lets itself be written. */
export function directionOn(field: FieldDefinition, direction: Direction, { shopify }: MappingContext): Direction {
  const isOpen = field.writableWhen === undefined || shopify[field.writableWhen] === "true";
  return direction === "both" && !isOpen ? "to_hubspot" : direction;
}
