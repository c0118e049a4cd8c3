import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { defaultFieldsOf } from "#app/sync/mapping/default-fields.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { FieldsModel } from "./mapping-rows.ts";

/** What the tab is to know of an object's fields, from our definition and what the last sync found of the portal. */
export function readFields(
  definition: SyncObjectDefinition,
  settings: Pick<ObjectSettings, "unavailable"> | null,
): FieldsModel {
  const { keyProperty, shopProperty } = definition.hubspot;
  return {
    defaults: defaultFieldsOf(definition),
    reserved: [keyProperty, shopProperty],
    unavailable: settings?.unavailable ?? {},
  };
}
