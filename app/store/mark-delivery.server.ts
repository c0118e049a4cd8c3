import type { Boss } from "#app/jobs/boss.server.ts";
import type { Mark } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { SeenDelivery } from "./deliveries.server.ts";
import type { EndedGroup } from "./engine/end-group.ts";
import { endGroup } from "./engine/end-group.ts";
import { markChanges } from "./engine/mark-changes.ts";

/**
 * Notes a delivery as seen and marks the records it speaks of, in one transaction: should anything fail, the vendor's repetition is not
 * taken for a duplicate, and once this returns the change is safe. `ended`: a group that it says is gone, whose records need not be known.
 */
export async function markDelivery(
  db: Db,
  boss: Boss | null,
  delivery: SeenDelivery,
  connection: Connection,
  marks: readonly Mark[],
  ended: EndedGroup | null = null,
): Promise<"marked" | "duplicate"> {
  await boss?.ensureQueues(connection.portalId);
  return await inShop(db, delivery.shop, async (tx) => {
    const { shop, vendor, deliveryId, topic } = delivery;
    const { count } = await tx.delivery.createMany({
      data: [{ shop, vendor, deliveryId, topic }],
      skipDuplicates: true,
    });
    if (count === 0) return "duplicate";
    const ofGroup = ended ? await endGroup(tx, connection, ended) : [];
    const known = new Set(marks.map(({ recordId }) => recordId));
    const all = [...marks, ...ofGroup.filter(({ recordId }) => !known.has(recordId))];
    if (all.length > 0) await markChanges(tx, boss, connection, all, {});
    return "marked";
  });
}
