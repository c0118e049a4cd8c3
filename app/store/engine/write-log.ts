import type { Settlement } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { nowSql } from "../now-sql.ts";

/** Keeps the history of what was written: one statement a batch, none where nothing was. */
export async function writeLog(
  tx: Tx,
  { id, shop }: Connection,
  object: ObjectKey,
  settlements: readonly Settlement[],
  options: StoreOptions,
): Promise<void> {
  const rows = settlements
    .flatMap(({ writes }) => writes ?? [])
    .map(({ shopifyId, hubspotId, side, created, trigger, fields }) => ({
      shopify_id: shopifyId,
      hubspot_id: hubspotId,
      ...{ side, created, trigger, fields },
    }));
  if (rows.length === 0) return;
  await tx.$executeRaw`
    insert into write_log (connection_id, shop, object, shopify_id, hubspot_id, side, created, trigger, fields, at)
    select ${id}::uuid, ${shop}, ${object}, shopify_id, hubspot_id, side, created, trigger, fields, ${nowSql(options)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(shopify_id text, hubspot_id text, side text,
      created boolean, trigger text, fields jsonb)`;
}
