import { SyncError } from "#app/sync/errors.ts";
import { effectiveDefinition } from "#app/sync/mapping/effective-definition.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { Checkpoint, RunStore } from "#app/sync/ports.ts";
import type { SideRecord } from "#app/sync/record.ts";
import type { EngineDeps } from "../engine/context.ts";
import { LEASE_MS } from "../engine/context.ts";
import type { ChunkInput, PreparedChunk } from "./prepare-chunk.ts";
import { prepareChunk } from "./prepare-chunk.ts";

/** HubSpot's largest batch: a chunk costs one read by e-mail and one creation. */
const CHUNK = 100;
/** Hides the vendors' answer times without taking more of the budget than the bulk lane may. */
const IN_FLIGHT = 3;

export interface BulkReading extends Omit<ChunkInput, "records"> {
  readonly runs: RunStore;
  readonly runId: string;
  readonly runLeaseId: string;
  readonly url: string;
  readonly fromByte: number;
  readonly checkpoint: Checkpoint;
  /** stop taking chunks then, by the clock in milliseconds */
  readonly until: number;
  /** told the offset after each settled chunk */
  readonly onSettled: (byteOffset: number) => void;
}

interface Flight {
  readonly prepared: Promise<PreparedChunk>;
  readonly lines: number;
  readonly endOffset: number;
}

/**
 * Reads a bulk operation's file in chunks, a few of them under way at once, each settled in file order with the checkpoint in the same
 * transaction: a restart goes on after the last settled line.
 * @returns whether the file is through. @throws SyncError when a vendor fails as a whole or the run's lease is lost.
 */
export async function readBulk(deps: EngineDeps, reading: BulkReading): Promise<"through" | "more"> {
  const flights: Flight[] = [];
  let through = true;
  try {
    for await (const chunk of chunksOf(deps, reading)) {
      const prepared = prepareChunk(deps, { ...reading, records: chunk.records });
      // Awaited in its turn; until then its failure has a handler, so that it does not end the process.
      prepared.catch(() => undefined);
      flights.push({ prepared, lines: chunk.lines, endOffset: chunk.endOffset });
      if (flights.length >= IN_FLIGHT) await settleNext(deps, reading, flights);
      if (deps.clock.now().getTime() >= reading.until) {
        through = false;
        break;
      }
    }
    while (flights.length > 0) await settleNext(deps, reading, flights);
  } catch (error) {
    await settleRest(deps, reading, flights);
    throw error;
  }
  return through ? "through" : "more";
}

/** The file's records from a byte on, up to 100 at a time; `lines` is how many were read for them, `endOffset` where the next ones begin. */
export async function* chunksOf(
  deps: Pick<EngineDeps, "vendors">,
  {
    connection,
    object,
    settings,
    url,
    fromByte,
  }: Pick<BulkReading, "connection" | "object" | "settings" | "url" | "fromByte">,
): AsyncGenerator<{ records: SideRecord[]; lines: number; endOffset: number }> {
  const bulk = deps.vendors.bulk(connection, object, effectiveDefinition(objectUnder(object, settings), settings));
  let records = new Map<string, SideRecord>();
  let lines = 0;
  let last = fromByte;
  for await (const { record, endOffset } of bulk.read(url, fromByte)) {
    records.set(record.id, record);
    lines += 1;
    last = endOffset;
    if (records.size < CHUNK) continue;
    yield { records: [...records.values()], lines, endOffset };
    records = new Map();
    lines = 0;
  }
  if (lines > 0) yield { records: [...records.values()], lines, endOffset: last };
}

async function settleNext(deps: EngineDeps, reading: BulkReading, flights: Flight[]): Promise<void> {
  const [flight] = flights;
  if (!flight) return;
  const chunk = await flight.prepared;
  if (chunk.stoppedBy) throw chunk.stoppedBy;
  const { connection, object, runs, runId, runLeaseId } = reading;
  if (!(await runs.renew(connection, runId, runLeaseId, LEASE_MS))) throw leaseLost();
  if (chunk.marks.length > 0) await deps.store.mark(connection, chunk.marks);
  const checkpoint = { ...reading.checkpoint, byteOffset: flight.endOffset };
  const { created, updated, drift, leaseId, settlements } = chunk;
  const progress = { runId, runLeaseId, checkpoint, processed: flight.lines, created, updated, drift };
  const settled = leaseId
    ? await deps.store.settle(connection, object, leaseId, settlements, progress)
    : await runs.save(connection, runId, runLeaseId, { checkpoint, processed: flight.lines });
  if (!settled) throw leaseLost();
  for (const shop of chunk.sharers) await deps.store.mark(shop.connection, shop.marks);
  flights.shift();
  reading.onSettled(flight.endOffset);
}

/** What was written at the vendors before a failure is settled without moving the checkpoint: its lines are passed over next time. */
async function settleRest(
  deps: EngineDeps,
  { connection, object }: BulkReading,
  flights: readonly Flight[],
): Promise<void> {
  const ended = await Promise.allSettled(flights.map(({ prepared }) => prepared));
  for (const result of ended) {
    if (result.status === "rejected") continue;
    const { leaseId, marks, settlements } = result.value;
    if (marks.length > 0) await deps.store.mark(connection, marks);
    if (leaseId) await deps.store.settle(connection, object, leaseId, settlements);
  }
}

function leaseLost(): SyncError {
  return new SyncError("transient", { code: "lease_lost" });
}
