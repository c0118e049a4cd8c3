import { findExclusion } from "#app/sync/limits/find-exclusion.ts";
import { blankToNull } from "#app/sync/mapping/transform.ts";
import { transformNamed } from "#app/sync/mapping/transforms.ts";
import type { Side, SideRecord } from "#app/sync/record.ts";
import { adoptCandidates } from "./adopt-candidates.ts";
import type { EngineContext } from "./context.ts";
import { yieldUnit } from "./retry-unit.ts";
import type { Unit } from "./unit.ts";
import { isWantedBack, openUnits, otherSide, subjectSide } from "./unit.ts";

/**
 * Finds the counterparts of records without a link: by the record that a restored one was linked with, then by the object's keys, in one
 * batched call a side and key. Shopify's records go first and take HubSpot's of the same batch along.
 */
export async function matchUnits(context: EngineContext, units: readonly Unit[]): Promise<void> {
  for (const unit of openUnits(units)) if (!unit.link) liftTombstones(unit);
  for (const side of ["shopify", "hubspot"] as const) {
    const lone = openUnits(units).filter((unit) => subjectSide(unit) === side && needsMatch(context, unit, side));
    if (lone.length === 0) continue;
    const found = await findCandidates(context, lone, side);
    await adoptCandidates(context, units, openUnits(lone), found, otherSide(side));
  }
}

/** A record that is there again, or that the merchant wants back, is no longer barred by its tombstone; a redacted one is there all along. */
function liftTombstones(unit: Unit): void {
  const side = subjectSide(unit);
  if (!side) return;
  const wantedBack = isWantedBack(unit);
  for (const tombstone of unit.tombstones) {
    const own = tombstone.side === side && tombstone.recordId === unit.ids[side];
    if (own ? wantedBack || tombstone.reason !== "redacted" : wantedBack && tombstone.counterpartId === unit.ids[side])
      unit.lift.push(tombstone);
  }
}

/** The tombstone of a lone record's counterpart, or of itself once it was redacted, unless it is being lifted. */
export function barrier(unit: Unit): Unit["tombstones"][number] | null {
  const side = subjectSide(unit);
  if (!side) return null;
  const bars = unit.tombstones.filter(
    (tombstone) => (tombstone.side !== side || tombstone.reason === "redacted") && !unit.lift.includes(tombstone),
  );
  return bars[0] ?? null;
}

// Neither an excluded record nor one that must not return needs a call to be matched.
function needsMatch(context: EngineContext, unit: Unit, side: Side): boolean {
  if (barrier(unit)) return false;
  const record = unit.read[side];
  return side === "hubspot" || (record !== null && findExclusion(context, record, false) === null);
}

async function findCandidates(
  context: EngineContext,
  units: readonly Unit[],
  side: Side,
): Promise<ReadonlyMap<Unit, readonly SideRecord[]>> {
  const found = new Map<Unit, readonly SideRecord[]>();
  await findByLifted(context, units, side, found);
  for (const match of context.definition.match) {
    const keys = new Map<Unit, string>();
    for (const unit of openUnits(units)) {
      const key = matchKey(unit, side, match);
      if (key !== null) keys.set(unit, key);
    }
    await lockKeys(context, keys, match.shopify);
    const wanted = new Map([...keys].filter(([unit]) => unit.end === null && !found.has(unit)));
    if (wanted.size === 0) continue;
    const port = context.ports[otherSide(side)];
    const records = await port.findBy(side === "shopify" ? match.hubspot : match.shopify, [
      ...new Set(wanted.values()),
    ]);
    for (const [unit, key] of wanted) {
      const candidates = records.get(key) ?? [];
      if (candidates.length > 0) found.set(unit, candidates);
    }
  }
  return found;
}

/** A restored record takes up the pair it was part of, though its keys may have changed meanwhile. */
async function findByLifted(
  context: EngineContext,
  units: readonly Unit[],
  side: Side,
  found: Map<Unit, readonly SideRecord[]>,
): Promise<void> {
  const wanted = new Map<Unit, string>();
  for (const unit of units) {
    const former = unit.lift.find((tombstone) => tombstone.side === side && tombstone.counterpartId !== null);
    if (former?.counterpartId) wanted.set(unit, former.counterpartId);
  }
  if (wanted.size === 0) return;
  const results = await context.ports[otherSide(side)].read([...new Set(wanted.values())]);
  for (const [unit, id] of wanted) {
    const result = results.get(id);
    if (result?.kind === "found") found.set(unit, [result.record]);
  }
}

function matchKey(unit: Unit, side: Side, match: EngineContext["definition"]["match"][number]): string | null {
  const value = blankToNull(unit.read[side]?.values[side === "shopify" ? match.shopify : match.hubspot]);
  if (value === null) return null;
  const context = { shopify: unit.read.shopify?.values ?? {}, hubspot: unit.read.hubspot?.values ?? {} };
  return transformNamed(match.transform).comparable(side, value, context);
}

/** Name of the lock on a match key: whoever is about to create a record of that key holds it. */
function keyLock(context: EngineContext, attribute: string, key: string): string {
  return `k:${context.hash(context.connectionId, `match:${attribute}`, key)}`;
}

/** Two workers that each hold one side of the same person must not both create the other. */
async function lockKeys(context: EngineContext, keys: ReadonlyMap<Unit, string>, attribute: string): Promise<void> {
  if (keys.size === 0) return;
  const names = new Map([...keys].map(([unit, key]) => [unit, keyLock(context, attribute, key)]));
  const locked = await context.lock([...new Set(names.values())]);
  for (const [unit, name] of names) if (!locked.has(name)) yieldUnit(context.clock, unit);
}
