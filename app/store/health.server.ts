import type { Connection, MainObjectKey, ObjectKey } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import { Prisma } from "./generated/client.ts";
import { readOverview } from "./overview.server.ts";

export type TroubleStatus = "failing" | "excluded";

export interface TroubleGroup {
  readonly status: TroubleStatus;
  readonly object: MainObjectKey;
  readonly reason: string;
  readonly count: number;
}

/** Failing and excluded records by object and reason, most frequent first. */
export async function troubleGroups(db: Db, connection: Connection): Promise<readonly TroubleGroup[]> {
  const { reasons } = await readOverview(db, connection);
  return reasons.map((group) => ({ ...group, object: group.object as MainObjectKey }));
}

export interface TroubledRecord {
  readonly id: string;
  readonly object: MainObjectKey;
  readonly status: TroubleStatus;
  readonly reason: string;
  readonly shopifyId: string | null;
  readonly hubspotId: string | null;
  /** the Shopify product of a variant; null where there is none, or it is not known */
  readonly groupId: string | null;
  readonly details: Readonly<Record<string, string>> | null;
  readonly settledAt: Date;
}

export interface TroubleQuery {
  readonly status: TroubleStatus;
  readonly object: ObjectKey;
  readonly reason: string;
  /** id of the last one seen */
  readonly after?: string;
  readonly limit: number;
}

/** One group's records, newest first, page by page. */
export async function troubledRecords(
  db: Db,
  connection: Connection,
  query: TroubleQuery,
): Promise<readonly TroubledRecord[]> {
  const rows = await inShop(db, connection.shop, (tx) =>
    tx.$queryRaw<(Omit<TroubledRecord, "id"> & { id: bigint })[]>(recordsSql(connection, query)),
  );
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}

/** The statement of `troubledRecords`. */
export function recordsSql(
  { id }: Pick<Connection, "id">,
  { status, object, reason, after, limit }: TroubleQuery,
): Prisma.Sql {
  const seen = after === undefined ? Prisma.empty : Prisma.sql`and o.id < ${BigInt(after)}`;
  return Prisma.sql`
    select o.id, o.object, o.status, coalesce(o.reason, 'unexpected') as reason, o.shopify_id as "shopifyId",
      o.hubspot_id as "hubspotId", l.group_id as "groupId", o.details, o.settled_at as "settledAt"
    from outcome o left join record_link l
      on l.connection_id = o.connection_id and l.object = o.object and l.shopify_id = o.shopify_id
    where o.connection_id = ${id}::uuid and o.status = ${status} and o.object = ${object} and o.reason = ${reason} ${seen}
    order by o.id desc limit ${limit}`;
}

/** How many records that a person asked for have not been tried yet; those of a sync that is off wait for it, and do not count. */
export async function countRetrying(db: Db, { id, shop }: Connection): Promise<number> {
  const [row] = await inShop(
    db,
    shop,
    (tx) => tx.$queryRaw<[{ count: number }]>`
      select count(*)::int as count from pending_change p
      join object_setting s on s.connection_id = p.connection_id and s.object = p.object and s.enabled
      where p.connection_id = ${id}::uuid and p.forced = 'retry' and p.attempts = 0`,
  );
  return row.count;
}
