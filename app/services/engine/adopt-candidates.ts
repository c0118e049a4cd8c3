import { isDecision } from "#app/sync/plan/plan-record.ts";
import type { RecordLink, Tombstone } from "#app/sync/ports.ts";
import type { Side, SideRecord } from "#app/sync/record.ts";
import { isLasting } from "./barrier.ts";
import type { EngineContext } from "./context.ts";
import { findOwners } from "./find-owners.ts";
import { yieldUnit } from "./retry-unit.ts";
import type { Unit } from "./unit.ts";
import { absorb, isWantedBack, lockKey, openUnits } from "./unit.ts";

/**
 * Makes pairs of lone records and their candidates on `side`, under the candidates' locks. A candidate that is linked already, or taken by
 * another unit of the batch, or that fits others too, is ambiguous; one that the batch holds as a lone record is taken along with its
 * changes. A redacted one, or one that the merchant wants to be left alone, bars the unit, unless the merchant wants it back.
 */
export async function adoptCandidates(
  context: EngineContext,
  batch: readonly Unit[],
  units: readonly Unit[],
  found: ReadonlyMap<Unit, readonly SideRecord[]>,
  side: Side,
): Promise<void> {
  const ids = [...new Set(units.flatMap((unit) => (found.get(unit) ?? []).map(({ id }) => id)))];
  if (ids.length > 0) {
    const locked = await context.lock(ids.map((id) => lockKey(side, id)));
    const links = await context.store.links(context.connection, context.definition.key, side, ids);
    const tombstones = await context.store.tombstones(
      context.connection,
      context.definition.key,
      ids.map((id) => ({ side, id })),
    );
    for (const unit of units) {
      const candidates = found.get(unit) ?? [];
      const isKept = (entry: Tombstone): boolean => isLasting(entry) && !isWantedBack(unit);
      const barring = tombstones.filter((entry) => isKept(entry) && candidates.some(({ id }) => bars(entry, side, id)));
      if (barring.length > 0) {
        unit.tombstones.push(...barring);
        continue;
      }
      if (candidates.some(({ id }) => !locked.has(lockKey(side, id)))) yieldUnit(context.clock, unit);
      else adopt(batch, unit, candidates, links, side);
      const adopted = unit.ids[side];
      if (adopted !== null)
        unit.lift.push(...tombstones.filter((entry) => names(entry, side, adopted) && !isKept(entry)));
    }
  }
  await findOwners(
    context,
    openUnits(units).filter((unit) => !unit.link),
  );
}

/**
 * Of several candidates the merchant's decisions leave those that they did not leave out or take apart; all of them where nothing else is
 * left, for then they bar the unit.
 */
export async function withoutDecided(
  { connection, definition, store }: EngineContext,
  side: Side,
  fitting: ReadonlyMap<Unit, readonly SideRecord[]>,
): Promise<ReadonlyMap<Unit, readonly SideRecord[]>> {
  const several = [...fitting.values()].filter((candidates) => candidates.length > 1).flat();
  if (several.length === 0) return fitting;
  const refs = [...new Set(several.map(({ id }) => id))].map((id) => ({ side, id }));
  const stones = (await store.tombstones(connection, definition.key, refs)).filter(isDecision);
  if (stones.length === 0) return fitting;
  return new Map(
    [...fitting].map(([unit, candidates]) => {
      const free = candidates.filter(({ id }) => !stones.some((entry) => bars(entry, side, id)));
      return [unit, candidates.length > 1 && free.length > 0 ? free : candidates] as const;
    }),
  );
}

/** A candidate that is to be left alone; one that was taken out of a pair, whichever side's record the merchant did it on. */
function bars(tombstone: Tombstone, side: Side, id: string): boolean {
  return tombstone.reason === "unlinked"
    ? names(tombstone, side, id)
    : tombstone.side === side && tombstone.recordId === id;
}

function names(tombstone: Tombstone, side: Side, id: string): boolean {
  return tombstone.side === side ? tombstone.recordId === id : tombstone.counterpartId === id;
}

function adopt(
  batch: readonly Unit[],
  unit: Unit,
  candidates: readonly SideRecord[],
  links: readonly RecordLink[],
  side: Side,
): void {
  const [only] = candidates;
  if (!only) return;
  const linked = links.filter((link) =>
    candidates.some(({ id }) => id === (side === "shopify" ? link.shopifyId : link.hubspotId)),
  );
  const holder = openUnits(batch).find((other) => other !== unit && other.ids[side] === only.id);
  const taken =
    holder !== undefined && (holder.link !== null || (holder.read.shopify !== null && holder.read.hubspot !== null));
  if (candidates.length > 1 || linked.length > 0 || taken || unit.ambiguous.length > 0) {
    unit.ambiguous = candidates.map(({ id }) => id);
    return;
  }
  unit.read[side] = only;
  unit.ids[side] = only.id;
  if (holder) absorb(unit, holder);
}
