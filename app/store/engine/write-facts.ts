import type { RecordFact, Settlement } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";

/** Writes figures of settled records; each replaces those of the same record. */
export async function writeFacts(tx: Tx, { id, shop }: Connection, facts: readonly RecordFact[]): Promise<void> {
  if (facts.length === 0) return;
  const last = new Map(facts.map((fact) => [`${fact.kind}:${fact.shopifyId}`, fact]));
  const rows = [...last.values()].map((fact) => ({
    kind: fact.kind,
    shopify_id: fact.shopifyId,
    created_at: fact.createdAt,
    processed_at: fact.processedAt,
    cancelled_at: fact.cancelledAt,
    completed_at: fact.completedAt,
    deleted_at: fact.deletedAt,
    currency: fact.currency,
    total: fact.total,
    subtotal: fact.subtotal,
    tax: fact.tax,
    shipping: fact.shipping,
    discount: fact.discount,
    refunded: fact.refunded,
    status: fact.status,
    stage_id: fact.stageId,
    source: fact.source,
    is_test: fact.isTest,
    buyer_hash: fact.buyerHash,
    checkout_hash: fact.checkoutHash,
    lines: fact.lines,
  }));
  await tx.$executeRaw`
    insert into record_fact as f (connection_id, shop, kind, shopify_id, created_at, processed_at, cancelled_at, completed_at, deleted_at,
      currency, total, subtotal, tax, shipping, discount, refunded, status, stage_id, source, is_test, buyer_hash, checkout_hash, lines)
    select ${id}::uuid, ${shop}, kind, shopify_id, created_at, processed_at, cancelled_at, completed_at, deleted_at,
      currency, total, subtotal, tax, shipping, discount, refunded, status, stage_id, source, is_test, buyer_hash, checkout_hash, lines
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(kind text, shopify_id text, created_at timestamptz,
      processed_at timestamptz, cancelled_at timestamptz, completed_at timestamptz, deleted_at timestamptz, currency text, total numeric,
      subtotal numeric, tax numeric, shipping numeric, discount numeric, refunded numeric, status text, stage_id text, source text,
      is_test boolean, buyer_hash text, checkout_hash text, lines jsonb)
    order by kind, shopify_id
    on conflict (connection_id, kind, shopify_id) do update set created_at = excluded.created_at, processed_at = excluded.processed_at,
      cancelled_at = excluded.cancelled_at, completed_at = excluded.completed_at, deleted_at = excluded.deleted_at,
      currency = excluded.currency, total = excluded.total, subtotal = excluded.subtotal, tax = excluded.tax, shipping = excluded.shipping,
      discount = excluded.discount, refunded = excluded.refunded, status = excluded.status, stage_id = excluded.stage_id,
      source = excluded.source, is_test = excluded.is_test, buyer_hash = excluded.buyer_hash, checkout_hash = excluded.checkout_hash,
      lines = excluded.lines`;
}

/** Figures of records that were deleted in Shopify: they stay, and say since when. */
export async function endFacts(
  tx: Tx,
  { id }: Connection,
  ended: readonly NonNullable<Settlement["endedFact"]>[],
): Promise<void> {
  if (ended.length === 0) return;
  const rows = ended.map(({ kind, shopifyId, deletedAt }) => ({ kind, shopify_id: shopifyId, deleted_at: deletedAt }));
  await tx.$executeRaw`
    update record_fact f set deleted_at = coalesce(f.deleted_at, r.deleted_at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(kind text, shopify_id text, deleted_at timestamptz)
    where f.connection_id = ${id}::uuid and f.kind = r.kind and f.shopify_id = r.shopify_id`;
}
