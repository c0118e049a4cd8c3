import type { Connection } from "#app/sync/record.ts";
import type { ReviewPatch } from "#app/sync/review-ports.ts";
import type { Tx } from "./db.server.ts";
import type { StoreOptions } from "./now-sql.ts";
import { nowSql } from "./now-sql.ts";

/** Changes a review while its lease is held; with `dueAt` the lease is given up. @returns false, with nothing written, when it is lost. */
export async function saveReview(
  tx: Tx,
  { id: connectionId, shop }: Connection,
  reviewId: string,
  leaseId: string,
  patch: ReviewPatch,
  options: StoreOptions,
): Promise<boolean> {
  const set = (key: keyof ReviewPatch) => patch[key] !== undefined;
  const text = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const { phase = null, total = null, error = null, attempts = null, dueAt = null, processed = 0 } = patch;
  const saved = await tx.$executeRaw`
    update sync_review set
      phase = coalesce(${phase}, phase),
      checkpoint = coalesce(${text(patch.checkpoint)}::text::jsonb, checkpoint),
      settings = coalesce(${text(patch.settings)}::text::jsonb, settings),
      counts = coalesce(${text(patch.tally?.counts)}::text::jsonb, counts),
      samples = coalesce(${text(patch.tally?.samples)}::text::jsonb, samples),
      total = case when ${set("total")} then ${total}::int else total end,
      error = case when ${set("error")} then ${error} else error end,
      attempts = coalesce(${attempts}::int, attempts),
      processed = processed + ${processed}::int,
      due_at = coalesce(${dueAt}::timestamptz, due_at),
      lease_id = case when ${dueAt !== null} then null else lease_id end,
      leased_until = case when ${dueAt !== null} then null else leased_until end
    where id = ${reviewId}::uuid and connection_id = ${connectionId}::uuid and lease_id = ${leaseId}::uuid and status = 'running'
      and leased_until > ${nowSql(options)}`;
  if (saved !== 1) return false;
  const pairs = patch.pairs ?? [];
  if (pairs.length > 0) {
    await tx.$executeRaw`
      insert into review_pair (review_id, shop, shopify_id, hubspot_id)
      select ${reviewId}::uuid, ${shop}, r."shopifyId", r."hubspotId"
      from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as r("shopifyId" text, "hubspotId" text)
      on conflict (review_id, shopify_id) do update set hubspot_id = excluded.hubspot_id`;
  }
  return true;
}
