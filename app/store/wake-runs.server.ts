import type { Boss } from "#app/jobs/boss.server.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";

/** The connection's runs that wait for a bulk operation are due now: Shopify says that one has finished. */
export async function wakeRuns(db: Db, boss: Boss | null, connection: Connection): Promise<number> {
  const { id: connectionId, shop, portalId } = connection;
  await boss?.ensureQueues(portalId);
  return await inShop(db, shop, async (tx) => {
    const runs = await tx.backfillRun.updateManyAndReturn({
      where: { connectionId, status: "running", phase: "await_bulk" },
      data: { dueAt: new Date(0) },
      select: { id: true, object: true },
    });
    await boss?.enqueue(
      tx,
      runs.map(({ id, object }) => ({
        kind: "run-backfill",
        lane: "bulk",
        connectionId,
        shop,
        portalId,
        object: object as ObjectKey,
        runId: id,
      })),
    );
    return runs.length;
  });
}
