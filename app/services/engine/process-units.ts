import type { SyncError } from "#app/sync/errors.ts";
import { toSyncError } from "#app/sync/errors.ts";
import { findExclusion } from "#app/sync/limits/find-exclusion.ts";
import { afterIntended, isAsSettled } from "#app/sync/plan/baseline.ts";
import { keysOf } from "#app/sync/plan/match-keys.ts";
import type { Settlement } from "#app/sync/ports.ts";
import type { Side } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import { attachAssociations } from "./attach-associations.ts";
import { attachFacts } from "./attach-facts.ts";
import { attachWrites } from "./attach-writes.ts";
import { barrier } from "./barrier.ts";
import { carryDeletions } from "./carry-deletions.ts";
import type { EngineContext } from "./context.ts";
import { endParts } from "./end-parts.ts";
import { findOwners } from "./find-owners.ts";
import { followMerges } from "./follow-merges.ts";
import { lookAgainInTime, settleHidden } from "./follow-time.ts";
import { letGo, markHandedOver } from "./let-go.ts";
import { matchUnits } from "./match-units.ts";
import { processChildren } from "./process-children.ts";
import { readCounterparts, readMarked } from "./read-units.ts";
import { isInHubspot, putBackSettled } from "./rewrite-settlement.ts";
import { settleGone } from "./settle-gone.ts";
import { finishUnit, settledAtShopify } from "./settle-unit.ts";
import type { MarksOfShop } from "./share-figures.ts";
import { attachFigures, markSharers } from "./share-figures.ts";
import { markOlderCarts, supersedeCarts } from "./supersede-carts.ts";
import { tellBug } from "./tell-bug.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement, lockKey, newUnit, openUnits } from "./unit.ts";
import { writeUnits } from "./write-units.ts";

export interface Processed {
  readonly settlements: readonly Settlement[];
  /** the failure that ended the batch before it was through; its records are put back */
  readonly stoppedBy: SyncError | null;
  /** what other shops of the portal are to look at once the settlements are written */
  readonly sharers: readonly MarksOfShop[];
}

/**
 * Brings a batch in step: read, match, plan, write. Every unit has an end afterwards, be it that it is put back. A failure that one
 * record's data causes is isolated by halving the batch, so that the rest is written.
 */
export async function processUnits(context: EngineContext, units: readonly Unit[]): Promise<Processed> {
  const all = [...units];
  const stopped = await processIsolated(context, units, all);
  const stoppedBy = (await completeSettled(context, all)) ?? stopped;
  const sharers = await markSharers(context, all);
  const settlements = all.flatMap((unit) => (unit.end?.kind === "settled" ? unit.end.settlements : []));
  return { settlements: onePairARecord(context, settlements), stoppedBy, sharers };
}

/** The keys by which records that were read may be matched from now on. */
function attachMatchKeys({ definition, hash, connectionId }: EngineContext, unit: Unit): void {
  if (unit.end?.kind !== "settled" || !definition.match.some(({ lookup }) => lookup === "index")) return;
  const matchKeys = sides.flatMap((side) => {
    const read = unit.read[side];
    if (!read) return [];
    const record = { ...read, values: { ...read.values, ...unit.stored[side] } };
    return [{ side, recordId: record.id, keys: keysOf(hash, connectionId, definition, record) }];
  });
  const [first, ...rest] = unit.end.settlements;
  if (first) unit.end = { kind: "settled", settlements: [{ ...first, matchKeys }, ...rest] };
}

/**
 * What goes with records that are settled: their parts and what they belong with. Should a vendor fail as a whole now, the records are
 * settled all the same, for they are written, and looked at once more.
 */
async function completeSettled(context: EngineContext, units: readonly Unit[]): Promise<SyncError | null> {
  for (const unit of units) attachMatchKeys(context, unit);
  attachWrites(context, units);
  attachFacts(context, units);
  attachFigures(context, units);
  const failed = await processChildren(context, units);
  try {
    await endParts(context, units);
    await attachAssociations(context, units);
    await markOlderCarts(context, units);
    await markHandedOver(context, units);
    lookAgainInTime(context, units);
  } catch (cause) {
    const error = toSyncError(cause);
    tellBug(context, error);
    for (const unit of units) if (isInHubspot(unit)) putBackSettled(context.clock, unit, error);
    for (const unit of units) if (unit.hasLeft) finishUnit(context, unit, { kind: "retry", error });
    return error;
  }
  return failed;
}

/** Records that met only while they were written (a merge in between) must not break the batch's settling: the second is put back. */
function onePairARecord(context: EngineContext, settlements: readonly Settlement[]): readonly Settlement[] {
  const taken = new Set<string>();
  return settlements.map((settlement) => {
    const { link } = settlement;
    if (!link) return settlement;
    const ids = [lockKey("shopify", link.shopifyId), lockKey("hubspot", link.hubspotId)];
    if (ids.some((id) => taken.has(id)))
      return {
        ...bareSettlement({ changes: [...settlement.changes], lift: [] }),
        retryAt: context.clock.now().toISOString(),
        lastError: "record_moved",
        ...(settlement.writes && { writes: settlement.writes }),
      };
    for (const id of ids) taken.add(id);
    return settlement;
  });
}

async function processIsolated(context: EngineContext, units: readonly Unit[], all: Unit[]): Promise<SyncError | null> {
  try {
    await readAndMatch(context, units);
    await writeUnits(context, units);
    return null;
  } catch (cause) {
    const error = toSyncError(cause);
    const open = openUnits(units);
    if (error.kind === "transient" || error.kind === "reconnect") {
      for (const unit of open) finishUnit(context, unit, { kind: "retry", error });
      return error;
    }
    if (error.code === "object_unavailable") {
      // The portal lacks the object: true for every record, however the batch is cut.
      for (const unit of open) finishUnit(context, unit, { kind: "fail", reason: error.code, details: error.details });
      return error;
    }
    const [only] = open;
    if (only && open.length === 1) {
      tellBug(context, error, only);
      finishUnit(context, only, { kind: "fail", reason: "unexpected", details: { code: error.code } });
      return error;
    }
    const middle = Math.ceil(open.length / 2);
    const halves = [open.slice(0, middle), open.slice(middle)].filter((half) => half.length > 0);
    let last: SyncError | null = error;
    for (const half of halves) {
      const again = half.map((unit) => beginAgain(unit, all));
      last = await processIsolated(context, again, all);
    }
    return last;
  }
}

/** Everything up to the plan: afterwards each open unit is a pair or a lone record. */
export async function readAndMatch(context: EngineContext, units: readonly Unit[]): Promise<void> {
  await readMarked(context, units);
  await supersedeCarts(context, units);
  await findOwners(
    context,
    openUnits(units).filter((unit) => unit.link),
  );
  for (const unit of openUnits(units)) settleUnchanged(context, unit);
  await followMerges(context, units);
  await endGone(context, units);
  await readCounterparts(context, units);
  await followMerges(context, units);
  await endGone(context, units);
  letGo(context, units);
  await settleHidden(context, units);
  await matchUnits(context, units);
  letGo(context, units);
  for (const unit of openUnits(units)) {
    const { link, read } = unit;
    if (!link?.intended || !read.shopify || !read.hubspot) continue;
    const values = { shopify: read.shopify.values, hubspot: read.hubspot.values };
    unit.link = { ...link, baseline: afterIntended(context, link, values) };
  }
}

async function endGone(context: EngineContext, units: readonly Unit[]): Promise<void> {
  if (context.mayCarryDeletions) await carryDeletions(context, units);
  settleGone(context, units);
}

/** A record that is as it was settled needs neither its counterpart nor a write: our own change come back costs one read. */
function settleUnchanged(context: EngineContext, unit: Unit): void {
  const { link } = unit;
  if (!link || link.owner !== unit.owner || unit.changes.length === 0 || unit.changes.some(({ forced }) => forced))
    return;
  if (barrier(unit)) return;
  const marked = sides.filter((side) => unit.changes.some((change) => change.side === side));
  const isQuiet = (side: Side): boolean => {
    const record = unit.read[side];
    if (!record || unit.moved[side]) return false;
    if (side === "shopify" && findExclusion(context, record, true)) return false;
    return isAsSettled(context, record, link);
  };
  if (!marked.every(isQuiet)) return;
  const { shopify, hubspot } = unit.read;
  finishUnit(context, unit, {
    kind: "unchanged",
    link: {
      ...link,
      shopifyModifiedAt: shopify ? settledAtShopify(context, shopify.modifiedAt) : link.shopifyModifiedAt,
      hubspotModifiedAt: hubspot?.modifiedAt ?? link.hubspotModifiedAt,
      settledAt: context.clock.now().toISOString(),
    },
  });
}

/** The same record from the start: what a failed attempt had found out may be what it failed of. */
function beginAgain(unit: Unit, all: Unit[]): Unit {
  const fresh = newUnit(unit.changes, unit.link);
  fresh.tombstones.push(...unit.tombstones);
  if (unit.changes.length === 0) {
    fresh.ids.shopify = unit.ids.shopify;
    fresh.read.shopify = unit.read.shopify;
    fresh.stale = unit.stale;
  }
  unit.end = { kind: "absorbed" };
  all.push(fresh);
  return fresh;
}
