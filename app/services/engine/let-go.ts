import type { ObjectKey } from "#app/sync/record.ts";
import type { EngineContext } from "./context.ts";
import { isInHubspot } from "./rewrite-settlement.ts";
import { finishUnit } from "./settle-unit.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement, openUnits, settleUnit } from "./unit.ts";

/**
 * Ends the links of records whose HubSpot record has become another object's: a checkout's deal is its order's once that is placed. The
 * record itself is left out from now on, with that for its reason.
 */
export function letGo(context: EngineContext, units: readonly Unit[]): void {
  const { handsOver } = context.definition.hubspot;
  if (!handsOver) return;
  for (const unit of openUnits(units)) {
    const { read, link } = unit;
    if (!read.hubspot?.values[handsOver.property]) continue;
    unit.hasLeft = true;
    const endLinks = link ? [link.shopifyId] : [];
    if (!read.shopify) {
      settleUnit(unit, { ...bareSettlement(unit), endLinks });
      continue;
    }
    finishUnit(context, unit, { kind: "exclude", reason: handsOver.reason, details: null });
    if (unit.end?.kind !== "settled") continue;
    const settlements = unit.end.settlements.map((settlement) => ({
      ...settlement,
      link: null,
      endLinks: [...settlement.endLinks, ...endLinks],
      outcome: settlement.outcome && { ...settlement.outcome, hubspotId: null },
    }));
    unit.end = { kind: "settled", settlements };
  }
}

/**
 * Has both objects look again where a HubSpot record has changed hands: the one that is to let go of it, and the one that has it now, over
 * whose values the other may just have written.
 */
export async function markHandedOver(context: EngineContext, units: readonly Unit[]): Promise<void> {
  const { store, connection, definition } = context;
  const { takesOver, hubspot } = definition;
  const idsOf = (some: readonly Unit[]) => some.flatMap((unit) => unit.ids.hubspot ?? []);
  const taken = takesOver ? idsOf(units.filter((unit) => unit.link === null && isInHubspot(unit))) : [];
  if (takesOver && taken.length > 0) {
    const links = await store.links(connection, takesOver, "hubspot", taken);
    // In full: in Shopify nothing of them may have changed.
    const again = { object: takesOver, side: "shopify", lane: "live", forced: "retry" } as const;
    await store.mark(
      connection,
      links.map(({ shopifyId: recordId }) => ({ ...again, recordId })),
    );
  }
  const left = hubspot.handsOver ? idsOf(units.filter((unit) => unit.hasLeft && unit.link !== null)) : [];
  if (hubspot.handsOver && left.length > 0) await markLinked(context, hubspot.handsOver.to, left);
}

async function markLinked({ store, connection }: EngineContext, object: ObjectKey, ids: readonly string[]) {
  const links = await store.links(connection, object, "hubspot", ids);
  await store.mark(
    connection,
    links.map(({ hubspotId: recordId }) => ({ object, side: "hubspot", recordId, lane: "live" }) as const),
  );
}
