import type { Boss } from "#app/jobs/boss.server.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { nowSql } from "../now-sql.ts";
import { drains } from "./mark-changes.ts";

/** Marks links that a bulk read passed by, in one statement however many they are. @returns how many. */
export async function markUnseen(
  tx: Tx,
  boss: Boss | null,
  connection: Connection,
  { object, before }: { readonly object: ObjectKey; readonly before: string },
  options: StoreOptions,
): Promise<number> {
  const { id, shop, portalId } = connection;
  const now = nowSql(options);
  // What was excluded or failed has its outcome renewed, not its link.
  const marked = await tx.$executeRaw`
    insert into pending_change (connection_id, shop, portal_id, object, side, record_id, lane, due_at, marked_at)
    select ${id}::uuid, ${shop}, ${BigInt(portalId)}, ${object}, 'shopify', l.shopify_id, 'bulk', ${now}, ${now}
    from record_link l
    where l.connection_id = ${id}::uuid and l.object = ${object} and l.settled_at < ${before}::timestamptz
      and not exists (
        select 1 from outcome o where o.connection_id = l.connection_id and o.object = l.object and o.shopify_id = l.shopify_id
          and o.settled_at >= ${before}::timestamptz)
    order by l.shopify_id
    on conflict (connection_id, object, side, record_id) do nothing`;
  if (marked > 0) await boss?.enqueue(tx, drains(connection, [{ object, lane: "bulk" }]));
  return marked;
}
