import type { ActivityKind } from "#app/lib/activity-kinds.ts";
import type { BackfillPhase, BackfillRun, Checkpoint, Drift, RunStore, SweepState } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import { wakeWaiting } from "./engine/wake-waiting.ts";
import type { BackfillRun as Row } from "./generated/client.ts";
import { Prisma } from "./generated/client.ts";
import { leaseKeeperOf } from "./keep-leases.ts";
import type { StoreOptions } from "./now-sql.ts";
import { inMsSql, nowSql } from "./now-sql.ts";
import { saveRun } from "./save-run.ts";

/**
 * Starts a first sync: a run that is due at once. One that is running is cancelled; its worker notices when it next saves.
 * Wake the portal's bulk lane afterwards, or wait for the tick.
 */
export async function startRun(
  db: Db,
  { id: connectionId, shop, portalId }: Connection,
  object: ObjectKey,
  settingsVersion: number,
  kind: BackfillRun["kind"] = "backfill",
): Promise<StoredRun> {
  return await inShop(db, shop, async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`run:${connectionId}:${object}`}, 0))`;
    await tx.backfillRun.updateMany({
      where: { connectionId, object, status: "running" },
      data: { status: "cancelled", finishedAt: new Date(), leaseId: null, leasedUntil: null },
    });
    const row = await tx.backfillRun.create({
      data: { connectionId, shop, portalId: BigInt(portalId), object, settingsVersion, kind, phase: "prepare" },
    });
    return toStoredRun(row);
  });
}

/** Ends the object's running run, if there is one. */
export async function cancelRun(db: Db, connection: Connection, object: ObjectKey): Promise<void> {
  await inShop(db, connection.shop, (tx) =>
    tx.backfillRun.updateMany({
      where: { connectionId: connection.id, object, status: "running" },
      data: { status: "cancelled", finishedAt: new Date(), leaseId: null, leasedUntil: null },
    }),
  );
}

export interface StoredRun extends BackfillRun {
  readonly status: Row["status"];
  readonly total: number | null;
  readonly processed: number;
  readonly created: number;
  readonly updated: number;
  /** an error code */
  readonly error: string | null;
  readonly drift: Drift;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** since when it waits because the merchant has it wait; null: it does not */
  readonly pausedAt: Date | null;
}

/** The object's newest run, whatever became of it. */
export async function latestRun(db: Db, connection: Connection, object: ObjectKey): Promise<StoredRun | null> {
  const row = await inShop(db, connection.shop, (tx) =>
    tx.backfillRun.findFirst({ where: { connectionId: connection.id, object }, orderBy: { startedAt: "desc" } }),
  );
  return row && toStoredRun(row);
}

/** The object's newest audit that came to its end. */
export async function latestAudit(db: Db, connection: Connection, object: ObjectKey): Promise<StoredRun | null> {
  const where = { connectionId: connection.id, object, kind: "audit", status: "done" as const };
  const row = await inShop(db, connection.shop, (tx) =>
    tx.backfillRun.findFirst({ where, orderBy: { startedAt: "desc" } }),
  );
  return row && toStoredRun(row);
}

type RunsOf = Readonly<Partial<Record<string, StoredRun>>>;

/** Every object's newest run, in one read: screens show them together. */
export async function latestRuns(db: Db, connection: Connection): Promise<RunsOf> {
  return await newestOfEach(db, connection, Prisma.sql`true`);
}

/** Every object's newest audit that came to its end. */
export async function latestAudits(db: Db, connection: Connection): Promise<RunsOf> {
  return await newestOfEach(db, connection, Prisma.sql`kind = 'audit' and status = 'done'`);
}

async function newestOfEach(db: Db, { id, shop }: Connection, which: Prisma.Sql): Promise<RunsOf> {
  const rows = await inShop(db, shop, async (tx) => {
    const newest = await tx.$queryRaw<{ id: string }[]>`
      select distinct on (object) id from backfill_run where connection_id = ${id}::uuid and ${which}
      order by object, started_at desc`;
    return await tx.backfillRun.findMany({ where: { id: { in: newest.map((row) => row.id) } } });
  });
  return Object.fromEntries(rows.map((row) => [row.object, toStoredRun(row)]));
}

/** Backfill runs and sweep cursors in PostgreSQL. */
export function createRunStore(db: Db, options: StoreOptions = {}): RunStore {
  const keeper = leaseKeeperOf(db, options);
  return {
    async claim({ id: connectionId, shop }, runId, leaseMs) {
      const { leaseId, firstMs } = keeper.open(leaseMs);
      const row = await inShop(db, shop, async (tx) => {
        const claimed = await tx.$executeRaw`
          update backfill_run r set lease_id = ${leaseId}::uuid, leased_until = ${inMsSql(options, firstMs)}
          from object_setting s join connection c on c.id = s.connection_id
          where r.id = ${runId}::uuid and r.connection_id = ${connectionId}::uuid and r.status = 'running' and r.paused_at is null
            and r.due_at <= ${nowSql(options)} and (r.leased_until is null or r.leased_until <= ${nowSql(options)})
            and s.connection_id = r.connection_id and s.object = r.object and s.enabled and c.status = 'active'`;
        return claimed === 1 ? await tx.backfillRun.findUnique({ where: { id: runId } }) : null;
      });
      if (!row) keeper.close(leaseId);
      return row && { run: toStoredRun(row), leaseId };
    },
    async renew({ id: connectionId, shop }, runId, leaseId, leaseMs) {
      const ms = keeper.extend(leaseId, leaseMs);
      const renewed = await inShop(
        db,
        shop,
        (tx) => tx.$executeRaw`
          update backfill_run set leased_until = greatest(leased_until, ${inMsSql(options, ms)})
          where id = ${runId}::uuid and connection_id = ${connectionId}::uuid and lease_id = ${leaseId}::uuid
            and status = 'running' and leased_until > ${nowSql(options)}`,
      );
      if (renewed === 0) keeper.close(leaseId);
      return renewed === 1;
    },
    async save(connection, runId, leaseId, patch) {
      const saved = await inShop(db, connection.shop, (tx) => saveRun(tx, connection, runId, leaseId, patch, options));
      if (!saved || patch.dueAt !== undefined) keeper.close(leaseId);
      return saved;
    },
    async finish(connection, runId, leaseId, sweptTo) {
      keeper.close(leaseId);
      return await inShop(db, connection.shop, async (tx) => {
        const object = await endRun(tx, connection, runId, leaseId, { status: "done", error: null }, options);
        if (!object) return false;
        await noteAudit(tx, connection, runId);
        await wakeWaiting(tx, connection, object, options);
        await tx.$executeRaw`
          update object_setting set first_sync_done_at = coalesce(first_sync_done_at, ${nowSql(options)}),
            shopify_swept_to = ${sweptTo}::timestamptz, hubspot_swept_to = ${sweptTo}::timestamptz
          where connection_id = ${connection.id}::uuid and object = ${object}`;
        return true;
      });
    },
    async fail(connection, runId, leaseId, error) {
      keeper.close(leaseId);
      return await inShop(
        db,
        connection.shop,
        async (tx) => (await endRun(tx, connection, runId, leaseId, { status: "failed", error }, options)) !== null,
      );
    },
    async isFirstSyncRunning({ id: connectionId, shop }, objects) {
      const rows = await inShop(
        db,
        shop,
        (tx) => tx.$queryRaw<unknown[]>`
          select 1 from backfill_run r join object_setting s on s.connection_id = r.connection_id and s.object = r.object
          where r.connection_id = ${connectionId}::uuid and r.object = any(${[...objects]}) and r.status = 'running'
            and r.paused_at is null and s.enabled and s.first_sync_done_at is null limit 1`,
      );
      return rows.length > 0;
    },
    sweepState: (connection, object) => inShop(db, connection.shop, (tx) => readSweepState(tx, connection, object)),
    async saveSweptTo({ id: connectionId, shop }, object, side, to) {
      const column = side === "shopify" ? "shopifySweptTo" : "hubspotSweptTo";
      await inShop(db, shop, (tx) =>
        tx.objectSetting.updateMany({ where: { connectionId, object }, data: { [column]: new Date(to) } }),
      );
    },
  };
}

/** What an audit found is told among the activities. */
async function noteAudit(tx: Tx, { id: connectionId, shop }: Connection, runId: string): Promise<void> {
  const run = await tx.backfillRun.findUniqueOrThrow({ where: { id: runId } });
  if (run.kind !== "audit") return;
  const details = { object: run.object, processed: run.processed, drift: run.drift };
  const kind: ActivityKind = "audit.finished";
  await tx.activity.create({ data: { shop, connectionId, kind, details } });
}

async function endRun(
  tx: Tx,
  { id: connectionId }: Connection,
  runId: string,
  leaseId: string,
  { status, error }: { readonly status: "done" | "failed"; readonly error: string | null },
  options: StoreOptions,
): Promise<ObjectKey | null> {
  const rows = await tx.$queryRaw<{ object: ObjectKey }[]>`
    update backfill_run set status = ${status}::run_status, error = ${error}, finished_at = ${nowSql(options)}, lease_id = null,
      leased_until = null, phase = case when ${status} = 'done' then 'done' else phase end
    where id = ${runId}::uuid and connection_id = ${connectionId}::uuid and lease_id = ${leaseId}::uuid and status = 'running'
      and leased_until > ${nowSql(options)}
    returning object`;
  return rows[0]?.object ?? null;
}

async function readSweepState(tx: Tx, { id: connectionId }: Connection, object: ObjectKey): Promise<SweepState | null> {
  const row = await tx.objectSetting.findUnique({ where: { connectionId_object: { connectionId, object } } });
  if (!row) return null;
  const running = await tx.backfillRun.count({ where: { connectionId, object, status: "running", pausedAt: null } });
  return {
    firstSyncDoneAt: row.firstSyncDoneAt?.toISOString() ?? null,
    shopifySweptTo: row.shopifySweptTo?.toISOString() ?? null,
    hubspotSweptTo: row.hubspotSweptTo?.toISOString() ?? null,
    backfilling: running > 0,
  };
}

export function toStoredRun(row: Row): StoredRun {
  const { id, status, settingsVersion, attempts, total, processed, created, updated } = row;
  const { error, startedAt, finishedAt, pausedAt } = row;
  return {
    ...{ id, status, settingsVersion, attempts, total, processed, created, updated },
    ...{ error, startedAt, finishedAt, pausedAt },
    object: row.object as ObjectKey,
    kind: row.kind as BackfillRun["kind"],
    drift: row.drift as Drift,
    phase: row.phase as BackfillPhase,
    checkpoint: row.checkpoint as Checkpoint,
  };
}
