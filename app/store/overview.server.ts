import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";

export interface ObjectTotals {
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

/** Counts of every object that has outcomes or pending changes. Three reads of indexes, whatever the number of objects. */
export async function objectTotals(
  db: Db,
  connection: Connection,
): Promise<Readonly<Partial<Record<ObjectKey, ObjectTotals>>>> {
  const id = connection.id;
  const rows = await inShop(
    db,
    connection.shop,
    (tx) => tx.$queryRaw<({ object: ObjectKey } & ObjectTotals)[]>`
      select object, sum(in_shopify)::int as "inShopify", sum(in_hubspot)::int as "inHubspot", sum(in_sync)::int as "inSync", sum(excluded)::int as "excluded", sum(failing)::int as "failing",
        sum(lone_excluded)::int as "hubspotOnlyExcluded", sum(lone_failing)::int as "hubspotOnlyFailing",
        sum(pending)::int as "pending", max(settled_at) as "lastSettledAt"
      from (
        select object, count(shopify_id) filter (where reason is distinct from 'deleted_in_shopify') as in_shopify,
          count(hubspot_id) filter (where reason is distinct from 'deleted_in_hubspot') as in_hubspot,
          count(*) filter (where status = 'in_sync') as in_sync, count(*) filter (where status = 'excluded') as excluded,
          count(*) filter (where status = 'failing') as failing,
          count(*) filter (where status = 'excluded' and shopify_id is null) as lone_excluded,
          count(*) filter (where status = 'failing' and shopify_id is null) as lone_failing, 0 as pending, max(settled_at) as settled_at
        from outcome where connection_id = ${id}::uuid group by object
        union all
        select object, 0, 0, 0, 0, 0, 0, 0, count(*), null from pending_change where connection_id = ${id}::uuid group by object
        union all
        select object, 0, 0, 0, 0, 0, 0, 0, count(*), null from record_association
        where connection_id = ${id}::uuid and due_at is not null group by object
        union all
        select object, 0, 0, 0, 0, 0, 0, 0, count(*), null from record_association
        where connection_id = ${id}::uuid and due_at is null and lease_id is not null group by object
      ) counts group by object`,
  );
  return Object.fromEntries(rows.map(({ object, ...totals }) => [object, totals]));
}

export interface ReasonCount {
  readonly object: ObjectKey;
  readonly status: "excluded" | "failing";
  readonly reason: string;
  readonly count: number;
}

/** Why records are excluded or failing, by object, most frequent first. */
export async function failingReasons(db: Db, { id, shop }: Connection): Promise<readonly ReasonCount[]> {
  return await inShop(
    db,
    shop,
    (tx) => tx.$queryRaw<ReasonCount[]>`
      select object, status, coalesce(reason, 'unexpected') as reason, count(*)::int as count from outcome
      where connection_id = ${id}::uuid and status <> 'in_sync'
      group by 1, 2, 3 order by object, status desc, count desc, reason`,
  );
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
