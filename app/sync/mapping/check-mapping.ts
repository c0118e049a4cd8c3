import type { PropertyOption } from "../definition.ts";
import type { Direction } from "../record.ts";
import { waysOfType } from "./fitting-transforms.ts";

/** A Shopify attribute or metafield. `type` is one of ours (`string`, `money`, …) or, of a metafield, Shopify's (`list.color`). */
export interface ShopifyField {
  /** attribute; a metafield is `metafield:<namespace>.<key>`, a variant's own `variant.metafield:…`, a company location's `location.metafield:…` */
  readonly name: string;
  readonly type: string;
  /** whether Shopify takes the attribute from us at all */
  readonly writable: boolean;
}

/** A HubSpot property as the portal describes it. */
export interface HubspotProperty {
  readonly name: string;
  readonly type: string;
  readonly fieldType: string;
  readonly readOnly: boolean;
  readonly options?: readonly PropertyOption[];
}

/** Why a mapping cannot be. Locale keys `mapping_faults.<code>`. */
export type MappingFault =
  | "read_only_in_shopify"
  | "read_only_in_hubspot"
  | "no_options"
  | "only_to_hubspot"
  | "only_to_shopify"
  | "types_differ"
  | "unknown_transform"
  | "key_field"
  | "property_taken"
  | "attribute_taken";

/** The transforms that fit, the one to preselect first. */
export type MappingCheck =
  | { readonly fits: true; readonly transforms: readonly string[] }
  | { readonly fits: false; readonly fault: MappingFault };

const fault = (code: MappingFault): MappingCheck => ({ fits: false, fault: code });

/**
 * Which transforms take a Shopify field to a HubSpot property, and back where the direction asks for it. Rules: HubSpot Data Sync's
 * (knowledge.hubspot.com/integrations/understand-your-data-sync-field-mappings): like goes with like both ways, most things go one way
 * into text, what is read-only is only read.
 */
export function checkMapping(field: ShopifyField, property: HubspotProperty, direction: Direction): MappingCheck {
  if (direction !== "to_hubspot" && !field.writable) return fault("read_only_in_shopify");
  if (direction !== "to_shopify" && property.readOnly) return fault("read_only_in_hubspot");
  const kind = kindOf(property);
  if (kind === null) return fault("types_differ");
  if ((kind === "choice" || kind === "choices") && !property.options?.length) return fault("no_options");
  const { both = [], toHubspot = [], toShopify = [] } = waysOfType(field)[kind] ?? {};
  const fitting = [...both, ...(direction === "to_hubspot" ? toHubspot : direction === "to_shopify" ? toShopify : [])];
  if (fitting.length > 0) return { fits: true, transforms: fitting };
  if (toHubspot.length > 0) return fault("only_to_hubspot");
  return fault(toShopify.length > 0 ? "only_to_shopify" : "types_differ");
}

/** What matters of a property's type; `choice` is one of several options, `choices` any of them. */
export type PropertyKind = "text" | "number" | "date" | "datetime" | "bool" | "choice" | "choices";

/** Null for types whose values are no field's: files, coordinates, JSON. */
function kindOf({ type, fieldType }: HubspotProperty): PropertyKind | null {
  switch (type) {
    case "string":
      return fieldType === "file" ? null : "text";
    case "phone_number":
      return "text";
    case "enumeration":
      if (fieldType === "booleancheckbox") return "bool";
      return fieldType === "checkbox" ? "choices" : "choice";
    case "number":
    case "date":
    case "datetime":
    case "bool":
      return type;
    default:
      return null;
  }
}
