import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { invalid, notFound } from "#sandbox/hubspot/hubspot-error.ts";
import type { ObjectSpace } from "#sandbox/hubspot/portal.ts";

/**
 * Refuses properties that records cannot be identified by. `hs_object_id` is none: ids go without `idProperty`.
 */
export function assertIdProperty({ type, definitions }: ObjectSpace, idProperty: string): void {
  const definition = definitions.find(idProperty);
  if (!definition) throw invalid(`Property "${idProperty}" does not exist`);
  if (idProperty === type.primaryKey || definition.hasUniqueValue) return;
  throw invalid(`Unable to perform update/upsert by non-unique ${type.typeId} property ${idProperty}`);
}

/** The record an id or unique value names; undefined when there is none. */
export function findRecord(
  space: ObjectSpace,
  id: string,
  idProperty: string | undefined,
  archived = false,
): CrmRecord | undefined {
  if (idProperty === undefined) return space.records.find(id, archived);
  assertIdProperty(space, idProperty);
  return space.records.findBy(idProperty, id);
}

/** The same, or HubSpot's 404. */
export function requireRecord(
  space: ObjectSpace,
  id: string,
  idProperty: string | undefined,
  archived = false,
): CrmRecord {
  const record = findRecord(space, id, idProperty, archived);
  if (record) return record;
  if (idProperty === undefined && !/^\d+$/.test(id)) {
    throw notFound("Object not found.  objectId are usually numeric.", { id: [id] });
  }
  throw notFound();
}
