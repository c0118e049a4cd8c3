import type { FieldDefinition, PropertyDefinition } from "../definition.ts";

/** Shorthands for HubSpot properties of ours. */

export const textProperty = (label: string, description: string): PropertyDefinition => ({
  label,
  description,
  type: "string",
  fieldType: "text",
});

export const instantProperty = (label: string, description: string): PropertyDefinition => ({
  label,
  description,
  type: "datetime",
  fieldType: "date",
});

export const flagProperty = (label: string, description: string): PropertyDefinition => ({
  label,
  description,
  type: "bool",
  fieldType: "booleancheckbox",
  options: [
    { label: "Yes", value: "true" },
    { label: "No", value: "false" },
  ],
});

export const numberProperty = (label: string, description: string): PropertyDefinition => ({
  label,
  description,
  type: "number",
  fieldType: "number",
});

/** A property of HubSpot's own that Shopify alone decides. */
export function theirs(shopify: string, hubspot: string, transform: string): FieldDefinition {
  return { shopify, hubspot, direction: "to_hubspot", transform };
}

/** Fields into properties of ours, of those that `properties` declares. */
export function oursOf<Name extends string>(properties: Readonly<Record<Name, PropertyDefinition>>) {
  return (shopify: string, hubspot: Name, transform: string): FieldDefinition => ({
    shopify,
    hubspot,
    direction: "to_hubspot",
    transform,
    property: properties[hubspot],
  });
}

/** Says "yes" on what a first sync made, and is never written again: workflows for new records can leave those alone. */
export function firstSyncField(property: PropertyDefinition): FieldDefinition {
  return {
    shopify: "firstSync",
    hubspot: "tandem_first_sync",
    direction: "to_hubspot",
    transform: "bool",
    onFirstSync: true,
    property,
  };
}

export const firstSyncProperty = flagProperty(
  "From first sync",
  "Whether Tandem's first sync created this record: then it is no news, and workflows may leave it alone.",
);

/** The address properties that orders and carts share, `hs_shipping_address_city` from `shippingCity`. */
export function addressFields(side: "shipping" | "billing", parts: readonly (keyof typeof addressParts)[]) {
  return parts.map((part) =>
    theirs(`${side}${addressParts[part]}`, `hs_${side}_address_${part}`, part === "phone" ? "phone" : "text"),
  );
}

const addressParts = {
  name: "Name",
  firstname: "FirstName",
  lastname: "LastName",
  street: "Street",
  city: "City",
  state: "State",
  country: "Country",
  postal_code: "Zip",
  phone: "Phone",
  email: "Email",
} as const;
