import { SyncError, toSyncError } from "#app/sync/errors.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Review, ReviewPatch } from "#app/sync/review-ports.ts";
import { LEASE_MS } from "./engine/context.ts";
import { backoffMs } from "./engine/retry-unit.ts";
import type { StepDeps } from "./review/take-step.ts";
import { takeStep } from "./review/take-step.ts";

/** How long one job works before it makes room for others of its lane. */
const SLICE_MS = 20_000;
const POLL_MS = 1_000;
const MAX_ATTEMPTS = 5;

export type ReviewDeps = StepDeps;

export interface RunReviewInput {
  readonly connection: Connection;
  readonly object: ObjectKey;
  readonly reviewId: string;
}

/**
 * Reads every record of an object as a first sync would, plans each under the review's settings, and counts: nothing is written at a
 * vendor. Works for a slice of time, whether the object is on or off, and can be killed at any instant: the review goes on from its
 * checkpoint, and no record is counted twice.
 * @returns whether the slice is over and the review is not: run it again
 */
export async function runReview(deps: ReviewDeps, input: RunReviewInput): Promise<{ readonly more: boolean }> {
  const { connection, reviewId } = input;
  const claimed = await deps.reviews.claim(connection, reviewId, LEASE_MS);
  if (!claimed) return { more: false };
  const { leaseId } = claimed;
  let { review } = claimed;
  const save = async (patch: ReviewPatch) => {
    if (!(await deps.reviews.save(connection, reviewId, leaseId, { error: null, ...patch }))) throw leaseLost();
    review = merged(review, patch);
  };
  const until = deps.clock.now().getTime() + SLICE_MS;
  try {
    for (;;) {
      const { patch, pause } = await takeStep(deps, { ...input, until, save }, review);
      if (pause === "end") return await finish(deps, input, leaseId);
      await save({ ...patch, ...(pause !== "none" && { dueAt: later(deps, pause === "poll" ? POLL_MS : 0) }) });
      if (pause !== "none") return { more: pause === "slice" };
    }
  } catch (cause) {
    await giveBack(deps, input, leaseId, review, cause);
    return { more: false };
  }
}

function merged(review: Review, { phase, checkpoint, settings, tally, attempts }: ReviewPatch): Review {
  return {
    ...review,
    phase: phase ?? review.phase,
    checkpoint: checkpoint ?? review.checkpoint,
    settings: settings ?? review.settings,
    tally: tally ?? review.tally,
    attempts: attempts ?? review.attempts,
  };
}

async function finish(deps: ReviewDeps, input: RunReviewInput, leaseId: string): Promise<{ readonly more: boolean }> {
  const { connection, object, reviewId } = input;
  if (await deps.reviews.end(connection, reviewId, leaseId, null))
    deps.log.info({ event: "review.finished", connectionId: connection.id, object, reviewId });
  return { more: false };
}

function later({ clock }: ReviewDeps, ms: number): string {
  return new Date(clock.now().getTime() + ms).toISOString();
}

/** A lost lease means that the review was cancelled, replaced or taken by another worker: then there is nothing to give back. */
async function giveBack(
  deps: ReviewDeps,
  { connection, object, reviewId }: RunReviewInput,
  leaseId: string,
  review: Review,
  cause: unknown,
): Promise<void> {
  const error = toSyncError(cause);
  const attempts = review.attempts + 1;
  const about = { connectionId: connection.id, object, reviewId, code: error.code, attempts };
  deps.log.warn({ event: "review.interrupted", ...about });
  // A file that Shopify could not make, or that can no longer be read, is asked for anew.
  const isFile = review.phase === "await_bulk" || review.phase === "read_bulk";
  const mayTryAgain = error.kind === "bug" || (error.kind === "permanent" && isFile);
  const isOver = error.kind === "permanent" && !isFile;
  if (isOver || (mayTryAgain && attempts >= MAX_ATTEMPTS)) {
    deps.log.error({ event: "review.failed", ...about, error });
    await deps.reviews.end(connection, reviewId, leaseId, error.code);
    return;
  }
  const { startedAt = null, window = 0 } = review.checkpoint;
  const again =
    isFile && error.kind === "permanent" ? { phase: "start_bulk" as const, checkpoint: { startedAt, window } } : {};
  const dueAt = later(deps, backoffMs(attempts, error.afterMs));
  await deps.reviews.save(connection, reviewId, leaseId, { ...again, attempts, error: error.code, dueAt });
}

function leaseLost(): SyncError {
  return new SyncError("transient", { code: "lease_lost" });
}
