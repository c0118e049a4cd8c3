import type { Boss } from "#app/jobs/boss.server.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { startRun } from "#app/store/runs.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import type { BackfillRun } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";

export interface ResyncDeps {
  readonly db: Db;
  /** null: the tick finds the run */
  readonly boss: Pick<Boss, "ensureQueues" | "enqueue"> | null;
}

/** Compares every record of an object anew. Refused while the object is off. */
export async function resyncObject(
  deps: ResyncDeps,
  { shop, userId, object }: { shop: string; userId: string; object: ObjectKey },
): Promise<"resync_started" | "off" | "not_connected"> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return "not_connected";
  const settings = await objectSettings(deps.db, connection, object);
  if (!settings?.enabled) return "off";
  await startSync(deps, connection, object, settings.version);
  await recordActivity(deps.db, {
    shop,
    connectionId: connection.id,
    kind: "sync.restarted",
    actor: userId,
    details: { object },
  });
  return "resync_started";
}

/** A run over everything begins, and a worker is woken for it; one that is under way ends for it. */
export async function startSync(
  deps: ResyncDeps,
  connection: Connection,
  object: ObjectKey,
  settingsVersion: number,
  kind: BackfillRun["kind"] = "backfill",
): Promise<void> {
  await wakeRun(deps, connection, await startRun(deps.db, connection, object, settingsVersion, kind));
}

/** Wakes a worker for a run that is due. Should this be lost, the tick finds the run. */
export async function wakeRun(
  { db, boss }: ResyncDeps,
  { id: connectionId, shop, portalId }: Connection,
  { id: runId, object }: Pick<BackfillRun, "id" | "object">,
): Promise<void> {
  if (!boss) return;
  await boss.ensureQueues(portalId);
  const job = { kind: "run-backfill", lane: "bulk", connectionId, shop, portalId, object, runId } as const;
  await inShop(db, shop, (tx) => boss.enqueue(tx, [job]));
}
