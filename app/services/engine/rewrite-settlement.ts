import type { SyncError } from "#app/sync/errors.ts";
import type { Clock, Settlement } from "#app/sync/ports.ts";
import { retryAt } from "./retry-unit.ts";
import type { Unit } from "./unit.ts";

/** Version of a link that is always compared in full, so that a quick look at one side cannot say that the pair is in step. */
export const NOT_IN_STEP = 0;

/** The record has, or has just got, its counterpart, and is not held back by a limit. */
export function isInHubspot({ end }: Unit): boolean {
  if (end?.kind !== "settled") return false;
  return end.settlements.some(({ link, outcome }) => link !== null && outcome?.status !== "excluded");
}

/** Changes the settlement that carries the unit's own link. */
export function rewriteSettlement(unit: Unit, change: (settlement: Settlement) => Settlement): void {
  const { end } = unit;
  if (end?.kind !== "settled") return;
  unit.end = {
    kind: "settled",
    settlements: end.settlements.map((settlement) => (settlement.link ? change(settlement) : settlement)),
  };
}

/** The record's settlement says that it must be looked at once more, and in full: what goes with it has not been written. */
export function putBackSettled(clock: Clock, unit: Unit, error: SyncError): void {
  rewriteSettlement(unit, (settlement) => ({
    ...settlement,
    link: settlement.link && { ...settlement.link, settingsVersion: NOT_IN_STEP },
    retryAt: retryAt(clock, unit, error),
    lastError: error.code,
  }));
}
