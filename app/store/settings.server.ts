import { isDeepStrictEqual } from "node:util";
import type { PropertyOption } from "#app/sync/definition.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { LimitCondition, ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, Direction, ObjectKey, Side } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type {
  FieldMapping as FieldMappingRow,
  ObjectSetting,
  StageMapping as StageMappingRow,
} from "./generated/client.ts";
import { isOtherMode, switchMode } from "./switch-mode.ts";
import { writeFieldMappings, writeStageMappings } from "./write-mappings.ts";

export interface StoredObjectSettings extends ObjectSettings {
  readonly firstSyncDoneAt: Date | null;
  readonly sweptAt: Date | null;
  readonly auditedAt?: Date | null;
  /** raised by each change that a person saved, never by the app's own */
  readonly revision: number;
  /** the person's user id at Shopify; null when it is not known */
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
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
  if (!row) return null;
  return toSettings(row, ...(await readMappings(tx, id, [object])));
}

async function readMappings(
  tx: Tx,
  connectionId: string,
  objects: readonly ObjectKey[],
): Promise<[FieldMappingRow[], StageMappingRow[]]> {
  const where = { connectionId, object: { in: [...objects] } };
  const fields = await tx.fieldMapping.findMany({ where, orderBy: { id: "asc" } });
  const stages = await tx.stageMapping.findMany({ where, orderBy: { shopifyStatus: "asc" } });
  return [fields, stages];
}

export async function listObjectSettings(db: Db, connection: Connection): Promise<readonly StoredObjectSettings[]> {
  return await inShop(db, connection.shop, async (tx) => {
    const rows = await tx.objectSetting.findMany({
      where: { connectionId: connection.id },
      orderBy: { object: "asc" },
    });
    const [fields, stages] = await readMappings(tx, connection.id, mainObjectKeys);
    return rows.map((row) => toSettings(row, fields, stages));
  });
}

// What baselines and limits depend on: changing it makes every link's settings version old.
const versioned = [
  "direction",
  "winner",
  "createInShopify",
  "consentFromHubspot",
  "limit",
  "limitMatch",
  "limitScope",
  "mappings",
  "stages",
  "options",
  "historyFrom",
  "unavailable",
] as const;

/** Whether the outcome of a sync may change by what a patch says. */
export function raisesVersion(before: StoredObjectSettings | null, patch: ObjectSettingsPatch): boolean {
  const changed = changedSettings(patch, before);
  return versioned.some((name) => changed.includes(name));
}

/** Who saves: a user of the admin, or the app itself, of whose changes no person need be told. */
export type SavedBy = { readonly userId?: string } | "app";

/**
 * Saves what is given, raises the version when the outcome of a sync may change by it and the revision when a person changed something,
 * and returns the settings as they are now.
 * @param change what to save, or what follows from the settings as they are, while nobody else saves
 */
export async function saveObjectSettings(
  db: Db,
  connection: Connection,
  object: ObjectKey,
  change: ObjectSettingsPatch | ((before: StoredObjectSettings | null) => ObjectSettingsPatch),
  by: SavedBy = {},
): Promise<StoredObjectSettings> {
  const key = { connectionId: connection.id, object };
  return await inShop(db, connection.shop, async (tx) => {
    // Creates the row or locks it, so that two saves at once raise the version twice.
    await tx.$executeRaw`
      insert into object_setting (connection_id, shop, object) values (${connection.id}::uuid, ${connection.shop}, ${object})
      on conflict do nothing`;
    await tx.$executeRaw`
      select 1 from object_setting where connection_id = ${connection.id}::uuid and object = ${object} for update`;
    const before = await readObjectSettings(tx, connection, object);
    const asked = typeof change === "function" ? change(before) : change;
    const patch = await inItsMode(tx, connection, object, before, asked);
    const changed = changedSettings(patch, before);
    const matters = raisesVersion(before, patch);
    // Whoever saves first has looked at what was preselected: from then on it is a choice.
    const isFirst = before?.revision === 0 && Object.keys(patch).length > 0;
    const isNews = by !== "app" && (isFirst || changed.length > 0);
    await tx.objectSetting.update({
      where: { connectionId_object: key },
      data: {
        ...toRow(patch),
        ...(matters && { version: { increment: 1 } }),
        ...(isNews && markOf(by)),
      },
    });
    if (patch.mappings) await writeFieldMappings(tx, connection, object, patch.mappings);
    if (patch.stages) await writeStageMappings(tx, connection, object, patch.stages);
    const saved = await readObjectSettings(tx, connection, object);
    if (!saved) throw new Error(`the settings of ${object} went while they were saved`);
    return saved;
  });
}

/** Puts the object into the mode that a patch asks for. Mappings and stages of the former one mean nothing there: they stay aside with it. */
async function inItsMode(
  tx: Tx,
  connection: Connection,
  object: ObjectKey,
  before: StoredObjectSettings | null,
  patch: ObjectSettingsPatch,
): Promise<ObjectSettingsPatch> {
  const definition = syncObject(object);
  const options = before?.options ?? {};
  if (!patch.options || !isOtherMode(definition, options, patch.options)) return patch;
  await switchMode(tx, connection, definition, options, patch.options);
  const { mappings: _mappings, stages: _stages, unavailable: _unavailable, ...rest } = patch;
  return rest;
}

/** Names of what a patch would change. By content: jsonb gives a condition's keys back in an order of its own. */
export function changedSettings(
  patch: ObjectSettingsPatch,
  before: StoredObjectSettings | null,
): readonly (keyof ObjectSettingsPatch)[] {
  const names = Object.keys(patch) as (keyof ObjectSettingsPatch)[];
  return names.filter((name) => !isDeepStrictEqual(patch[name], before?.[name]));
}

/** What tells others that a person changed something. */
function markOf({ userId }: Exclude<SavedBy, "app">) {
  return { revision: { increment: 1 }, changedBy: userId || null, changedAt: new Date() };
}

/** The columns of a patch; mappings have tables of their own. */
function toRow({ mappings: _mappings, stages: _stages, ...patch }: ObjectSettingsPatch) {
  const { limit, options, unavailable, historyFrom, ...plain } = patch;
  const json = (value: unknown) => JSON.parse(JSON.stringify(value));
  return {
    ...plain,
    ...(limit && { limit: json(limit) }),
    ...(options && { options: json(options) }),
    ...(unavailable && { unavailable: json(unavailable) }),
    ...(historyFrom !== undefined && { historyFrom: historyFrom === null ? null : new Date(historyFrom) }),
  };
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

function toSettings(
  row: ObjectSetting,
  fields: readonly FieldMappingRow[],
  stages: readonly StageMappingRow[],
): StoredObjectSettings {
  return {
    object: row.object as ObjectKey,
    enabled: row.enabled,
    direction: row.direction as Direction,
    winner: row.winner as Side,
    createInShopify: row.createInShopify,
    consentFromHubspot: row.consentFromHubspot,
    limit: row.limit as unknown as readonly LimitCondition[],
    limitMatch: row.limitMatch as ObjectSettings["limitMatch"],
    limitScope: row.limitScope as ObjectSettings["limitScope"],
    mappings: fields
      .filter(({ object }) => object === row.object)
      .map((field) => ({
        shopify: field.shopifyField,
        hubspot: field.property,
        direction: field.direction as Direction,
        transform: field.transform,
        enabled: field.enabled,
        ...(field.options !== null && { options: field.options as unknown as readonly PropertyOption[] }),
      })),
    stages: stages
      .filter(({ object }) => object === row.object)
      .map(({ shopifyStatus, pipelineId, stageId }) => ({
        status: shopifyStatus,
        stage: pipelineId !== null && stageId !== null ? { pipelineId, stageId } : null,
      })),
    options: row.options as ObjectSettings["options"],
    historyFrom: row.historyFrom?.toISOString() ?? null,
    unavailable: row.unavailable as ObjectSettings["unavailable"],
    version: row.version,
    firstSyncDoneAt: row.firstSyncDoneAt,
    sweptAt: row.sweptAt,
    auditedAt: row.auditedAt,
    revision: row.revision,
    changedBy: row.changedBy,
    changedAt: row.changedAt,
  };
}
