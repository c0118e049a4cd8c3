import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { MappingFault, ShopifyField } from "#app/sync/mapping/check-mapping.ts";
import { checkMapping } from "#app/sync/mapping/check-mapping.ts";
import { isAbout } from "#app/sync/mapping/effective-definition.ts";
import { findMappingFault } from "#app/sync/mapping/find-mapping-fault.ts";
import { unavailableOfPart } from "#app/sync/mapping/unavailable-of-part.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { FieldMapping, ObjectSettings } from "#app/sync/ports.ts";

/** What is wrong with a mapping. Locale keys `mapping_faults.<code>`. */
export type RowFaultCode =
  | MappingFault
  | "malformed"
  | "given_twice"
  | "unknown_field"
  | "unknown_property"
  | "transform_differs";

export interface RowFault {
  /** place in the list of mappings, from 0 */
  readonly row: number;
  readonly code: RowFaultCode;
}

export interface MappingSurroundings {
  readonly definition: SyncObjectDefinition;
  readonly unavailable: ObjectSettings["unavailable"];
  readonly fields: readonly ShopifyField[];
  readonly properties: readonly PropertyFacts[];
}

/** Why these mappings, all of an object's, cannot hold together: at most one fault a row. Empty when they can. */
export function checkMappings(
  surroundings: MappingSurroundings,
  mappings: readonly FieldMapping[],
): readonly RowFault[] {
  return mappings.flatMap((mapping, row) => {
    const code = faultOf(surroundings, mappings, mapping, row);
    return code ? [{ row, code }] : [];
  });
}

function faultOf(
  { definition, unavailable, fields, properties }: MappingSurroundings,
  mappings: readonly FieldMapping[],
  mapping: FieldMapping,
  row: number,
): RowFaultCode | null {
  const isSame = ({ shopify, hubspot }: Pick<FieldMapping, "shopify" | "hubspot">) =>
    shopify === mapping.shopify && hubspot === mapping.hubspot;
  if (mappings.findIndex(isSame) < row) return "given_twice";
  const part = partOf(definition, mapping);
  const rules = { mappings, unavailable: part ? unavailableOfPart(part, { unavailable }) : unavailable };
  const clash = findMappingFault(part ?? definition, rules, mapping);
  if (clash) return clash;
  if (!mapping.enabled) return null;
  const own = definition.fields.find(isSame);
  // A default's types fit by themselves, and the portal may yet lack its property: it rests then.
  if (own?.transform === mapping.transform) return null;
  const field = fields.find(({ name }) => name === mapping.shopify);
  if (!field) return "unknown_field";
  const property = properties.find(({ name, archived }) => name === mapping.hubspot && !archived);
  return property ? fitOf(field, property, mapping) : "unknown_property";
}

/** The parts whose records a mapping is about; null when it is about the whole. */
function partOf(definition: SyncObjectDefinition, mapping: FieldMapping): SyncObjectDefinition | null {
  const { children } = definition;
  const part = children && syncObject(children.object);
  return part && isAbout(part, mapping) && !isAbout(definition, mapping) ? part : null;
}

function fitOf(field: ShopifyField, property: PropertyFacts, mapping: FieldMapping): RowFaultCode | null {
  const check = checkMapping(field, property, mapping.direction);
  if (!check.fits) return check.fault;
  // A text of the merchant's own goes into any text, and nowhere back.
  const isFixed = mapping.transform.startsWith("fixed:");
  if (isFixed) return mapping.direction === "to_hubspot" && property.type === "string" ? null : "transform_differs";
  return check.transforms.includes(mapping.transform) ? null : "transform_differs";
}
