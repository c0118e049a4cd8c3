import type { PropertyDefinition, SyncObjectDefinition } from "#app/sync/definition.ts";

/** Our properties of an object by name: those its fields declare, and the unique key. */
export function ownProperties(definition: SyncObjectDefinition): Readonly<Record<string, PropertyDefinition>> {
  const declared = definition.fields.flatMap(({ hubspot, property }) =>
    property ? [[hubspot, property] as const] : [],
  );
  const key: PropertyDefinition = {
    label: "Shopify key",
    description: "Shop and id of the record in Shopify; unique in this account. Written once by Tandem.",
    type: "string",
    fieldType: "text",
    hasUniqueValue: true,
  };
  return { [definition.hubspot.keyProperty]: key, ...Object.fromEntries(declared) };
}
