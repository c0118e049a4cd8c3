import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db, Tx } from "./db.server.ts";
import { asSystem, inShop } from "./db.server.ts";

interface ObjectTotals {
  /** records that are there on each side, as far as we know */
  readonly inShopify: number;
  readonly inHubspot: number;
  readonly inSync: number;
  readonly excluded: number;
  readonly failing: number;
  /** of the two before, those that are only in HubSpot: no record of the shop's */
  readonly hubspotOnlyExcluded: number;
  readonly hubspotOnlyFailing: number;
  readonly pending: number;
  readonly lastSettledAt: Date | null;
}

export interface ReasonCount {
  readonly object: ObjectKey;
  readonly status: "excluded" | "failing";
  readonly reason: string;
  readonly count: number;
}

export interface Overview {
  readonly totals: Readonly<Partial<Record<ObjectKey, ObjectTotals>>>;
  /** why records are excluded or failing, most frequent first */
  readonly reasons: readonly ReasonCount[];
}

/** Outcomes of one object, state, reason and side, and what waits (`pending`). */
interface CountRow {
  readonly object: ObjectKey;
  readonly status: "in_sync" | "excluded" | "failing" | "pending";
  readonly reason: string;
  readonly inShopify: boolean;
  readonly inHubspot: boolean;
  readonly count: number;
  readonly settledAt: Date | null;
}

/** Counts of every object that has outcomes or pending changes. No outcome is read, however many there are: the database counts along. */
export async function readOverview(db: Db, { id, shop }: Connection): Promise<Overview> {
  const rows = await inShop(
    db,
    shop,
    (tx) => tx.$queryRaw<CountRow[]>`
      select object, status, reason, in_shopify as "inShopify", in_hubspot as "inHubspot", sum(count)::int as count,
        max(settled_at) as "settledAt"
      from outcome_count where connection_id = ${id}::uuid group by 1, 2, 3, 4, 5 having sum(count) <> 0
      union all
      select object, 'pending', '', false, false, count(*)::int, null from pending_change where connection_id = ${id}::uuid group by 1
      union all
      select object, 'pending', '', false, false, count(*)::int, null from record_association
      where connection_id = ${id}::uuid and due_at is not null group by 1
      union all
      select object, 'pending', '', false, false, count(*)::int, null from record_association
      where connection_id = ${id}::uuid and due_at is null and lease_id is not null group by 1`,
  );
  const objects = [...new Set(rows.map(({ object }) => object))];
  const totals = objects.map((object) => [object, toTotals(rows.filter((row) => row.object === object))] as const);
  return { totals: Object.fromEntries(totals), reasons: toReasons(rows) };
}

function toTotals(rows: readonly CountRow[]): ObjectTotals {
  const sum = (counts: (row: CountRow) => boolean) =>
    rows.reduce((total, row) => total + (counts(row) ? row.count : 0), 0);
  const times = rows.flatMap(({ settledAt }) => settledAt?.getTime() ?? []);
  const isLone = (row: CountRow) => row.inHubspot && !row.inShopify;
  return {
    inShopify: sum((row) => row.inShopify && row.reason !== "deleted_in_shopify"),
    inHubspot: sum((row) => row.inHubspot && row.reason !== "deleted_in_hubspot"),
    inSync: sum(({ status }) => status === "in_sync"),
    excluded: sum(({ status }) => status === "excluded"),
    failing: sum(({ status }) => status === "failing"),
    hubspotOnlyExcluded: sum((row) => row.status === "excluded" && isLone(row)),
    hubspotOnlyFailing: sum((row) => row.status === "failing" && isLone(row)),
    pending: sum(({ status }) => status === "pending"),
    lastSettledAt: times.length > 0 ? new Date(Math.max(...times)) : null,
  };
}

function toReasons(rows: readonly CountRow[]): readonly ReasonCount[] {
  const groups = new Map<string, ReasonCount>();
  for (const { object, status, reason: kept, count } of rows) {
    if (status !== "excluded" && status !== "failing") continue;
    const reason = kept === "" ? "unexpected" : kept;
    const key = `${object} ${status} ${reason}`;
    groups.set(key, { object, status, reason, count: count + (groups.get(key)?.count ?? 0) });
  }
  return [...groups.values()].toSorted(
    (a, b) => b.count - a.count || a.object.localeCompare(b.object) || a.reason.localeCompare(b.reason),
  );
}

/** Folds the rows that counting has left into one for each group, of connections with more than `rowsLeft`. @returns how many groups stay */
export async function addUpCounts(db: Db, rowsLeft = 200): Promise<number> {
  return await asSystem(db, "add_up_counts", async (tx) => {
    await lockCounts(tx);
    return await tx.$executeRaw`
      with gone as (
        delete from outcome_count where connection_id in (
          select connection_id from outcome_count group by 1 having count(*) > ${rowsLeft})
        returning *)
      insert into outcome_count (connection_id, shop, object, status, reason, in_shopify, in_hubspot, count, settled_at)
      select connection_id, shop, object, status, reason, in_shopify, in_hubspot, sum(count), max(settled_at)
      from gone group by 1, 2, 3, 4, 5, 6, 7 having sum(count) <> 0`;
  });
}

/** Whoever deletes counts waits for those who add them up: a row that is made meanwhile would be missed. */
export async function lockCounts(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('outcome_count', 0))`;
}

/** Failing records by object with a field that another tool keeps changing back, so that we no longer write it. */
export async function countFights(
  db: Db,
  { id: connectionId, shop }: Connection,
): Promise<Readonly<Record<string, number>>> {
  const where = {
    connectionId,
    status: "failing",
    reason: "portal_rule",
    details: { path: ["kind"], equals: "fight" },
  };
  const rows = await inShop(db, shop, (tx) => tx.outcome.groupBy({ by: ["object"], where, _count: true }));
  return Object.fromEntries(rows.map(({ object, _count }) => [object, _count]));
}
