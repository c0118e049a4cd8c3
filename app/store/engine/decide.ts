import type { Boss } from "#app/jobs/boss.server.ts";
import type { Decision, RecordLink } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { nowSql } from "../now-sql.ts";
import { markChanges } from "./mark-changes.ts";
import { readLinks } from "./read-links.ts";
import { lockKey } from "./record-locks.ts";
import { wakeAssociations } from "./write-associations.ts";
import { endLinks, liftTombstones, writeLinks, writeTombstones } from "./write-links.ts";

/** Keeps a merchant's decision and marks its records. @returns "taken", with nothing kept, when an end of the wanted pair is another's. */
export async function decide(
  tx: Tx,
  boss: Boss | null,
  connection: Connection,
  { object, decision }: { readonly object: ObjectKey; readonly decision: Decision },
  options: StoreOptions,
): Promise<"done" | "taken"> {
  const { endLink, link, tombstones = [], liftTombstones: lifted = [], marks } = decision;
  if (endLink !== undefined || link) await endLeases(tx, connection, object, marks);
  if (link && (await isTaken(tx, connection, object, link))) return "taken";
  await liftTombstones(tx, connection, object, lifted);
  if (endLink !== undefined) await endLinks(tx, connection, object, [endLink]);
  if (link) {
    const fresh = await freshLink(tx, link, options);
    const { taken } = await writeLinks(tx, connection, object, [fresh]);
    if (taken.size > 0) return "taken";
    await wakeAssociations(tx, connection, object, [fresh], "live", options);
  }
  await writeTombstones(tx, connection, object, tombstones);
  await markChanges(tx, boss, connection, marks, options);
  return "done";
}

/** A batch that has a record in hand whose pair changes must not settle it as it was: it loses its lease, and begins again. */
async function endLeases(tx: Tx, { id }: Connection, object: ObjectKey, refs: Decision["marks"]): Promise<void> {
  const keys = refs.map(({ side, recordId }) => lockKey(side, recordId));
  await tx.$executeRaw`
    delete from record_lock where ctid = any(array(
      select ctid from record_lock where connection_id = ${id}::uuid and object = ${object} and lease_id in (
        select lease_id from record_lock
        where connection_id = ${id}::uuid and object = ${object} and key = any(${keys}))
      order by key collate "C" for update))`;
}

async function isTaken(
  tx: Tx,
  connection: Connection,
  object: ObjectKey,
  { shopifyId, hubspotId }: NonNullable<Decision["link"]>,
): Promise<boolean> {
  const links = await readLinks(tx, connection, object, { shopify: [shopifyId], hubspot: [hubspotId] });
  return links.some((known) => known.shopifyId !== shopifyId || known.hubspotId !== hubspotId);
}

/** A pair of which no field has settled: the next look compares it as two records that meet for the first time. */
async function freshLink(
  tx: Tx,
  { shopifyId, hubspotId }: NonNullable<Decision["link"]>,
  options: StoreOptions,
): Promise<RecordLink> {
  const [row] = await tx.$queryRaw<[{ now: Date }]>`select ${nowSql(options)} as now`;
  return {
    shopifyId,
    hubspotId,
    baseline: {},
    settingsVersion: 0,
    ...{ shopifyModifiedAt: null, hubspotModifiedAt: null, owner: true, putBackCount: 0 },
    settledAt: row.now.toISOString(),
  };
}
