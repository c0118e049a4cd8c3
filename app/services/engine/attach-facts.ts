import { cartFact } from "#app/sync/facts/cart-fact.ts";
import { orderFact } from "#app/sync/facts/order-fact.ts";
import type { RecordFact } from "#app/sync/ports.ts";
import type { EngineContext } from "./context.ts";
import { isInHubspot, rewriteSettlement } from "./rewrite-settlement.ts";
import type { Unit } from "./unit.ts";

/**
 * Settled orders and carts leave their figures for the reports: what HubSpot holds, the reports count. So do those that are left out
 * because another object has them now.
 */
export function attachFacts(context: EngineContext, units: readonly Unit[]): void {
  if (!context.definition.facts) return;
  for (const unit of units) {
    const isKept = isInHubspot(unit);
    const fact = isKept || isHandedOver(context, unit) ? factOf(context, unit) : null;
    if (fact && isKept) rewriteSettlement(unit, (settlement) => ({ ...settlement, fact }));
    else if (fact && unit.end?.kind === "settled") {
      const settlements = unit.end.settlements.map((one) => (one.outcome ? { ...one, fact } : one));
      unit.end = { kind: "settled", settlements };
    }
  }
}

/** Left out because another object has its HubSpot record, or stands for it there. */
export function isHandedOver({ definition }: EngineContext, { end }: Unit): boolean {
  const reason = definition.hubspot.handsOver?.reason;
  return (
    reason !== undefined && end?.kind === "settled" && end.settlements.some(({ outcome }) => outcome?.reason === reason)
  );
}

function factOf({ definition, connectionId, hash }: EngineContext, unit: Unit): RecordFact | null {
  const record = unit.read.shopify;
  if (!record || record.children === undefined) return null;
  const { stages } = definition;
  const stageId = record.values.stageId ?? (stages && unit.read.hubspot?.values[stages.stageProperty]) ?? null;
  const context = { connectionId, hash, stageId, deletedAt: null };
  return definition.facts === "order" ? orderFact(record, context) : cartFact(record, context);
}
