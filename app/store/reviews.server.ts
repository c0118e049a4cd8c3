import type { Checkpoint, ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import type { Tally } from "#app/sync/review/tally.ts";
import { emptyTally } from "#app/sync/review/tally.ts";
import type { Review, ReviewPair, ReviewPhase, ReviewStore } from "#app/sync/review-ports.ts";
import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { SyncReview as Row } from "./generated/client.ts";
import { Prisma } from "./generated/client.ts";
import { leaseKeeperOf } from "./keep-leases.ts";
import type { StoreOptions } from "./now-sql.ts";
import { inMsSql, nowSql } from "./now-sql.ts";
import { saveReview } from "./save-review.ts";

export interface StoredReview extends Review {
  readonly status: Row["status"];
  /** the form whose settings are tried, as it was sent */
  readonly form: Readonly<Record<string, unknown>>;
  readonly digest: string;
  /** version of the stored settings that they are based on; 0: none were stored */
  readonly basedOn: number;
  readonly total: number | null;
  readonly processed: number;
  /** an error code */
  readonly error: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

export interface NewReview extends Pick<StoredReview, "settings" | "form" | "digest" | "basedOn"> {
  readonly object: ObjectKey;
  /** also where the same settings were tried before */
  readonly again: boolean;
}

/**
 * Begins a review that is due at once, in the place of the object's former one, whose worker notices when it next saves. One of the same
 * settings that is under way, or that is done and not asked for again, stays.
 * Wake the portal's bulk lane afterwards, or wait for the tick.
 */
export async function beginReview(
  db: Db,
  { id: connectionId, shop, portalId }: Connection,
  { object, settings, form, digest, basedOn, again }: NewReview,
): Promise<{ readonly review: StoredReview; readonly isNew: boolean }> {
  return await inShop(db, shop, async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`review:${connectionId}:${object}`}, 0))`;
    const known = await tx.syncReview.findUnique({ where: { connectionId_object: { connectionId, object } } });
    const isSame = known?.digest === digest;
    if (known && isSame && (known.status === "running" || (known.status === "done" && !again)))
      return { review: toStoredReview(known), isNew: false };
    await tx.syncReview.deleteMany({ where: { connectionId, object } });
    const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
    const row = await tx.syncReview.create({
      data: {
        ...{ connectionId, shop, portalId: BigInt(portalId), object, phase: "prepare", digest, basedOn },
        ...{ settings: json(settings), form: json(form) },
      },
    });
    return { review: toStoredReview(row), isNew: true };
  });
}

/** The object's review, whatever became of it; null when there is none. */
export async function latestReview(
  db: Db,
  { id: connectionId, shop }: Connection,
  object: ObjectKey,
): Promise<StoredReview | null> {
  const row = await inShop(db, shop, (tx) =>
    tx.syncReview.findUnique({ where: { connectionId_object: { connectionId, object } } }),
  );
  return row && toStoredReview(row);
}

export type ReviewStanding = Pick<StoredReview, "id" | "object" | "status" | "phase" | "processed" | "total">;

/** How far each object's review is, whatever became of it, without its settings and findings. */
export async function reviewStandings(
  db: Db,
  { id: connectionId, shop }: Connection,
): Promise<readonly ReviewStanding[]> {
  const select = { id: true, object: true, status: true, phase: true, processed: true, total: true } as const;
  const rows = await inShop(db, shop, (tx) => tx.syncReview.findMany({ where: { connectionId }, select }));
  return rows.map((row) => ({ ...row, object: row.object as ObjectKey, phase: row.phase as ReviewPhase }));
}

/** Ends the object's review if it is under way; its worker notices when it next saves. */
export async function cancelReview(
  db: Db,
  { id: connectionId, shop }: Connection,
  object: ObjectKey,
): Promise<boolean> {
  return await inShop(db, shop, async (tx) => {
    const where = { connectionId, object, status: "running" as const };
    await tx.reviewPair.deleteMany({ where: { review: where } });
    const { count } = await tx.syncReview.updateMany({
      where,
      data: { status: "cancelled", finishedAt: new Date(), leaseId: null, leasedUntil: null },
    });
    return count > 0;
  });
}

/** Reviews in PostgreSQL. */
export function createReviewStore(db: Db, options: StoreOptions = {}): ReviewStore {
  const keeper = leaseKeeperOf(db, options);
  return {
    async claim({ id: connectionId, shop }, reviewId, leaseMs) {
      const { leaseId, firstMs } = keeper.open(leaseMs);
      const row = await inShop(db, shop, async (tx) => {
        const claimed = await tx.$executeRaw`
          update sync_review r set lease_id = ${leaseId}::uuid, leased_until = ${inMsSql(options, firstMs)}
          from connection c
          where r.id = ${reviewId}::uuid and r.connection_id = ${connectionId}::uuid and r.status = 'running'
            and r.due_at <= ${nowSql(options)} and (r.leased_until is null or r.leased_until <= ${nowSql(options)})
            and c.id = r.connection_id and c.status = 'active'`;
        return claimed === 1 ? await tx.syncReview.findUnique({ where: { id: reviewId } }) : null;
      });
      if (!row) keeper.close(leaseId);
      return row && { review: toStoredReview(row), leaseId };
    },
    async save(connection, reviewId, leaseId, patch) {
      const saved = await inShop(db, connection.shop, (tx) =>
        saveReview(tx, connection, reviewId, leaseId, patch, options),
      );
      if (!saved || patch.dueAt !== undefined) keeper.close(leaseId);
      return saved;
    },
    async end({ id: connectionId, shop }, reviewId, leaseId, error) {
      keeper.close(leaseId);
      const status = error === null ? "done" : "failed";
      return await inShop(db, shop, async (tx) => {
        const ended = await tx.$executeRaw`
          update sync_review set status = ${status}::run_status, error = ${error}, finished_at = ${nowSql(options)},
            lease_id = null, leased_until = null, phase = case when ${status} = 'done' then 'done' else phase end
          where id = ${reviewId}::uuid and connection_id = ${connectionId}::uuid and lease_id = ${leaseId}::uuid
            and status = 'running' and leased_until > ${nowSql(options)}`;
        if (ended === 1) await tx.reviewPair.deleteMany({ where: { reviewId } });
        return ended === 1;
      });
    },
    pairs: ({ shop }, reviewId, side, ids) => inShop(db, shop, (tx) => readPairs(tx, reviewId, side, ids)),
    async linksNotMet({ id: connectionId, shop }, reviewId, object, after, limit) {
      const rows = await inShop(
        db,
        shop,
        (tx) => tx.$queryRaw<{ shopifyId: string }[]>`
          select l.shopify_id as "shopifyId" from record_link l
          where l.connection_id = ${connectionId}::uuid and l.object = ${object} and l.shopify_id > ${after ?? ""}
            and not exists (select 1 from review_pair p where p.review_id = ${reviewId}::uuid and p.shopify_id = l.shopify_id)
          order by l.shopify_id limit ${limit}::int`,
      );
      return rows.map(({ shopifyId }) => shopifyId);
    },
  };
}

async function readPairs(tx: Tx, reviewId: string, side: Side, ids: readonly string[]): Promise<readonly ReviewPair[]> {
  if (ids.length === 0) return [];
  const column = Prisma.raw(side === "shopify" ? "shopify_id" : "hubspot_id");
  return await tx.$queryRaw<ReviewPair[]>`
    select shopify_id as "shopifyId", hubspot_id as "hubspotId" from review_pair
    where review_id = ${reviewId}::uuid and ${column} = any(${[...ids]})`;
}

function toStoredReview(row: Row): StoredReview {
  const { id, status, digest, basedOn, total, processed, attempts, error, startedAt, finishedAt } = row;
  const tally = { counts: row.counts, samples: row.samples } as unknown as Tally;
  return {
    ...{ id, status, digest, basedOn, total, processed, attempts, error, startedAt, finishedAt },
    object: row.object as ObjectKey,
    phase: row.phase as ReviewPhase,
    settings: row.settings as unknown as ObjectSettings,
    form: row.form as Record<string, unknown>,
    checkpoint: row.checkpoint as Checkpoint,
    tally: { ...emptyTally, ...tally },
  };
}
