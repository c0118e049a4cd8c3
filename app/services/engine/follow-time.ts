import { expiresAt } from "#app/sync/ageing.ts";
import { toSyncError } from "#app/sync/errors.ts";
import type { EngineContext } from "./context.ts";
import { finishUnit } from "./settle-unit.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement, openUnits, settleUnit } from "./unit.ts";

/**
 * Ends records that Shopify shows no more. Of most nothing is concluded; one that was only beginning goes once its time is over, in HubSpot
 * as well, as if it had never been. Until then it is looked at again.
 */
export async function settleHidden(context: EngineContext, units: readonly Unit[]): Promise<void> {
  const hidden = openUnits(units).filter((unit) => unit.isHidden);
  if (hidden.length === 0) return;
  const now = context.clock.now().toISOString();
  const due: Unit[] = [];
  for (const unit of hidden) {
    const { ageing } = context.definition;
    const endsAt = ageing && unit.read.hubspot ? expiresAt(ageing, unit.read.hubspot.values) : null;
    if (endsAt !== null && endsAt <= now && context.mayCarryDeletions) due.push(unit);
    else settleUnit(unit, { ...bareSettlement(unit), retryAt: endsAt !== null && endsAt > now ? endsAt : null });
  }
  if (due.length === 0) return;
  const mayWrite = await context.mayWrite([]);
  const results = mayWrite ? await context.archive(due.flatMap((unit) => unit.ids.hubspot ?? [])) : new Map();
  for (const unit of due) {
    const result = results.get(unit.ids.hubspot ?? "");
    if (result === "done") settleExpired(unit);
    else
      finishUnit(context, unit, { kind: "retry", error: result ?? toSyncError(new Error("no answer for a deletion")) });
  }
}

/** No tombstone: neither side has the record any more. */
function settleExpired(unit: Unit): void {
  unit.hasLeft = true;
  settleUnit(unit, {
    ...bareSettlement(unit),
    endLinks: unit.ids.shopify ? [unit.ids.shopify] : [],
    dropOutcomes: [
      { side: "shopify", recordId: unit.ids.shopify ?? "" },
      { side: "hubspot", recordId: unit.ids.hubspot ?? "" },
    ],
  });
}

/** Has records that will stand otherwise by the passing of time alone looked at again then. */
export function lookAgainInTime({ definition, clock }: EngineContext, units: readonly Unit[]): void {
  const { ageing } = definition;
  if (!ageing) return;
  for (const unit of units) {
    const { read, end } = unit;
    const retryAt = read.shopify ? ageing.nextAt(read.shopify, clock.now()) : null;
    if (retryAt === null || end?.kind !== "settled") continue;
    const settlements = end.settlements.map((settlement) => ({
      ...settlement,
      retryAt: settlement.retryAt ?? retryAt,
    }));
    unit.end = { kind: "settled", settlements };
  }
}
