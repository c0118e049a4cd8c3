import { isDeepStrictEqual } from "node:util";
import type { LimitCondition, ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, Direction, ObjectKey, Side } from "#app/sync/record.ts";
import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { ObjectSetting } from "./generated/client.ts";

export interface StoredObjectSettings extends ObjectSettings {
  readonly firstSyncDoneAt: Date | null;
  readonly sweptAt: Date | null;
}

export type ObjectSettingsPatch = Partial<Omit<ObjectSettings, "object" | "version">>;

/** null when the object has never been set up. */
export async function objectSettings(
  db: Db,
  connection: Connection,
  object: ObjectKey,
): Promise<StoredObjectSettings | null> {
  return await inShop(db, connection.shop, (tx) => readObjectSettings(tx, connection, object));
}

async function readObjectSettings(tx: Tx, { id }: Connection, object: ObjectKey): Promise<StoredObjectSettings | null> {
  const row = await tx.objectSetting.findUnique({ where: { connectionId_object: { connectionId: id, object } } });
  return row && toSettings(row);
}

export async function listObjectSettings(db: Db, connection: Connection): Promise<readonly StoredObjectSettings[]> {
  const rows = await inShop(db, connection.shop, (tx) =>
    tx.objectSetting.findMany({ where: { connectionId: connection.id }, orderBy: { object: "asc" } }),
  );
  return rows.map(toSettings);
}

// What baselines and limits depend on: changing it makes every link's settings version old.
const versioned = ["direction", "winner", "createInShopify", "consentFromHubspot", "limit"] as const;

/** Saves what is given, raises the version when the outcome of a sync may change by it, and returns the settings as they are now. */
export async function saveObjectSettings(
  db: Db,
  connection: Connection,
  object: ObjectKey,
  { limit, ...patch }: ObjectSettingsPatch,
): Promise<StoredObjectSettings> {
  const key = { connectionId: connection.id, object };
  const data = { ...patch, ...(limit && { limit: JSON.parse(JSON.stringify(limit)) }) };
  return await inShop(db, connection.shop, async (tx) => {
    // Creates the row or locks it, so that two saves at once raise the version twice.
    await tx.$executeRaw`
      insert into object_setting (connection_id, shop, object) values (${connection.id}::uuid, ${connection.shop}, ${object})
      on conflict do nothing`;
    await tx.$executeRaw`
      select 1 from object_setting where connection_id = ${connection.id}::uuid and object = ${object} for update`;
    const before = await tx.objectSetting.findUniqueOrThrow({ where: { connectionId_object: key } });
    // By content: jsonb gives a condition's keys back in an order of its own.
    const matters = versioned.some((name) => name in data && !isDeepStrictEqual(data[name], before[name]));
    const row = await tx.objectSetting.update({
      where: { connectionId_object: key },
      data: { ...data, ...(matters && { version: { increment: 1 } }) },
    });
    return toSettings(row);
  });
}

/** Notes that the object's first sync is done: from now on sweeps run. */
export async function markFirstSyncDone(db: Db, connection: Connection, object: ObjectKey, at: Date): Promise<void> {
  await inShop(db, connection.shop, (tx) =>
    tx.objectSetting.updateMany({
      where: { connectionId: connection.id, object, firstSyncDoneAt: null },
      data: { firstSyncDoneAt: at },
    }),
  );
}

function toSettings(row: ObjectSetting): StoredObjectSettings {
  return {
    object: row.object as ObjectKey,
    enabled: row.enabled,
    direction: row.direction as Direction,
    winner: row.winner as Side,
    createInShopify: row.createInShopify,
    consentFromHubspot: row.consentFromHubspot,
    limit: row.limit as unknown as readonly LimitCondition[],
    version: row.version,
    firstSyncDoneAt: row.firstSyncDoneAt,
    sweptAt: row.sweptAt,
  };
}
