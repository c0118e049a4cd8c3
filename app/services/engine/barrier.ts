import { isDecision } from "#app/sync/plan/plan-record.ts";
import type { Tombstone } from "#app/sync/ports.ts";
import type { Unit } from "./unit.ts";
import { subjectSide } from "./unit.ts";

/** What no record being there lifts: a redacted one is there all along, and a merchant's decision is theirs to take back. */
export function isLasting(tombstone: Tombstone): boolean {
  return tombstone.reason === "redacted" || isDecision(tombstone);
}

/**
 * What keeps a unit from syncing: the merchant's decision to leave it out, be it a pair or a lone record; of a lone one the tombstone of
 * its counterpart, or a lasting one of itself. Not one that is being lifted.
 */
export function barrier(unit: Unit): Tombstone | null {
  const standing = unit.tombstones.filter((tombstone) => !unit.lift.includes(tombstone));
  const excluded = standing.find(({ reason, side, recordId }) => reason === "excluded" && recordId === unit.ids[side]);
  const side = subjectSide(unit);
  if (excluded || !side) return excluded ?? null;
  const bars = standing.filter((tombstone) => tombstone.side !== side || isLasting(tombstone));
  return bars.find(isDecision) ?? bars[0] ?? null;
}
