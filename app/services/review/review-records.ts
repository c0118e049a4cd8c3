import { keysOf } from "#app/sync/plan/match-keys.ts";
import { tombstoneReason } from "#app/sync/plan/plan-record.ts";
import type { ClaimedChange, ObjectSettings, Tombstone } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side, SideRecord } from "#app/sync/record.ts";
import type { Reviewed } from "#app/sync/review/find-kinds.ts";
import { conflictsOf, findKinds, noParts } from "#app/sync/review/find-kinds.ts";
import type { Tally } from "#app/sync/review/tally.ts";
import { addToTally } from "#app/sync/review/tally.ts";
import type { ReviewPair, ReviewStore } from "#app/sync/review-ports.ts";
import type { EngineContext, EngineDeps } from "../engine/context.ts";
import { openDryRun } from "../engine/dry-run.ts";
import type { Unit } from "../engine/unit.ts";
import { newUnit } from "../engine/unit.ts";
import { countParts } from "./count-parts.ts";
import { pairOf, withKnownPairs, withoutPartner } from "./known-pairs.ts";
import type { Seed } from "./plan-batch.ts";
import { planBatch } from "./plan-batch.ts";

export interface ReviewedDeps extends EngineDeps {
  readonly reviews: ReviewStore;
}

/** Under which settings, and for which review, records are looked at. */
export interface ReviewScope {
  readonly connection: Connection;
  readonly object: ObjectKey;
  readonly settings: ObjectSettings;
  readonly reviewId: string;
}

export interface ReviewStep {
  readonly tally: Tally;
  readonly pairs: readonly ReviewPair[];
}

type Open = (pairs: readonly ReviewPair[]) => EngineContext;

function openScope(deps: ReviewedDeps, { connection, object, settings, reviewId }: ReviewScope): Open {
  const { reviews } = deps;
  return (pairs) => {
    const store = withKnownPairs(deps.store, { reviews, reviewId, object }, pairs);
    return openDryRun({ ...deps, store }, { connection, object, lane: "bulk", settings });
  };
}

/** Up to 100 lines of a bulk read: what a first sync would make of them. Nothing is written but, with the tally, which records were met. */
export async function reviewLines(
  deps: ReviewedDeps,
  scope: ReviewScope,
  records: readonly SideRecord[],
  tally: Tally,
): Promise<ReviewStep> {
  const { connection, object, reviewId } = scope;
  const { store, reviews } = deps;
  const ids = records.map(({ id }) => id);
  // A restart reads a product's variants again from the first one on.
  const met = new Set((await reviews.pairs(connection, reviewId, "shopify", ids)).map(({ shopifyId }) => shopifyId));
  const links = await store.links(connection, object, "shopify", ids);
  const linkOf = new Map(links.map((link) => [link.shopifyId, link]));
  const tombstones = await store.tombstones(connection, object, refsOf("shopify", ids));
  const open = openScope(deps, scope);
  const { enrich } = open([]);
  const seeds: Seed[] = [];
  let next = tally;
  const pairs: ReviewPair[] = [];
  for (const record of records.filter(({ id }) => !met.has(id))) {
    const buried = tombstones.find((entry) => entry.side === "shopify" && entry.recordId === record.id);
    if (buried) {
      next = addToTally(
        next,
        { side: "shopify", id: record.id },
        { [`exclude:${tombstoneReason("shopify", buried.reason)}`]: 1 },
      );
      pairs.push(withoutPartner(record.id));
      continue;
    }
    seeds.push(() => {
      const unit = newUnit([], linkOf.get(record.id) ?? null);
      unit.ids.shopify = record.id;
      unit.read.shopify = enrich(record);
      unit.tombstones.push(...tombstones.filter(({ counterpartId }) => counterpartId === record.id));
      return unit;
    });
  }
  const units = await planBatch(open, seeds);
  await noteKeys(deps, scope, open([]), units);
  pairs.push(...units.flatMap((unit) => pairOf(unit) ?? []));
  return { tally: await count(open([]), units, "shopify", next), pairs };
}

/** Records that are linked and were not among the lines: read anew, for a file's silence proves nothing. */
export async function reviewLinks(
  deps: ReviewedDeps,
  scope: ReviewScope,
  ids: readonly string[],
  tally: Tally,
): Promise<ReviewStep> {
  const { connection, object } = scope;
  const links = await deps.store.links(connection, object, "shopify", ids);
  const tombstones = await deps.store.tombstones(connection, object, refsOf("shopify", ids));
  const seeds = links.map((link) => () => {
    const unit = newUnit([asMarked(deps, object, link.shopifyId)], link);
    unit.tombstones.push(...tombstones.filter((entry) => concerns(entry, "shopify", link.shopifyId)));
    return unit;
  });
  const open = openScope(deps, scope);
  const units = await planBatch(open, seeds);
  return { tally: await count(open([]), units, "shopify", tally), pairs: [] };
}

/** A list page of HubSpot: those of its records that no record of Shopify's was found to belong with. */
export async function reviewPage(
  deps: ReviewedDeps,
  scope: ReviewScope,
  records: readonly SideRecord[],
  tally: Tally,
): Promise<ReviewStep> {
  const { connection, object } = scope;
  const open = openScope(deps, scope);
  const context = open([]);
  const ids = records.map(({ id }) => id);
  const links = await context.store.links(connection, object, "hubspot", ids);
  const paired = new Set(links.map(({ hubspotId }) => hubspotId));
  const lone = records.filter(({ id }) => !paired.has(id));
  const tombstones = await deps.store.tombstones(
    connection,
    object,
    refsOf(
      "hubspot",
      lone.map(({ id }) => id),
    ),
  );
  const seeds = lone.map((record) => () => {
    const unit = newUnit([], null);
    unit.ids.hubspot = record.id;
    unit.read.hubspot = record;
    unit.tombstones.push(...tombstones.filter((entry) => concerns(entry, "hubspot", record.id)));
    return unit;
  });
  const units = await planBatch(open, seeds);
  // Found to belong with a record of Shopify's after all, it is counted with that one.
  const met = units.filter(({ read }) => read.shopify !== null);
  const alone = units.filter((unit) => !met.includes(unit));
  return { tally: await count(context, alone, "hubspot", tally), pairs: met.flatMap((unit) => pairOf(unit) ?? []) };
}

function refsOf(side: Side, ids: readonly string[]): readonly { side: Side; id: string }[] {
  return ids.map((id) => ({ side, id }));
}

function concerns(entry: Tombstone, side: Side, id: string): boolean {
  return entry.side === side ? entry.recordId === id : entry.counterpartId === id;
}

/** As if the record had been marked: then it is read, and what is as it was settled needs no more. */
function asMarked({ clock }: EngineDeps, object: ObjectKey, recordId: string): ClaimedChange {
  return {
    ...{ object, side: "shopify", recordId, lane: "bulk", generation: "0", attempts: 0 },
    ...{ markedAt: clock.now().toISOString(), deletedAt: null, mergedInto: null, restoredAt: null },
    ...{ echoHashes: null, forced: null },
  };
}

/** Shopify's records by their match keys, for HubSpot's lone ones to be found by, as settling would note them. */
async function noteKeys(
  { store, hash }: ReviewedDeps,
  { connection, object, settings }: ReviewScope,
  { definition }: EngineContext,
  units: readonly Unit[],
): Promise<void> {
  const isAsked = settings.createInShopify && settings.direction !== "to_hubspot";
  if (!isAsked || !definition.match.some(({ lookup }) => lookup === "index")) return;
  const entries = units.flatMap(({ read: { shopify } }) =>
    shopify
      ? [{ side: "shopify" as const, recordId: shopify.id, keys: keysOf(hash, connection.id, definition, shopify) }]
      : [],
  );
  await store.noteMatchKeys(connection, object, entries);
}

async function count(context: EngineContext, units: readonly Unit[], side: Side, tally: Tally): Promise<Tally> {
  const parts = await countParts(context, units);
  const shared = await sharedOf(context, units);
  let next = tally;
  for (const unit of units) {
    const id = unit.ids[side];
    if (id === null) continue;
    const reviewed: Reviewed = {
      plan: unit.plan,
      ended: endOf(unit),
      gone: goneOf(context, unit, shared),
      conflicts: unit.plan ? conflictsOf(unit.plan) : [],
      parts: parts.get(unit) ?? noParts,
    };
    next = addToTally(next, { side, id }, findKinds(context.definition, reviewed));
  }
  return next;
}

function endOf({ end }: Unit): Reviewed["ended"] {
  if (end?.kind !== "settled") return null;
  return end.settlements.flatMap(({ outcome }) => outcome ?? []).at(-1) ?? null;
}

/** HubSpot records of deleted ones that another shop has, too: they are left to it. */
async function sharedOf({ connection, definition, store }: EngineContext, units: readonly Unit[]) {
  const ids = units.filter(({ gone }) => gone.shopify).flatMap(({ ids: { hubspot } }) => hubspot ?? []);
  return ids.length === 0 ? new Set<string>() : await store.linkedByOtherShops(connection, definition.key, ids);
}

function goneOf({ definition }: EngineContext, unit: Unit, shared: ReadonlySet<string>): Reviewed["gone"] {
  if (!unit.gone.shopify || unit.link === null) return null;
  return unit.owner && !shared.has(unit.link.hubspotId) ? definition.onDelete.shopify : "keep";
}
