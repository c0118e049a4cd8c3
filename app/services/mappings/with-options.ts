import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { FieldMapping } from "#app/sync/ports.ts";

/** The mapping with its property's options as the portal has them now; without any where the property has none. */
export function withOptions(
  { options: _before, ...mapping }: FieldMapping,
  properties: ReadonlyMap<string, PropertyFacts>,
): FieldMapping {
  const property = properties.get(mapping.hubspot);
  // Those of yes and no are HubSpot's own: "true" and "false".
  const isChoice = property?.type === "enumeration" && property.fieldType !== "booleancheckbox";
  if (!isChoice || property.options.length === 0) return mapping;
  return { ...mapping, options: property.options.map(({ label, value }) => ({ label, value })) };
}
