import { tombstoneReason } from "#app/sync/plan/plan-record.ts";
import type { OutcomeWrite, Settlement, Tombstone } from "#app/sync/ports.ts";
import type { Side } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import { deletedAt } from "./carry-deletions.ts";
import type { EngineContext } from "./context.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement, openUnits, otherSide, settleUnit } from "./unit.ts";

/**
 * Ends what was deleted. A deletion is never carried over: the link goes, a tombstone says that the record must not come back unasked,
 * and the record that remains is excluded with the reason.
 */
export function settleGone(context: EngineContext, units: readonly Unit[]): void {
  for (const unit of openUnits(units)) {
    const gone = sides.filter((side) => unit.gone[side]);
    if (gone.length > 0) settleUnit(unit, describeGone(context, unit, gone));
  }
}

function describeGone(context: EngineContext, unit: Unit, gone: readonly Side[]): Settlement {
  const tombstones = gone.flatMap((side) => tombstoneOf(context, unit, side));
  const [first] = gone;
  const survivor = gone.length === 1 && first && unit.link ? otherSide(first) : null;
  return {
    ...bareSettlement(unit),
    endLinks: unit.link ? [unit.link.shopifyId] : [],
    tombstones,
    // Dropped after the survivor's outcome is written, which takes over by what a person may look the pair up.
    dropOutcomes: gone.map((side) => ({ side, recordId: unit.ids[side] ?? "" })),
    outcome: survivor ? excludeSurvivor(unit, survivor, tombstones[0]) : null,
    ...endedFact(context, unit, gone),
  };
}

function endedFact(context: EngineContext, unit: Unit, gone: readonly Side[]): Pick<Settlement, "endedFact"> {
  const { facts } = context.definition;
  if (!facts || !gone.includes("shopify") || unit.ids.shopify === null) return {};
  return { endedFact: { kind: facts, shopifyId: unit.ids.shopify, deletedAt: deletedAt(context, unit) } };
}

function tombstoneOf(context: EngineContext, unit: Unit, side: Side): Tombstone[] {
  const recordId = unit.ids[side];
  // One that is there already knows the counterpart; this unit, whose link is gone, does not.
  const known = unit.tombstones.some((tombstone) => tombstone.side === side && tombstone.recordId === recordId);
  if (!recordId || (known && !unit.link)) return [];
  const change = unit.changes.find((entry) => entry.side === side);
  return [
    {
      side,
      recordId,
      counterpartId: unit.link ? unit.ids[otherSide(side)] : null,
      reason: change?.mergedInto ? "merged" : "deleted",
      at: change?.deletedAt ?? context.clock.now().toISOString(),
    },
  ];
}

function excludeSurvivor(unit: Unit, survivor: Side, tombstone: Tombstone | undefined): OutcomeWrite {
  return {
    shopifyId: survivor === "shopify" ? unit.ids.shopify : null,
    hubspotId: survivor === "hubspot" ? unit.ids.hubspot : null,
    status: "excluded",
    reason: tombstoneReason(otherSide(survivor), tombstone?.reason ?? "deleted"),
    details: null,
    lastAction: null,
    changedFields: null,
    searchHashes: null,
  };
}
