import type { MatchKey } from "#app/sync/definition.ts";
import { findExclusion } from "#app/sync/limits/find-exclusion.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import { contradicts, keyOf, matchValueOf } from "#app/sync/plan/match-keys.ts";
import { recordKey } from "#app/sync/plan/plan-create.ts";
import type { ReadResult } from "#app/sync/ports.ts";
import type { Side, SideRecord } from "#app/sync/record.ts";
import { adoptCandidates, withoutDecided } from "./adopt-candidates.ts";
import { barrier, isLasting } from "./barrier.ts";
import type { EngineContext } from "./context.ts";
import { findByOwnKey, withoutOthers } from "./heed-keys.ts";
import { yieldUnit } from "./retry-unit.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement, isWantedBack, newUnit, openUnits, otherSide, settleUnit, subjectSide } from "./unit.ts";

/**
 * Finds the counterparts of records without a link: by the record that a restored one was linked with, then by our own key, then by the
 * object's keys, in one batched call a side and key. Shopify's records go first and take HubSpot's of the same batch along.
 */
export async function matchUnits(context: EngineContext, units: readonly Unit[]): Promise<void> {
  for (const unit of openUnits(units)) {
    const { link, read } = unit;
    if (!link && read.hubspot && !read.shopify && (isPart(context, read.hubspot) || isForeign(context, read.hubspot)))
      settleUnit(unit, bareSettlement(unit));
  }
  for (const unit of openUnits(units)) if (!unit.link) liftTombstones(unit);
  for (const side of ["shopify", "hubspot"] as const) {
    const lone = openUnits(units).filter((unit) => subjectSide(unit) === side && needsMatch(context, unit, side));
    if (lone.length === 0) continue;
    const found = await findCandidates(context, lone, side);
    if (side === "hubspot") await heedRivals(context, found);
    await adoptCandidates(context, units, openUnits(lone), found, otherSide(side));
  }
}

/** A HubSpot record of the same type that we made for a part (a company's location): it goes with its whole and is never matched. */
function isPart({ connection, definition, settings }: EngineContext, record: SideRecord): boolean {
  const prefix = definition.children && objectUnder(definition.children.object, settings).parent?.idPrefix;
  if (!prefix || record.side === "shopify") return false;
  const key = record.values[definition.hubspot.keyProperty];
  return key?.startsWith(recordKey(connection.shop, prefix)) === true;
}

/** A record of a type that is not ours alone, without our key or with another object's: somebody else's business. */
function isForeign({ connection, definition }: EngineContext, { values }: SideRecord): boolean {
  const { isShared, keyProperty, handsOver } = definition.hubspot;
  if (isShared !== true) return false;
  return (
    !values[keyProperty]?.startsWith(recordKey(connection.shop, "")) || Boolean(handsOver && values[handsOver.property])
  );
}

/** A record that is there again, or that the merchant wants back, is no longer barred by its tombstone. */
function liftTombstones(unit: Unit): void {
  const side = subjectSide(unit);
  if (!side) return;
  const wantedBack = isWantedBack(unit);
  for (const tombstone of unit.tombstones) {
    const own = tombstone.side === side && tombstone.recordId === unit.ids[side];
    if (own ? wantedBack || !isLasting(tombstone) : wantedBack && tombstone.counterpartId === unit.ids[side])
      unit.lift.push(tombstone);
  }
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
  known: Known = new Map(),
): Promise<Map<Unit, readonly SideRecord[]>> {
  const found = new Map<Unit, readonly SideRecord[]>();
  await findByLifted(context, units, side, found);
  if (side === "hubspot") await findByOwnKey(context, openUnits(units), found);
  for (const match of context.definition.match) {
    // Nobody searches Shopify for what only goes the other way.
    if (side === "hubspot" && match.lookup !== "index" && context.definition.direction === "to_hubspot") continue;
    const keys = new Map<Unit, string>();
    for (const unit of openUnits(units)) {
      const record = unit.read[side];
      const key = record && matchValueOf(context.definition, match, record);
      if (key !== null) keys.set(unit, key);
    }
    await lockKeys(context, match, keys);
    const wanted = new Map([...keys].filter(([unit]) => unit.end === null && !found.has(unit)));
    if (wanted.size === 0) continue;
    const records =
      match.lookup === "index"
        ? await findByIndex(context, side, match, wanted, known)
        : await findAtVendor(context, side, match, wanted);
    const fitting = new Map(
      [...wanted].map(([unit, key]) => {
        return [
          unit,
          (records.get(key) ?? []).filter((candidate) => !isContradicted(context, unit, candidate)),
        ] as const;
      }),
    );
    const free = await withoutDecided(context, otherSide(side), fitting);
    for (const [unit, candidates] of side === "shopify" ? await withoutOthers(context, free) : free)
      if (candidates.length > 0) found.set(unit, candidates);
  }
  return found;
}

/**
 * A HubSpot record's only candidate may fit several of HubSpot's: it is asked which of them it would take by itself, so that the answer is
 * the same from whichever side they are looked at. With several of them the unit is ambiguous; a better one keeps the candidate.
 */
async function heedRivals(context: EngineContext, found: Map<Unit, readonly SideRecord[]>): Promise<void> {
  if (context.definition.match.some(({ lookup }) => lookup !== "index")) return;
  const units = new Map<Unit, Unit>();
  for (const [unit, [candidate, ...more]] of found) {
    if (!candidate || more.length > 0 || isFormer(unit, candidate)) continue;
    const theirs = newUnit([], null);
    theirs.ids.shopify = candidate.id;
    theirs.read.shopify = candidate;
    units.set(theirs, unit);
  }
  if (units.size === 0) return;
  const known = new Map(
    [...units.values()].flatMap(({ read }) => (read.hubspot ? [[read.hubspot.id, read.hubspot]] : [])),
  );
  const fitting = await findCandidates(context, [...units.keys()], "shopify", known);
  for (const [theirs, unit] of units) {
    if (theirs.end !== null) yieldUnit(context.clock, unit);
    const ids = (fitting.get(theirs) ?? []).map(({ id }) => id);
    if (ids.length === 0) continue;
    if (!ids.includes(unit.ids.hubspot ?? "")) found.delete(unit);
    else if (ids.length > 1) unit.ambiguous = [theirs.ids.shopify ?? ""];
  }
}

/** Whether the restored record was linked with this one. */
function isFormer({ lift }: Unit, { id }: SideRecord): boolean {
  return lift.some(({ counterpartId }) => counterpartId === id);
}

type Found = ReadonlyMap<string, readonly SideRecord[]>;
/** records that were read already, by id */
type Known = ReadonlyMap<string, SideRecord>;

async function findAtVendor(
  context: EngineContext,
  side: Side,
  match: MatchKey,
  wanted: ReadonlyMap<Unit, string>,
): Promise<Found> {
  const attribute = side === "shopify" ? match.hubspot : match.shopify;
  const found = await context.ports[otherSide(side)].findBy(attribute, [...new Set(wanted.values())]);
  return isTakeable(context, match) ? await withoutLinked(context, otherSide(side), found) : found;
}

/** Whether a record does without the key when another one has it. */
function isTakeable({ definition }: EngineContext, match: MatchKey): boolean {
  return definition.fields.some(({ hubspot, mayBeTaken }) => hubspot === match.hubspot && mayBeTaken === true);
}

async function withoutLinked(
  { connection, definition, store }: EngineContext,
  side: Side,
  found: Found,
): Promise<Found> {
  const ids = [...found.values()].flatMap((records) => records.map(({ id }) => id));
  if (ids.length === 0) return found;
  const links = await store.links(connection, definition.key, side, ids);
  const taken = new Set(links.map((link) => (side === "shopify" ? link.shopifyId : link.hubspotId)));
  return new Map([...found].map(([value, records]) => [value, records.filter(({ id }) => !taken.has(id))] as const));
}

/** Records that our index names are read, for they may have changed since: only those that still bear the key count. */
async function findByIndex(
  context: EngineContext,
  side: Side,
  match: MatchKey,
  wanted: ReadonlyMap<Unit, string>,
  known: Known,
): Promise<Found> {
  const { connection, connectionId, definition, hash, store } = context;
  const values = [...new Set(wanted.values())];
  const hashOf = new Map(values.map((value) => [value, keyOf(hash, connectionId, match, value)]));
  const other = otherSide(side);
  const ids = await store.findByMatchKeys(connection, definition.key, other, [...hashOf.values()]);
  const named = [...new Set([...ids.values()].flat())];
  // A name or a SKU may be several records': one that is linked is its own record's, and never merged with another.
  const links = await store.links(connection, definition.key, other, named);
  const taken = new Set(links.map((link) => (other === "shopify" ? link.shopifyId : link.hubspotId)));
  const free = named.filter((id) => !taken.has(id));
  if (free.length === 0) return new Map();
  const unread = free.filter((id) => !known.has(id));
  const results = unread.length > 0 ? await context.ports[other].read(unread) : new Map<string, ReadResult>();
  return new Map(
    [...hashOf].map(([value, key]) => {
      const records = (ids.get(key) ?? []).flatMap((id) => {
        const result = results.get(id);
        const record = known.get(id) ?? (result?.kind === "found" ? result.record : null);
        return record && !isPart(context, record) ? [record] : [];
      });
      return [value, records.filter((record) => matchValueOf(definition, match, record) === value)] as const;
    }),
  );
}

function isContradicted({ definition }: EngineContext, unit: Unit, candidate: SideRecord): boolean {
  const own = unit.read[otherSide(candidate.side)];
  if (!own) return false;
  return own.side === "shopify" ? contradicts(definition, own, candidate) : contradicts(definition, candidate, own);
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

/** Two workers that each hold one side of the same person must not both create the other. */
async function lockKeys(context: EngineContext, match: MatchKey, keys: ReadonlyMap<Unit, string>): Promise<void> {
  if (keys.size === 0) return;
  // Whoever is about to create a record of a key holds the key's lock.
  const nameOf = (key: string) => `k:${keyOf(context.hash, context.connectionId, match, key)}`;
  const names = new Map([...keys].map(([unit, key]) => [unit, nameOf(key)]));
  const locked = await context.lock([...new Set(names.values())]);
  for (const [unit, name] of names) if (!locked.has(name)) yieldUnit(context.clock, unit);
}
