import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import { eraseRows, recordTables } from "./erase-rows.server.ts";
import { Prisma } from "./generated/client.ts";
import { lockCounts } from "./overview.server.ts";

/**
 * Forgets the shop: every row of every table that bears its name. What it has of each record goes in batches, for a large shop's would keep
 * one transaction for minutes; killed in between it is repeated. Jobs that still name the shop find no connection and end; they hold ids only.
 */
export async function eraseShop(db: Db, domain: string): Promise<void> {
  const connections = await inShop(db, domain, (tx) => stopShop(tx, domain));
  const all = Prisma.sql`true`;
  for (const { id } of connections) {
    for (const table of [...recordTables, "record_fact", "tombstone"] as const)
      await eraseRows(db, { id, shop: domain }, table, all);
  }
  const ids = connections.map(({ id }) => id);
  await inShop(db, domain, (tx) => eraseRest(tx, domain, ids));
}

/** From here on no worker begins anything for the shop, and who holds a lease settles nothing. */
async function stopShop(tx: Tx, shop: string): Promise<readonly { readonly id: string }[]> {
  await tx.session.deleteMany({ where: { shop } });
  await tx.connection.updateMany({ where: { shop, status: "active" }, data: { status: "disconnected" } });
  const connections = await tx.connection.findMany({ where: { shop }, select: { id: true } });
  const ofConnections = { connectionId: { in: connections.map(({ id }) => id) } };
  await tx.objectSetting.updateMany({ where: ofConnections, data: { enabled: false } });
  await tx.recordLock.deleteMany({ where: ofConnections });
  return connections;
}

async function eraseRest(tx: Tx, shop: string, connections: readonly string[]): Promise<void> {
  // By connection, which these have an index for. What came since it was stopped is little: a webhook marks without a lease.
  const ofConnections = { where: { connectionId: { in: [...connections] } } };
  await tx.recordLink.deleteMany(ofConnections);
  await tx.tombstone.deleteMany(ofConnections);
  await tx.pendingChange.deleteMany(ofConnections);
  await tx.recordLock.deleteMany(ofConnections);
  await tx.pendingEffect.deleteMany(ofConnections);
  await lockCounts(tx);
  await tx.outcome.deleteMany(ofConnections);
  // Deleting the outcomes has counted them once more.
  await tx.outcomeCount.deleteMany(ofConnections);
  await tx.writeLog.deleteMany(ofConnections);
  await tx.matchKey.deleteMany(ofConnections);
  await tx.recordAssociation.deleteMany(ofConnections);
  await tx.recordFact.deleteMany(ofConnections);
  await tx.backfillRun.deleteMany(ofConnections);
  await tx.syncReview.deleteMany(ofConnections);
  await tx.fieldMapping.deleteMany(ofConnections);
  await tx.stageMapping.deleteMany(ofConnections);
  const where = { shop };
  await tx.delivery.deleteMany({ where });
  await tx.oauthState.deleteMany({ where });
  await tx.invitation.deleteMany({ where });
  await tx.outgoingMail.deleteMany({ where });
  await tx.notificationRecipient.deleteMany({ where });
  await tx.notificationSetting.deleteMany({ where });
  await tx.activity.deleteMany({ where });
  await tx.privacyRequest.deleteMany({ where });
  await tx.session.deleteMany({ where });
  await tx.shop.deleteMany({ where: { domain: shop } });
}
