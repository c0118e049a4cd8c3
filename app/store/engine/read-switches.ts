import type { Intended } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { nowSql } from "../now-sql.ts";

/** Locks the switches against being turned off until this transaction ends: what turns them off waits, and no write comes after it. */
export async function isOn(tx: Tx, { id }: Connection, object: ObjectKey): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from object_setting s join connection c on c.id = s.connection_id
    where s.connection_id = ${id}::uuid and s.object = ${object} and s.enabled and c.status = 'active'
    for share of s, c`;
  return rows.length > 0;
}

/**
 * Whether the switches are on and the lease is held, at this instant: nothing is locked, for a vendor's call is about to follow. What it
 * will write is noted with the pairs.
 */
export async function mayWrite(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  leaseId: string,
  intentions: readonly { readonly shopifyId: string; readonly intended: Intended }[],
  options: StoreOptions,
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ may: boolean | null }[]>`
    select bool_and(l.until > ${nowSql(options)}) and exists (
      select 1 from object_setting s join connection c on c.id = s.connection_id
      where s.connection_id = ${id}::uuid and s.object = ${object} and s.enabled and c.status = 'active') as may
    from record_lock l where l.connection_id = ${id}::uuid and l.object = ${object} and l.lease_id = ${leaseId}::uuid`;
  if (rows[0]?.may !== true) return false;
  if (intentions.length === 0) return true;
  await tx.$executeRaw`
    update record_link l set intended = coalesce(l.intended, '{}'::jsonb) || r.intended
    from jsonb_to_recordset(${JSON.stringify(intentions)}::text::jsonb) as r("shopifyId" text, intended jsonb)
    where l.connection_id = ${id}::uuid and l.object = ${object} and l.shopify_id = r."shopifyId"`;
  return true;
}
