import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { inMsSql, nowSql } from "../now-sql.ts";

/** The lock's name of a record: `s:<Shopify id>` or `h:<HubSpot id>`. */
export function lockKey(side: Side, id: string): string {
  return `${side === "shopify" ? "s" : "h"}:${id}`;
}

/** Takes locks for a lease; those that another lease holds are left. @returns keys that this lease holds now. */
export async function takeLocks(
  tx: Tx,
  { id, shop }: Connection,
  object: ObjectKey,
  leaseId: string,
  keys: readonly string[],
  ms: number,
  options: StoreOptions,
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const wanted = [...new Set(keys)].sort();
  // What has ended goes first; "do nothing" then neither waits for nor holds a lock that lives. Sorted, so that nobody waits in a circle.
  await tx.$executeRaw`
    delete from record_lock where ctid = any(array(
      select ctid from record_lock where connection_id = ${id}::uuid and object = ${object} and key = any(${wanted})
        and until <= ${nowSql(options)} order by key for update skip locked))`;
  await tx.$executeRaw`
    insert into record_lock (connection_id, shop, object, key, lease_id, until)
    select ${id}::uuid, ${shop}, ${object}, key, ${leaseId}::uuid, ${inMsSql(options, ms)}
    from unnest(${wanted}::text[]) as wanted(key) order by key collate "C"
    on conflict do nothing`;
  const rows = await tx.$queryRaw<{ key: string }[]>`
    select key from record_lock where connection_id = ${id}::uuid and object = ${object} and key = any(${wanted})
      and lease_id = ${leaseId}::uuid`;
  return new Set(rows.map(({ key }) => key));
}

/**
 * Locks the lease's own rows until the end of the transaction.
 * @returns whether the lease is held: all its locks end at the same time, and a lock that has not ended is nobody else's.
 */
export async function holdsLease(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  leaseId: string,
  options: StoreOptions,
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ alive: boolean }[]>`
    select until > ${nowSql(options)} as alive from record_lock
    where connection_id = ${id}::uuid and object = ${object} and lease_id = ${leaseId}::uuid
    order by key collate "C" for update`;
  return rows.length > 0 && rows.every(({ alive }) => alive);
}

/** Gives further time to all that a lease holds. Only while it is held. */
export async function prolongLease(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  leaseId: string,
  ms: number,
  options: StoreOptions,
): Promise<void> {
  const until = inMsSql(options, ms);
  await tx.$executeRaw`
    update record_lock set until = greatest(until, ${until})
    where connection_id = ${id}::uuid and object = ${object} and lease_id = ${leaseId}::uuid`;
  await tx.$executeRaw`
    update pending_change set leased_until = greatest(leased_until, ${until})
    where ctid = any(array(
      select ctid from pending_change where connection_id = ${id}::uuid and lease_id = ${leaseId}::uuid
      order by object, side, record_id for update))`;
}

/** Frees all locks of a lease, or just some of its keys. */
export async function freeLocks(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  leaseId: string,
  keys?: readonly string[],
): Promise<void> {
  const some = keys === undefined ? null : [...keys];
  await tx.$executeRaw`
    delete from record_lock where connection_id = ${id}::uuid and object = ${object} and lease_id = ${leaseId}::uuid
      and (${some}::text[] is null or key = any(${some}::text[]))`;
}
