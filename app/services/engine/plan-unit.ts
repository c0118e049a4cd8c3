import type { Plan } from "#app/sync/plan/plan.ts";
import { planRecord } from "#app/sync/plan/plan-record.ts";
import type { SideRecord } from "#app/sync/record.ts";
import { barrier } from "./barrier.ts";
import type { EngineContext } from "./context.ts";
import type { Unit } from "./unit.ts";

/** Plans a unit from what was read, with what has been written since laid over it. */
export function planUnit(context: EngineContext, unit: Unit): Plan {
  return planRecord({
    ...context,
    shop: context.connection.shop,
    shopify: current(unit.read.shopify, unit.stored.shopify),
    hubspot: current(unit.read.hubspot, unit.stored.hubspot),
    link: unit.link,
    owner: unit.owner,
    ofOtherShop: unit.ofOtherShop,
    tombstone: barrier(unit),
    ambiguous: unit.ambiguous,
    refused: unit.refused,
    done: doneFields(context, unit),
    now: context.clock.now(),
  });
}

function current(record: SideRecord | null, stored: SideRecord["values"]): SideRecord | null {
  return record && { ...record, values: { ...record.values, ...stored } };
}

/** Fields written a moment ago: what the vendor made of them is settled, not compared and written again. */
function doneFields(context: EngineContext, unit: Unit): ReadonlySet<string> {
  const { shopify, hubspot } = unit.written;
  const done = context.definition.fields.filter(
    (field) => hubspot.has(field.hubspot) || (field.direction !== "to_hubspot" && shopify.has(field.shopify)),
  );
  return new Set(done.map(({ hubspot: property }) => property));
}
