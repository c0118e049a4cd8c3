import type { Boss } from "#app/jobs/boss.server.ts";
import type { Connection, Lane, ObjectKey } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import { drains } from "./engine/mark-changes.ts";

/** Changes of an object that wait for their next attempt are due now, and drains are woken for all that waits. @returns how many wait */
export async function hastenChanges(
  db: Db,
  boss: Pick<Boss, "ensureQueues" | "enqueue"> | null,
  connection: Connection,
  object: ObjectKey,
): Promise<number> {
  await boss?.ensureQueues(connection.portalId);
  return await inShop(db, connection.shop, async (tx) => {
    const rows = await tx.$queryRaw<{ lane: Lane }[]>`
      update pending_change set due_at = least(due_at, now()) where ctid = any(array(
        select ctid from pending_change where connection_id = ${connection.id}::uuid and object = ${object}
          and (leased_until is null or leased_until <= now())
        order by object, side, record_id for update skip locked))
      returning lane`;
    const lanes = [...new Set(rows.map(({ lane }) => lane))];
    await boss?.enqueue(
      tx,
      drains(
        connection,
        lanes.map((lane) => ({ object, lane })),
      ),
    );
    return rows.length;
  });
}
