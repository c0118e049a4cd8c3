import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import { freeLocks } from "./record-locks.ts";

/** Which of the records have a pending change. */
export async function readPending(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  refs: readonly { readonly side: Side; readonly id: string }[],
): Promise<readonly { side: Side; id: string }[]> {
  if (refs.length === 0) return [];
  return await tx.$queryRaw<{ side: Side; id: string }[]>`
    select p.side, p.record_id as id from pending_change p
    join jsonb_to_recordset(${JSON.stringify(refs)}::text::jsonb) as r(side text, id text) on p.side = r.side and p.record_id = r.id
    where p.connection_id = ${id}::uuid and p.object = ${object}`;
}

/** Which of the records have a link or an outcome that settled at `since` or later. */
export async function readSettledSince(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  { side, ids, since }: { readonly side: Side; readonly ids: readonly string[]; readonly since: string },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const list = [...ids];
  const rows =
    side === "shopify"
      ? await tx.$queryRaw<{ id: string }[]>`
          select shopify_id as id from record_link where connection_id = ${id}::uuid and object = ${object}
            and shopify_id = any(${list}) and settled_at >= ${since}::timestamptz
          union
          select shopify_id from outcome where connection_id = ${id}::uuid and object = ${object}
            and shopify_id = any(${list}) and settled_at >= ${since}::timestamptz`
      : await tx.$queryRaw<{ id: string }[]>`
          select hubspot_id as id from record_link where connection_id = ${id}::uuid and object = ${object}
            and hubspot_id = any(${list}) and settled_at >= ${since}::timestamptz
          union
          select hubspot_id from outcome where connection_id = ${id}::uuid and object = ${object}
            and hubspot_id = any(${list}) and settled_at >= ${since}::timestamptz`;
  return new Set(rows.map((row) => row.id));
}

/** Gives a lease's changes back untouched, due then, and frees its locks. */
export async function releaseLease(
  tx: Tx,
  connection: Connection,
  object: ObjectKey,
  leaseId: string,
  dueAt: string,
): Promise<void> {
  await tx.$executeRaw`
    update pending_change set lease_id = null, leased_until = null, due_at = ${dueAt}::timestamptz
    where ctid = any(array(
      select ctid from pending_change where connection_id = ${connection.id}::uuid and object = ${object}
        and lease_id = ${leaseId}::uuid order by side, record_id for update))`;
  await freeLocks(tx, connection, object, leaseId);
}
