import type { SyncObjectDefinition } from "../definition.ts";
import type { FieldMapping, ObjectSettings } from "../ports.ts";
import type { MappingFault } from "./check-mapping.ts";
import { effectiveDefinition, isKeyField, isReserved } from "./effective-definition.ts";
import { isTransform } from "./transforms.ts";

/**
 * Why a mapping cannot join an object's others, whatever its types: it changes what records are told apart by, writes a property or an
 * attribute that another field writes, or names a transform that there is not. Null when it can.
 * @param settings those in force; a mapping of the same attribute and property among them is the one that is being changed
 */
export function findMappingFault(
  definition: SyncObjectDefinition,
  settings: Pick<ObjectSettings, "mappings" | "unavailable">,
  mapping: FieldMapping,
): MappingFault | null {
  if (!isTransform(mapping.transform)) return "unknown_transform";
  const isSame = ({ shopify, hubspot }: Pick<FieldMapping, "shopify" | "hubspot">): boolean =>
    shopify === mapping.shopify && hubspot === mapping.hubspot;
  const own = definition.fields.find(isSame);
  if (own ? isKeyField(definition, own) : isReserved(definition, mapping.hubspot)) return "key_field";
  if (!mapping.enabled) return null;
  // Switched off for the question: a default that it changes is not one of the others.
  const mappings = [...settings.mappings.filter((other) => !isSame(other)), { ...mapping, enabled: false }];
  const others = effectiveDefinition(definition, { ...settings, mappings }).fields.filter((field) => !isSame(field));
  if (others.some(({ hubspot }) => hubspot === mapping.hubspot)) return "property_taken";
  const writes = (direction: FieldMapping["direction"]): boolean => direction !== "to_hubspot";
  const rival = others.some(({ shopify, direction }) => shopify === mapping.shopify && writes(direction));
  return rival && writes(mapping.direction) ? "attribute_taken" : null;
}
