import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { inMode } from "#app/sync/mapping/in-mode.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "./db.server.ts";

type Options = ObjectSettings["options"];

/** Whether two sets of switches make different things of an object in HubSpot. */
export function isOtherMode(definition: SyncObjectDefinition, before: Options, after: Options): boolean {
  return inMode(definition, before).hubspot.objectType !== inMode(definition, after).hubspot.objectType;
}

/** What is known of records by their HubSpot type: it belongs to the mode. */
const tables = ["record_link", "match_key", "tombstone", "field_mapping", "stage_mapping", "record_association"];

/**
 * Under what names is kept, once switches change, what is known of an object and its parts in the former mode (`aside`), and until then of
 * the one to come (`back`). Empty: the mode stays.
 */
export function asideNames(
  definition: SyncObjectDefinition,
  before: Options,
  after: Options,
): ReadonlyMap<ObjectKey, { readonly aside: string; readonly back: string }> {
  const { children } = definition;
  const keys = [definition.key, ...(children ? [children.object] : [])].filter((key) => {
    return !isSameKind(objectUnder(key, { options: before }).hubspot, objectUnder(key, { options: after }).hubspot);
  });
  // Lines are line items in either mode: the whole's type tells them apart.
  const nameOf = (key: ObjectKey, options: Options) => `${key}@${inMode(definition, options).hubspot.objectType}`;
  return new Map(keys.map((key) => [key, { aside: nameOf(key, before), back: nameOf(key, after) }]));
}

/**
 * An object's records are to be of another HubSpot type. What is known of those of the former type is put aside under a name of its own,
 * where nothing looks for it, and what was put aside of the new one comes back: switching back finds the same pairs again, and nothing is
 * made twice. HubSpot's records stay as they are. What is under way loses its lease, so that it cannot settle; outcomes begin anew.
 */
export async function switchMode(
  tx: Tx,
  { id }: Connection,
  definition: SyncObjectDefinition,
  before: Options,
  after: Options,
): Promise<void> {
  const object = definition.key;
  const former = inMode(definition, before);
  for (const [key, { aside, back }] of asideNames(definition, before, after)) {
    for (const table of tables) await rename(tx, id, table, key, aside);
    for (const table of tables) await rename(tx, id, table, back, key);
  }
  await tx.$executeRaw`
    update backfill_run set status = 'cancelled', finished_at = now(), lease_id = null, leased_until = null
    where connection_id = ${id}::uuid and object = ${object} and status = 'running'`;
  await tx.$executeRaw`delete from record_lock where connection_id = ${id}::uuid and object = ${object}`;
  await tx.$executeRaw`
    delete from pending_change where connection_id = ${id}::uuid and object = ${object} and side = 'hubspot'`;
  await tx.$executeRaw`
    update pending_change set lease_id = null, leased_until = null, generation = generation + 1
    where connection_id = ${id}::uuid and object = ${object}`;
  await tx.$executeRaw`delete from outcome where connection_id = ${id}::uuid and object = ${object}`;
  await redoAssociations(tx, id, object, `${object}@${former.hubspot.objectType}`);
  await tx.$executeRaw`
    update object_setting set unavailable = '{}'::jsonb where connection_id = ${id}::uuid and object = ${object}`;
  await tx.$executeRaw`update connection set pipelines = pipelines - ${object}::text where id = ${id}::uuid`;
}

/** A type's records under one key: an order's key property has one name on orders and on deals, and lines of both are line items. */
function isSameKind(a: SyncObjectDefinition["hubspot"], b: SyncObjectDefinition["hubspot"]): boolean {
  return a.objectType === b.objectType && a.keyProperty === b.keyProperty;
}

async function rename(tx: Tx, id: string, table: string, from: string, to: string): Promise<void> {
  await tx.$executeRawUnsafe(
    `update ${table} set object = $1 where connection_id = $2::uuid and object = $3`,
    to,
    id,
    from,
  );
}

/**
 * What others are associated with of this object is a record of the other type: written anew, and what is there stays. Nobody waits for
 * wishes that were put aside.
 */
async function redoAssociations(tx: Tx, id: string, object: ObjectKey, aside: string): Promise<void> {
  await tx.$executeRaw`
    update record_association set due_at = null, lease_id = null, leased_until = null
    where connection_id = ${id}::uuid and object = ${aside}`;
  await tx.$executeRaw`
    delete from record_association where connection_id = ${id}::uuid and to_object = ${object} and not wanted`;
  await tx.$executeRaw`
    update record_association set written_from = null, written_to = null, attempts = 0, lease_id = null, leased_until = null
    where connection_id = ${id}::uuid and to_object = ${object}`;
  // Those that wait for a link fall asleep again at once. Also another object's that stand aside stay asleep.
  await tx.$executeRaw`
    update record_association set due_at = now()
    where connection_id = ${id}::uuid and (object = ${object} or to_object = ${object}) and object not like '%@%'`;
}
