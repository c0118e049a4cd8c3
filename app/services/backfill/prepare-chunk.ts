import { SyncError } from "#app/sync/errors.ts";
import { groupTombstoneId } from "#app/sync/group-tombstone.ts";
import type { Drift, Mark, ObjectSettings, Settlement } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, SideRecord } from "#app/sync/record.ts";
import type { EngineDeps } from "../engine/context.ts";
import { LEASE_MS, openContext } from "../engine/context.ts";
import { processUnits } from "../engine/process-units.ts";
import type { MarksOfShop } from "../engine/share-figures.ts";
import type { Unit } from "../engine/unit.ts";
import { lockKey, newUnit } from "../engine/unit.ts";

export interface ChunkInput {
  readonly connection: Connection;
  readonly object: ObjectKey;
  readonly settings: ObjectSettings;
  /** lines of the bulk read, each record once */
  readonly records: readonly SideRecord[];
  /** when the bulk read began, by our clock: what settled later is newer than its lines */
  readonly bulkStartedAt: string;
  /** compare parts on both sides, and count what differs */
  readonly isAudit: boolean;
}

/** A chunk that is written at the vendors and waits to be settled in its turn. */
export interface PreparedChunk {
  /** null: others hold all of its records, there is nothing to settle */
  readonly leaseId: string | null;
  readonly settlements: readonly Settlement[];
  /** records to be read fresh by the drain */
  readonly marks: readonly Mark[];
  /** what other shops of the portal are to look at once the chunk is settled */
  readonly sharers: readonly MarksOfShop[];
  readonly created: number;
  readonly updated: number;
  readonly drift: Drift;
  /** the vendor failed as a whole: settle what is there, and come back for the rest */
  readonly stoppedBy: SyncError | null;
}

/**
 * Plans and writes up to 100 lines of a bulk read. A line is planned only if its record has no pending mark and nothing of it was settled
 * or deleted since the bulk read began; otherwise it is marked, to be read fresh, or passed over when it was settled as the line says.
 */
export async function prepareChunk(deps: EngineDeps, input: ChunkInput): Promise<PreparedChunk> {
  const { connection, object, settings, records } = input;
  const { leaseId, obtained } = await deps.store.lockNew(
    connection,
    object,
    records.map(({ id }) => lockKey("shopify", id)),
    LEASE_MS,
  );
  const context = openContext(deps, {
    connection,
    object,
    lane: "bulk",
    settings,
    leaseId,
    trustsAnswers: true,
    readSince: input.bulkStartedAt,
    isAudit: input.isAudit,
  });
  const lines = { ...input, records: records.map((record) => context.enrich(record)) };
  const { units, stale } = await sortLines(deps, lines, leaseId, obtained);
  const { settlements, stoppedBy, sharers } = await processUnits(context, units);
  const busy = settlements.filter(({ retryAt }) => retryAt !== null);
  const outcomes = settlements.flatMap(({ outcome }) => outcome ?? []);
  return {
    leaseId: obtained.size > 0 ? leaseId : null,
    settlements: stoppedBy ? settlements.filter(({ retryAt }) => retryAt === null) : settlements,
    marks: [...stale.map((id) => mark(object, id)), ...(stoppedBy ? [] : retries(object, units, busy))],
    sharers,
    created: outcomes.filter(({ lastAction }) => lastAction?.startsWith("created")).length,
    updated: outcomes.filter(({ lastAction }) => lastAction === "updated").length,
    drift: input.isAudit ? driftOf(settlements) : {},
    stoppedBy: stoppedBy && toRetry(stoppedBy),
  };
}

/** What the chunk's records differed in before they were repaired. */
function driftOf(settlements: readonly Settlement[]): Drift {
  const drift: Record<string, number> = {};
  const add = (name: string) => {
    drift[name] = (drift[name] ?? 0) + 1;
  };
  for (const { outcome, tombstones } of settlements) {
    if (tombstones.length > 0) add("_deleted");
    if (outcome?.lastAction?.startsWith("created")) add("_missing");
    else
      for (const name of [...(outcome?.changedFields?.toHubspot ?? []), ...(outcome?.changedFields?.toShopify ?? [])])
        add(name);
  }
  return drift;
}

function toRetry(error: SyncError): SyncError {
  return error.kind === "bug" || error.kind === "permanent"
    ? new SyncError("transient", { code: error.code, cause: error })
    : error;
}

/** Units of the lines that may be planned, and the ids of those that must be read fresh. */
async function sortLines(
  deps: EngineDeps,
  { connection, object, records, bulkStartedAt }: ChunkInput,
  leaseId: string,
  obtained: ReadonlySet<string>,
): Promise<{ units: Unit[]; stale: string[] }> {
  const { store } = deps;
  const ids = records.map(({ id }) => id);
  const refs = ids.map((id) => ({ side: "shopify" as const, id }));
  const [links, pending, tombstones, settled] = await Promise.all([
    store.links(connection, object, "shopify", ids),
    store.pending(connection, object, refs),
    store.tombstones(connection, object, [...refs, ...refsOfGroups(records)]),
    store.settledSince(connection, object, "shopify", ids, bulkStartedAt),
  ]);
  const counterparts = await store.lock(
    connection,
    object,
    leaseId,
    links.map((link) => lockKey("hubspot", link.hubspotId)),
    LEASE_MS,
  );
  const marked = new Set(pending.map(({ id }) => id));
  const linkOf = new Map(links.map((link) => [link.shopifyId, link]));
  const units: Unit[] = [];
  const stale: string[] = [];
  for (const record of records) {
    const link = linkOf.get(record.id) ?? null;
    const deleted = tombstones.some((entry) => entry.side === "shopify" && isOf(record, entry.recordId));
    if (marked.has(record.id) || deleted) continue;
    const free =
      obtained.has(lockKey("shopify", record.id)) && (!link || counterparts.has(lockKey("hubspot", link.hubspotId)));
    if (free && !settled.has(record.id)) {
      const unit = newUnit([], link);
      unit.ids.shopify = record.id;
      unit.read.shopify = record;
      unit.stale = true;
      unit.tombstones.push(...tombstones.filter(({ counterpartId }) => counterpartId === record.id));
      units.push(unit);
    } else if (link?.shopifyModifiedAt !== record.modifiedAt || !settled.has(record.id)) stale.push(record.id);
  }
  return { units, stale };
}

function refsOfGroups(records: readonly SideRecord[]) {
  const groups = new Set(records.flatMap(({ groupId }) => groupId ?? []));
  return [...groups].map((groupId) => ({ side: "shopify" as const, id: groupTombstoneId(groupId) }));
}

/** Whether a tombstone in Shopify is the record's, or that of what it goes with. */
function isOf({ id, groupId }: SideRecord, recordId: string): boolean {
  return recordId === id || (groupId !== undefined && recordId === groupTombstoneId(groupId));
}

function mark(object: ObjectKey, recordId: string, dueAt?: string): Mark {
  return { object, side: "shopify", recordId, lane: "bulk", ...(dueAt ? { dueAt } : {}) };
}

/** A record of a chunk has no pending change to put back: it gets one. */
function retries(object: ObjectKey, units: readonly Unit[], busy: readonly Settlement[]): Mark[] {
  return units.flatMap((unit) => {
    const settlement = unit.end?.kind === "settled" ? unit.end.settlements.find((entry) => busy.includes(entry)) : null;
    return settlement?.retryAt && unit.ids.shopify ? [mark(object, unit.ids.shopify, settlement.retryAt)] : [];
  });
}
