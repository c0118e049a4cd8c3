import type { AssociationResult, AssociationStore, ClaimedAssociation } from "#app/sync/association-ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import { Prisma } from "./generated/client.ts";
import { leaseKeeperOf } from "./keep-leases.ts";
import type { StoreOptions } from "./now-sql.ts";
import { inMsSql, nowSql } from "./now-sql.ts";

interface ClaimedRow {
  id: bigint;
  object: ObjectKey;
  to_object: ObjectKey;
  from_id: string;
  label: string;
  wanted: boolean;
  from_hubspot_id: string | null;
  other_hubspot_id: string | null;
  written_from: string | null;
  written_to: string | null;
  attempts: number;
}

/** Associations in PostgreSQL: what records belong with, written in batches of their own once both ends are in HubSpot. */
export function createAssociationStore(db: Db, options: StoreOptions = {}): AssociationStore {
  const keeper = leaseKeeperOf(db, options);
  return {
    async claim(connection, limit, leaseMs) {
      const { leaseId, firstMs } = keeper.open(leaseMs);
      const rows = await inShop(db, connection.shop, (tx) => claim(tx, connection, leaseId, limit, firstMs, options));
      if (rows.length === 0) keeper.close(leaseId);
      return { leaseId, associations: rows.map(toAssociation) };
    },
    async settle(connection, leaseId, results) {
      keeper.close(leaseId);
      await inShop(db, connection.shop, (tx) => settle(tx, connection, leaseId, results, options));
    },
  };
}

async function claim(
  tx: Tx,
  { id }: Connection,
  leaseId: string,
  limit: number,
  leaseMs: number,
  options: StoreOptions,
): Promise<ClaimedRow[]> {
  const now = nowSql(options);
  // Two index scans, for what a dead worker left and for what is due, not one "or": most rows are neither, however many there are.
  const left = Prisma.sql`a.lease_id is not null and a.leased_until <= ${now}`;
  const due = Prisma.sql`a.due_at <= ${now} and (a.leased_until is null or a.leased_until <= ${now})`;
  const found = await lease(tx, id, { leaseId, limit, leaseMs, which: left }, options);
  if (found < limit) await lease(tx, id, { leaseId, limit: limit - found, leaseMs, which: due }, options);
  // A cart is named by its order with the checkout's token, which is the group of the cart's link. The token is worked out beforehand:
  // under row security only plain equality reaches an index.
  return await tx.$queryRaw<ClaimedRow[]>`
    with claimed as materialized (
      select *, case when to_id like 'token:%' then substr(to_id, 7) end as token from record_association
      where connection_id = ${id}::uuid and lease_id = ${leaseId}::uuid)
    select a.id, a.object, a.to_object, a.from_id, a.label, a.wanted, a.written_from, a.written_to, a.attempts,
      lf.hubspot_id as from_hubspot_id, coalesce(nullif(a.to_hubspot_id, ''), lt.hubspot_id, lc.hubspot_id) as other_hubspot_id
    from claimed a
    left join record_link lf on lf.connection_id = ${id}::uuid and lf.object = a.object and lf.shopify_id = a.from_id
    left join record_link lt on lt.connection_id = ${id}::uuid and lt.object = a.to_object and lt.shopify_id = a.to_id
    left join lateral (
      select (array_agg(l.hubspot_id order by l.id))[1] as hubspot_id from record_link l
      where l.connection_id = ${id}::uuid and l.object = a.to_object and l.group_id = a.token) lc on true
    order by a.id`;
}

interface Leasing {
  readonly leaseId: string;
  readonly limit: number;
  readonly leaseMs: number;
  readonly which: Prisma.Sql;
}

/** @returns how many it leased. The due time goes with the claim: what is raised meanwhile has one of its own, and settling leaves that. */
async function lease(
  tx: Tx,
  connectionId: string,
  { leaseId, limit, leaseMs, which }: Leasing,
  options: StoreOptions,
): Promise<number> {
  return await tx.$executeRaw`
    update record_association set lease_id = ${leaseId}::uuid, leased_until = ${inMsSql(options, leaseMs)}, due_at = null
    where id in (
      select a.id from record_association a
      join object_setting s on s.connection_id = a.connection_id and s.object = a.object and s.enabled
      join connection c on c.id = a.connection_id and c.status = 'active'
      where a.connection_id = ${connectionId}::uuid and ${which}
      order by a.due_at limit ${limit} for update of a skip locked)`;
}

async function settle(
  tx: Tx,
  { id }: Connection,
  leaseId: string,
  results: readonly AssociationResult[],
  options: StoreOptions,
): Promise<void> {
  const rows = JSON.stringify(
    results.map((result) => ({
      id: result.id,
      state: result.kind,
      written_from: result.kind === "written" ? result.fromId : null,
      written_to: result.kind === "written" ? result.toId : null,
      retry_at: result.kind === "retry" ? result.at : null,
      last_error: result.kind === "retry" || result.kind === "failed" ? result.error : null,
    })),
  );
  const held = await tx.$queryRaw<unknown[]>`
    select 1 from record_association where connection_id = ${id}::uuid and lease_id = ${leaseId}::uuid
      and leased_until > ${nowSql(options)} order by id for update`;
  if (held.length === 0) return;
  await tx.$executeRaw`
    delete from record_association a using jsonb_to_recordset(${rows}::text::jsonb) as r(id bigint, state text)
    where a.connection_id = ${id}::uuid and a.lease_id = ${leaseId}::uuid and a.id = r.id and r.state = 'removed' and not a.wanted`;
  await tx.$executeRaw`
    update record_association a set
      written_from = case r.state when 'written' then r.written_from when 'removed' then null else a.written_from end,
      written_to = case r.state when 'written' then r.written_to when 'removed' then null else a.written_to end,
      attempts = case when r.state = 'retry' then a.attempts + 1 else 0 end, last_error = r.last_error,
      due_at = case
        when r.state = 'retry' then least(a.due_at, r.retry_at)
        when r.state = 'written' and not a.wanted then ${nowSql(options)}
        when r.state = 'removed' and a.wanted then ${nowSql(options)}
        else a.due_at end
    from jsonb_to_recordset(${rows}::text::jsonb)
      as r(id bigint, state text, written_from text, written_to text, retry_at timestamptz, last_error text)
    where a.connection_id = ${id}::uuid and a.lease_id = ${leaseId}::uuid and a.id = r.id`;
  await tx.$executeRaw`
    update record_association set lease_id = null, leased_until = null
    where connection_id = ${id}::uuid and lease_id = ${leaseId}::uuid`;
}

function toAssociation(row: ClaimedRow): ClaimedAssociation {
  return {
    id: String(row.id),
    object: row.object,
    to: row.to_object,
    fromShopifyId: row.from_id,
    label: row.label === "" ? null : row.label,
    wanted: row.wanted,
    fromId: row.from_hubspot_id,
    toId: row.other_hubspot_id,
    written:
      row.written_from !== null && row.written_to !== null ? { fromId: row.written_from, toId: row.written_to } : null,
    attempts: row.attempts,
  };
}
