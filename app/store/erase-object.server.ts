import { syncObject } from "#app/sync/objects/index.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, MainObjectKey, ObjectKey } from "#app/sync/record.ts";
import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import { eraseRows, recordTables } from "./erase-rows.server.ts";
import { Prisma } from "./generated/client.ts";
import { isOtherMode, switchMode } from "./switch-mode.ts";

const factKinds: Partial<Record<MainObjectKey, string>> = { orders: "order", carts: "cart" };

/**
 * Forgets an object's sync and that of its parts, in whatever mode: settings, mappings, links, outcomes, waiting changes, runs, figures, match keys. Tombstones
 * stay. The switch goes first, so that no worker begins anything; whoever holds a lease waits here or finds it gone, and settles nothing.
 * Killed in between it can be repeated, and the switch is off until then.
 * @returns false when somebody turned the object on meanwhile: then what is left stays
 */
export async function eraseObject(db: Db, connection: Connection, object: MainObjectKey): Promise<boolean> {
  const children = syncObject(object).children;
  const objects: readonly ObjectKey[] = children ? [object, children.object] : [object];
  await inShop(db, connection.shop, (tx) => stopObject(tx, connection, objects));
  await inShop(db, connection.shop, (tx) => leaveMode(tx, connection, object));
  const aside = objects.map((key) => `${key}@%`);
  const which = Prisma.sql`(object = any(${[...objects]}) or object like any(${aside}))`;
  for (const table of recordTables) await eraseRows(db, connection, table, which);
  const kind = factKinds[object];
  if (kind) await eraseRows(db, connection, "record_fact", Prisma.sql`kind = ${kind}`);
  return await inShop(db, connection.shop, async (tx) => {
    const settings = await tx.$queryRaw<{ enabled: boolean }[]>`
      select enabled from object_setting where connection_id = ${connection.id}::uuid and object = ${object} for update`;
    if (settings[0]?.enabled) return false;
    const where = { connectionId: connection.id, object };
    const inEitherMode = { connectionId: connection.id, OR: [{ object }, { object: { startsWith: `${object}@` } }] };
    await tx.fieldMapping.deleteMany({ where: inEitherMode });
    await tx.stageMapping.deleteMany({ where: inEitherMode });
    await tx.objectSetting.deleteMany({ where });
    return true;
  });
}

/** Turns the object off, waiting for who settles at this moment, and ends every lease on its records and runs. */
async function stopObject(tx: Tx, { id }: Connection, objects: readonly ObjectKey[]): Promise<void> {
  const where = { connectionId: id, object: { in: [...objects] } };
  await tx.objectSetting.updateMany({ where, data: { enabled: false } });
  await tx.backfillRun.deleteMany({ where });
  await tx.recordLock.deleteMany({ where });
}

/** An object that is set up again begins in its own mode: tombstones, which stay, are to be those of that one. */
async function leaveMode(tx: Tx, connection: Connection, object: MainObjectKey): Promise<void> {
  const rows = await tx.$queryRaw<{ options: ObjectSettings["options"] }[]>`
    select options from object_setting where connection_id = ${connection.id}::uuid and object = ${object} for update`;
  const options = rows[0]?.options ?? {};
  const definition = syncObject(object);
  if (!isOtherMode(definition, options, {})) return;
  await switchMode(tx, connection, definition, options, {});
  await tx.objectSetting.updateMany({ where: { connectionId: connection.id, object }, data: { options: {} } });
}
