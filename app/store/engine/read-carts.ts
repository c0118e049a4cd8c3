import type { BuyersCart } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";

/** When the newest settled cart of each buyer was begun. */
export async function newestCarts(
  tx: Tx,
  { id }: Connection,
  buyers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (buyers.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ buyer: string; at: Date }[]>`
    select buyer_hash as buyer, max(created_at) as at from record_fact
    where connection_id = ${id}::uuid and kind = 'cart' and buyer_hash = any(${[...new Set(buyers)]})
    group by buyer_hash`;
  return new Map(rows.map(({ buyer, at }) => [buyer, at.toISOString()]));
}

/** Settled carts that are still open though their buyer has begun a newer one. */
export async function olderOpenCarts(
  tx: Tx,
  { id }: Connection,
  carts: readonly BuyersCart[],
): Promise<readonly string[]> {
  if (carts.length === 0) return [];
  const rows = await tx.$queryRaw<{ shopify_id: string }[]>`
    select distinct f.shopify_id from record_fact f
    join jsonb_to_recordset(${JSON.stringify(carts)}::text::jsonb) as c(buyer text, "createdAt" timestamptz)
      on f.buyer_hash = c.buyer and f.created_at < c."createdAt"
    where f.connection_id = ${id}::uuid and f.kind = 'cart' and f.status = 'abandoned'`;
  return rows.map(({ shopify_id }) => shopify_id);
}
