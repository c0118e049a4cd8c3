import type { FieldDefinition } from "../definition.ts";
import type { MappingContext } from "../mapping/transform.ts";
import type { ObjectSettings } from "../ports.ts";
import type { Direction } from "../record.ts";

type Settings = Partial<Pick<ObjectSettings, "mappings" | "options">>;

/**
 * The way a field of a definition goes before the object's own direction narrows it: the merchant's choice if there is one. A two-way
 * field that can do harm in Shopify, or whose condition of the settings is not met, goes to HubSpot only.
 * @returns null when the merchant switched the field off
 */
export function chosenDirection(field: FieldDefinition, { mappings = [], options = {} }: Settings): Direction | null {
  const chosen = mappings.find((one) => one.shopify === field.shopify && one.hubspot === field.hubspot);
  if (chosen && !chosen.enabled) return null;
  const direction = chosen?.direction ?? (field.offByDefault ? "to_hubspot" : field.direction);
  const isOpen = field.writableWithOption === undefined || options[field.writableWithOption] === true;
  if (isOpen || direction === "to_hubspot") return direction;
  return direction === "both" ? "to_hubspot" : null;
}

/** The way a field goes on one record: two ways only where Shopify's record lets itself be written. */
export function directionOn(field: FieldDefinition, direction: Direction, { shopify }: MappingContext): Direction {
  const isOpen = field.writableWhen === undefined || shopify[field.writableWhen] === "true";
  return direction === "both" && !isOpen ? "to_hubspot" : direction;
}
