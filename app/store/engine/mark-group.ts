import type { Boss } from "#app/jobs/boss.server.ts";
import type { OutcomeGroup } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { nowSql } from "../now-sql.ts";
import { drains } from "./mark-changes.ts";

/** Marks a group of outcomes to be tried at once, in one statement however many they are. @returns how many. */
export async function markGroup(
  tx: Tx,
  boss: Boss | null,
  connection: Connection,
  { object, group }: { readonly object: ObjectKey; readonly group: OutcomeGroup },
  options: StoreOptions,
): Promise<number> {
  const { id, shop, portalId } = connection;
  const now = nowSql(options);
  const reason = group.reason ?? null;
  // Of a record that was deleted in Shopify only the other half can be read. Sorted, as settling locks them too.
  const marked = await tx.$executeRaw`
    insert into pending_change as p (connection_id, shop, portal_id, object, side, record_id, lane, due_at, marked_at, forced)
    select ${id}::uuid, ${shop}, ${BigInt(portalId)}, ${object}, side, record_id, 'bulk', ${now}, ${now}, 'retry'
    from (
      select case when o.shopify_id is null or (o.reason = 'deleted_in_shopify' and o.hubspot_id is not null)
          then 'hubspot' else 'shopify' end as side,
        case when o.shopify_id is null or (o.reason = 'deleted_in_shopify' and o.hubspot_id is not null)
          then o.hubspot_id else o.shopify_id end as record_id
      from outcome o
      where o.connection_id = ${id}::uuid and o.status = ${group.status} and o.object = ${object}
        and (${reason}::text is null or o.reason = ${reason})) r
    order by side, record_id
    on conflict (connection_id, object, side, record_id) do update set generation = p.generation + 1, attempts = 0,
      due_at = least(p.due_at, excluded.due_at), forced = coalesce(p.forced, excluded.forced)`;
  if (marked > 0)
    await boss?.enqueue(
      tx,
      drains(connection, [
        { object, lane: "bulk" },
        { object, lane: "live" },
      ]),
    );
  return marked;
}
