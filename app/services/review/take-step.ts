import { SyncError } from "#app/sync/errors.ts";
import { effectiveDefinition } from "#app/sync/mapping/effective-definition.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import { keysOf } from "#app/sync/plan/match-keys.ts";
import type { Checkpoint, ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Review, ReviewPatch } from "#app/sync/review-ports.ts";
import { windowsOf } from "../backfill/plan-windows.ts";
import { chunksOf } from "../backfill/read-bulk.ts";
import { storeOfMode } from "../store-of-mode.ts";
import type { ReviewedDeps } from "./review-records.ts";
import { reviewLines, reviewLinks, reviewPage } from "./review-records.ts";

const LINKS_A_TIME = 100;

export interface StepDeps extends ReviewedDeps {
  /** What the portal makes of settings that need not be saved: reads alone. */
  readonly findPreparation: (
    connection: Connection,
    object: ObjectKey,
    settings: ObjectSettings,
  ) => Promise<{ readonly change: (settings: ObjectSettings) => Partial<ObjectSettings> }>;
}

export interface StepInput {
  readonly connection: Connection;
  readonly object: ObjectKey;
  readonly reviewId: string;
  /** when the slice is over, by the clock in milliseconds */
  readonly until: number;
  /** Saves what was found before the next chunk is taken. @throws SyncError when the lease is lost. */
  readonly save: (patch: ReviewPatch) => Promise<void>;
}

/** `kept`: under what name the object's links are kept */
type StepScope = StepInput & { readonly kept: ObjectKey };

/** What a step leaves: the review's next state, and whether to wait for the vendor or for the next slice. */
export interface Step {
  readonly patch: ReviewPatch;
  readonly pause: "none" | "poll" | "slice" | "end";
}

/** One step of a review: as a first sync would read, but that nothing is written at a vendor. */
export async function takeStep(given: StepDeps, asked: StepInput, review: Review): Promise<Step> {
  const { store, kept } = await storeOfMode(given.store, asked.connection, asked.object, review.settings);
  const [deps, scope] = [
    { ...given, store },
    { ...asked, kept },
  ];
  switch (review.phase) {
    case "prepare":
      return prepare(deps, scope, review);
    case "index_hubspot":
      return indexHubspot(deps, scope, review);
    case "start_bulk":
      return startBulk(deps, scope, review);
    case "await_bulk":
      return awaitBulk(deps, scope, review);
    case "read_bulk":
      return readLines(deps, scope, review);
    case "list_links":
      return listLinks(deps, scope, review);
    case "list_hubspot":
      return listHubspot(deps, scope, review);
    case "done":
      return { patch: {}, pause: "end" };
  }
}

async function prepare(deps: StepDeps, { connection, object }: StepScope, { settings }: Review): Promise<Step> {
  const { change } = await deps.findPreparation(connection, object, settings);
  const hasIndex = objectUnder(object, settings).match.some(({ lookup }) => lookup === "index");
  const prepared = { ...settings, ...change(settings) };
  return { patch: { settings: prepared, phase: hasIndex ? "index_hubspot" : "start_bulk" }, pause: "none" };
}

function isOver({ clock }: StepDeps, { until }: StepScope): boolean {
  return clock.now().getTime() >= until;
}

const cursorOf = (checkpoint: Checkpoint, name: string): string | null =>
  checkpoint[name] === undefined || checkpoint[name] === null ? null : String(checkpoint[name]);

function openPages({ vendors }: StepDeps, { connection, object }: StepScope, settings: ObjectSettings) {
  return vendors.pages(connection, object, effectiveDefinition(objectUnder(object, settings), settings));
}

/** HubSpot's records by their match keys: the index is ours, and a first sync fills it the same way. */
async function indexHubspot(deps: StepDeps, scope: StepScope, { settings, checkpoint }: Review): Promise<Step> {
  const { connection, object } = scope;
  const definition = objectUnder(object, settings);
  const page = await openPages(deps, scope, settings).page(cursorOf(checkpoint, "indexed"));
  const entries = page.records.map((record) => ({
    side: "hubspot" as const,
    recordId: record.id,
    keys: keysOf(deps.hash, connection.id, definition, record),
  }));
  await deps.store.noteMatchKeys(connection, object, entries);
  if (page.after === null) return { patch: { phase: "start_bulk", attempts: 0, checkpoint: {} }, pause: "none" };
  return {
    patch: { attempts: 0, checkpoint: { indexed: page.after } },
    pause: isOver(deps, scope) ? "slice" : "none",
  };
}

async function startBulk(deps: StepDeps, scope: StepScope, { settings, checkpoint }: Review): Promise<Step> {
  const { connection, object } = scope;
  const startedAt = cursorOf(checkpoint, "startedAt") ?? deps.clock.now().toISOString();
  const windows = windowsOf(objectUnder(object, settings), settings, startedAt);
  const index = Number(checkpoint.window ?? 0);
  const window = windows[index];
  if (!window)
    return { patch: { phase: "list_links", checkpoint: {}, ...(index === 0 && { total: 0 }) }, pause: "none" };
  const bulk = deps.vendors.bulk(connection, object, objectUnder(object, settings));
  let total = 0;
  if (index === 0) for (const each of windows) total += await bulk.count(each);
  const { id } = await bulk.start(window);
  const next = { startedAt, window: index, bulkOperationId: id };
  return { patch: { phase: "await_bulk", checkpoint: next, ...(index === 0 && { total }) }, pause: "none" };
}

/** The file is through: on to the next window of time, or to what is linked. */
function afterFile({ startedAt = null, window = 0 }: Checkpoint): ReviewPatch {
  return { phase: "start_bulk", attempts: 0, checkpoint: { startedAt, window: Number(window) + 1 } };
}

async function awaitBulk(deps: StepDeps, scope: StepScope, { settings, checkpoint }: Review): Promise<Step> {
  const { connection, object } = scope;
  const bulk = deps.vendors.bulk(connection, object, objectUnder(object, settings));
  const status = await bulk.status(String(checkpoint.bulkOperationId));
  if (status.kind === "running") return { patch: {}, pause: "poll" };
  if (status.kind === "failed")
    throw new SyncError("permanent", { code: "bulk_failed", details: { why: status.code } });
  if (status.url === null) return { patch: afterFile(checkpoint), pause: "none" };
  const next = { ...checkpoint, url: status.url, byteOffset: 0 };
  return { patch: { phase: "read_bulk", attempts: 0, checkpoint: next }, pause: "none" };
}

async function readLines(deps: StepDeps, scope: StepScope, review: Review): Promise<Step> {
  const { connection, object } = scope;
  const { settings, checkpoint } = review;
  const fromByte = Number(checkpoint.byteOffset ?? 0);
  let { tally } = review;
  for await (const chunk of chunksOf(deps, { connection, object, settings, url: String(checkpoint.url), fromByte })) {
    const step = await reviewLines(deps, { ...scope, settings }, chunk.records, tally);
    tally = step.tally;
    const next = { ...checkpoint, byteOffset: chunk.endOffset };
    await scope.save({ ...step, attempts: 0, checkpoint: next, processed: chunk.lines });
    if (isOver(deps, scope)) return { patch: {}, pause: "slice" };
  }
  return { patch: afterFile(checkpoint), pause: "none" };
}

async function listLinks(deps: StepDeps, scope: StepScope, { settings, checkpoint, tally }: Review): Promise<Step> {
  const { connection, reviewId, kept } = scope;
  const after = cursorOf(checkpoint, "after");
  const ids = await deps.reviews.linksNotMet(connection, reviewId, kept, after, LINKS_A_TIME);
  const last = ids.at(-1);
  if (last === undefined) return { patch: { phase: "list_hubspot", checkpoint: {} }, pause: "none" };
  const step = await reviewLinks(deps, { ...scope, settings }, ids, tally);
  return {
    patch: { ...step, attempts: 0, checkpoint: { after: last } },
    pause: isOver(deps, scope) ? "slice" : "none",
  };
}

/** Only where they may be created in Shopify does a first sync look at what HubSpot alone has. */
async function listHubspot(deps: StepDeps, scope: StepScope, { settings, checkpoint, tally }: Review): Promise<Step> {
  if (!settings.createInShopify || settings.direction === "to_hubspot")
    return { patch: { phase: "done" }, pause: "none" };
  const { records, after } = await openPages(deps, scope, settings).page(cursorOf(checkpoint, "after"));
  const step = await reviewPage(deps, { ...scope, settings }, records, tally);
  if (after === null) return { patch: { ...step, phase: "done" }, pause: "none" };
  return {
    patch: { ...step, attempts: 0, checkpoint: { after } },
    pause: isOver(deps, scope) ? "slice" : "none",
  };
}
