import { SyncError, toSyncError } from "#app/sync/errors.ts";
import { effectiveDefinition } from "#app/sync/mapping/effective-definition.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import { keysOf } from "#app/sync/plan/match-keys.ts";
import type { BackfillRun, Checkpoint, CreatedWindow, ObjectSettings, RunPatch, RunStore } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import { dependenciesOf, windowsOf } from "./backfill/plan-windows.ts";
import { readBulk } from "./backfill/read-bulk.ts";
import type { EngineDeps } from "./engine/context.ts";
import { LEASE_MS } from "./engine/context.ts";
import { backoffMs } from "./engine/retry-unit.ts";

/** How long one job works before it makes room for others of its lane. */
const SLICE_MS = 20_000;
const POLL_MS = 1_000;
const MAX_ATTEMPTS = 20;
/** Each asks Shopify to read the whole shop anew. */
const MAX_BULK_FAILURES = 5;

export interface BackfillInput {
  readonly connection: Connection;
  readonly object: ObjectKey;
  readonly runId: string;
}

export interface BackfillResult {
  /** the slice is over, the run is not: run it again */
  readonly more: boolean;
  readonly phase: string | null;
}

export interface BackfillDeps extends EngineDeps {
  readonly runs: RunStore;
  /** Reads what of the portal the object's settings depend on: its properties and pipelines. */
  readonly prepare: (connection: Connection, object: ObjectKey) => Promise<void>;
}

interface Slice extends BackfillInput {
  readonly deps: BackfillDeps;
  readonly settings: ObjectSettings;
  readonly leaseId: string;
  readonly until: number;
}

/** What a step leaves: the run's next state, and whether to wait for the vendor or for the next slice. */
interface Step {
  readonly patch: RunPatch;
  readonly pause: "none" | "poll" | "slice" | "end";
}

/**
 * Brings every record of an object in step: Shopify's by a bulk read, then, where records may be created in Shopify, HubSpot's by its list
 * pages. Works for a slice of time and can be killed at any instant: the run goes on from its checkpoint, and nothing is made twice.
 */
export async function runBackfill(deps: BackfillDeps, input: BackfillInput): Promise<BackfillResult> {
  const { connection, object, runId } = input;
  const settings = await deps.store.settings(connection, object);
  if (!settings?.enabled) return { more: false, phase: null };
  const claimed = await deps.runs.claim(connection, runId, LEASE_MS);
  if (!claimed) return { more: false, phase: null };
  const until = deps.clock.now().getTime() + SLICE_MS;
  const slice: Slice = { ...input, deps, settings, leaseId: claimed.leaseId, until };
  let run = claimed.run;
  try {
    for (;;) {
      const { patch, pause } = await takeStep(slice, run);
      if (pause === "end") return { more: false, phase: "done" };
      const dueAt = pause === "none" ? null : later(deps, pause === "poll" ? POLL_MS : 0);
      const saved = await deps.runs.save(connection, runId, claimed.leaseId, {
        error: null,
        ...patch,
        ...(dueAt ? { dueAt } : {}),
      });
      if (!saved || dueAt) return { more: saved && pause === "slice", phase: patch.phase ?? run.phase };
      run = {
        ...run,
        attempts: patch.attempts ?? run.attempts,
        phase: patch.phase ?? run.phase,
        checkpoint: patch.checkpoint ?? run.checkpoint,
      };
    }
  } catch (cause) {
    return await giveBack(slice, run, cause);
  }
}

function later({ clock }: EngineDeps, ms: number): string {
  return new Date(clock.now().getTime() + ms).toISOString();
}

async function giveBack(
  { deps, connection, object, runId, leaseId }: Slice,
  run: BackfillRun,
  cause: unknown,
): Promise<BackfillResult> {
  const error = toSyncError(cause);
  const attempts = run.attempts + 1;
  deps.log.warn({
    event: "backfill.interrupted",
    connectionId: connection.id,
    object,
    runId,
    code: error.code,
    attempts,
  });
  const most = run.phase === "await_bulk" ? MAX_BULK_FAILURES : MAX_ATTEMPTS;
  if (error.kind !== "transient" && error.kind !== "reconnect" && attempts >= most) {
    deps.log.error({ event: "backfill.failed", connectionId: connection.id, object, runId, error });
    await deps.runs.fail(connection, runId, leaseId, error.code);
    return { more: false, phase: run.phase };
  }
  const dueAt = later(deps, backoffMs(attempts, error.afterMs));
  // A file that Shopify could not make, or that can no longer be read (its address lives for a week), is asked for anew.
  const isLost = (run.phase === "await_bulk" || run.phase === "read_bulk") && error.kind === "permanent";
  const { startedAt = null, window = 0 } = run.checkpoint;
  const again = isLost ? { phase: "start_bulk" as const, checkpoint: { startedAt, window } } : {};
  await deps.runs.save(connection, runId, leaseId, { ...again, attempts, error: error.code, dueAt });
  return { more: false, phase: run.phase };
}

function takeStep(slice: Slice, run: BackfillRun): Promise<Step> {
  switch (run.phase) {
    case "prepare":
      return prepare(slice);
    case "index_hubspot":
      return indexHubspot(slice, run.checkpoint);
    case "start_bulk":
      return startBulk(slice, run.checkpoint);
    case "await_bulk":
      return awaitBulk(slice, run);
    case "read_bulk":
      return readLines(slice, run);
    case "list_hubspot":
      return listHubspot(slice, run.checkpoint);
    case "done":
      return finish(slice, run.checkpoint);
  }
}

async function prepare({ deps, connection, object, settings }: Slice): Promise<Step> {
  await deps.prepare(connection, object);
  const hasIndex = objectUnder(object, settings).match.some(({ lookup }) => lookup === "index");
  // The settings may have changed by what was read: the next slice begins with them as they are.
  return { patch: { phase: hasIndex ? "index_hubspot" : "start_bulk" }, pause: "slice" };
}

/** HubSpot's records by their match keys, page by page: its search lags and proves no absence. */
async function indexHubspot(
  { deps, connection, object, settings, until }: Slice,
  checkpoint: Checkpoint,
): Promise<Step> {
  const after = checkpoint.indexed === undefined ? null : (checkpoint.indexed as string | null);
  const definition = objectUnder(object, settings);
  const page = await deps.vendors.pages(connection, object, effectiveDefinition(definition, settings)).page(after);
  const entries = page.records.map((record) => ({
    side: "hubspot" as const,
    recordId: record.id,
    keys: keysOf(deps.hash, connection.id, definition, record),
  }));
  await deps.store.noteMatchKeys(connection, object, entries);
  if (page.after === null) return { patch: { phase: "start_bulk", attempts: 0, checkpoint: {} }, pause: "none" };
  const isOver = deps.clock.now().getTime() >= until;
  return { patch: { attempts: 0, checkpoint: { indexed: page.after } }, pause: isOver ? "slice" : "none" };
}

async function startBulk(slice: Slice, checkpoint: Checkpoint): Promise<Step> {
  const { deps, connection, object, settings } = slice;
  if (await deps.runs.isFirstSyncRunning(connection, dependenciesOf(object))) return { patch: {}, pause: "poll" };
  // By our clock: "settled since" compares it with times of ours.
  const bulkStartedAt = deps.clock.now().toISOString();
  const startedAt = String(checkpoint.startedAt ?? bulkStartedAt);
  const windows = windowsOf(objectUnder(object, settings), settings, startedAt);
  const index = Number(checkpoint.window ?? 0);
  const window = windows[index];
  if (!window) return { patch: { phase: "list_hubspot", checkpoint: { startedAt } }, pause: "none" };
  const bulk = deps.vendors.bulk(connection, object);
  const total = index === 0 ? await countAll(slice, windows) : null;
  const { id } = await bulk.start(window);
  const next = { startedAt, window: index, bulkOperationId: id, bulkStartedAt };
  return { patch: { phase: "await_bulk", checkpoint: next, ...(total !== null && { total }) }, pause: "none" };
}

async function countAll({ deps, connection, object }: Slice, windows: readonly CreatedWindow[]): Promise<number> {
  const bulk = deps.vendors.bulk(connection, object);
  let total = 0;
  for (const window of windows) total += await bulk.count(window);
  return total;
}

/** The file is through: on to the next window of time, or to HubSpot's side. */
function afterFile(checkpoint: Checkpoint): RunPatch {
  const { startedAt = null, window = 0 } = checkpoint;
  return { phase: "start_bulk", attempts: 0, checkpoint: { startedAt, window: Number(window) + 1 } };
}

async function awaitBulk({ deps, connection, object }: Slice, run: BackfillRun): Promise<Step> {
  const status = await deps.vendors.bulk(connection, object).status(String(run.checkpoint.bulkOperationId));
  const { checkpoint } = run;
  if (status.kind === "running") return { patch: {}, pause: "poll" };
  // Part of a file would pass for the whole shop: begin again.
  if (status.kind === "failed")
    throw new SyncError("permanent", { code: "bulk_failed", details: { why: status.code } });
  if (status.url === null) return { patch: afterFile(checkpoint), pause: "none" };
  const next = { ...checkpoint, url: status.url, byteOffset: 0 };
  return { patch: { phase: "read_bulk", attempts: 0, checkpoint: next }, pause: "none" };
}

async function readLines(slice: Slice, { checkpoint, kind }: BackfillRun): Promise<Step> {
  const { deps, connection, object, settings, runId, leaseId, until } = slice;
  let fromByte = Number(checkpoint.byteOffset ?? 0);
  const outcome = await readBulk(deps, {
    connection,
    object,
    settings,
    runs: deps.runs,
    runId,
    runLeaseId: leaseId,
    url: String(checkpoint.url),
    fromByte,
    checkpoint,
    bulkStartedAt: String(checkpoint.bulkStartedAt),
    isAudit: kind === "audit",
    until,
    onSettled: (offset) => {
      fromByte = offset;
    },
  });
  const next = { ...checkpoint, byteOffset: fromByte };
  if (outcome === "more") return { patch: { attempts: 0, checkpoint: next }, pause: "slice" };
  return { patch: afterFile(checkpoint), pause: "none" };
}

/** Contacts without a customer are marked once Shopify's side is through, so that none is created that Shopify has. */
async function listHubspot(
  { deps, connection, object, settings, until }: Slice,
  checkpoint: Checkpoint,
): Promise<Step> {
  if (!settings.createInShopify || settings.direction === "to_hubspot")
    return { patch: { phase: "done" }, pause: "none" };
  const pages = deps.vendors.pages(connection, object, effectiveDefinition(objectUnder(object, settings), settings));
  const { records, after } = await pages.page(
    checkpoint.after === undefined ? null : (checkpoint.after as string | null),
  );
  const ids = records.map(({ id }) => id);
  const links = await deps.store.links(connection, object, "hubspot", ids);
  const linked = new Set(links.map(({ hubspotId }) => hubspotId));
  const marks = ids
    .filter((id) => !linked.has(id))
    .map((recordId) => ({ object, side: "hubspot", recordId, lane: "bulk" }) as const);
  if (marks.length > 0) await deps.store.mark(connection, marks);
  if (after === null) return { patch: { phase: "done" }, pause: "none" };
  const isOver = deps.clock.now().getTime() >= until;
  return { patch: { checkpoint: { ...checkpoint, after } }, pause: isOver ? "slice" : "none" };
}

async function finish({ deps, connection, object, runId, leaseId }: Slice, checkpoint: Checkpoint): Promise<Step> {
  const sweptTo = String(checkpoint.startedAt);
  // Nobody told us of what was deleted while the shop was disconnected. The file's silence proves nothing: a fresh read does.
  const unseen = await deps.store.markUnseen(connection, object, sweptTo);
  await deps.runs.finish(connection, runId, leaseId, sweptTo);
  deps.log.info({ event: "backfill.finished", connectionId: connection.id, object, runId, unseen });
  return { patch: {}, pause: "end" };
}
