import { SyncError, toSyncError } from "#app/sync/errors.ts";
import { intendedBy } from "#app/sync/plan/baseline.ts";
import type { Plan } from "#app/sync/plan/plan.ts";
import { recordKey } from "#app/sync/plan/plan-create.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { Side, Values } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import { adoptHolders, reread } from "./adopt-holders.ts";
import { applyResult } from "./apply-result.ts";
import type { EngineContext } from "./context.ts";
import { planUnit } from "./plan-unit.ts";
import { finishUnit } from "./settle-unit.ts";
import type { Unit } from "./unit.ts";
import { openUnits } from "./unit.ts";
import { writeIsolated } from "./write-isolated.ts";

// A creation in Shopify, then its one-way fields in HubSpot, then once more without a field that was refused.
const MAX_ROUNDS = 5;

/**
 * Plans and writes until every unit has an end: each round is one batched write a side. Another round follows for what a round turned
 * up: the holder of a match key, a refused field, a record created in Shopify whose facts HubSpot lacks. Off is off: before each round
 * it is asked whether writing is still wanted; if not, what is open is put back.
 */
export async function writeUnits(context: EngineContext, units: readonly Unit[]): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    planUnits(context, openUnits(units));
    await refreshStale(context, openUnits(units));
    const open = openUnits(units);
    if (open.length === 0) return;
    if (!(await context.mayWrite(noteIntentions(context, open)))) {
      putBack(context, open, "switched_off");
      return;
    }
    for (const side of sides) await writeSide(context, openUnits(open), side);
    await adoptHolders(context, units, openUnits(open));
  }
  putBack(context, openUnits(units), "plan_unsteady");
}

/** What the round's updates will make of their pairs; kept with the pair until it settles. */
function noteIntentions(context: EngineContext, units: readonly Unit[]) {
  return units.flatMap((unit) => {
    const { plan, link, read, stored } = unit;
    if (plan?.kind !== "update" || !link || !read.shopify || !read.hubspot) return [];
    const values = {
      shopify: { ...read.shopify.values, ...stored.shopify },
      hubspot: { ...read.hubspot.values, ...stored.hubspot },
    };
    const intended = intendedBy(context, values, { shopify: plan.toShopify, hubspot: plan.toHubspot });
    unit.link = { ...link, intended: { ...link.intended, ...intended } };
    return [{ shopifyId: link.shopifyId, intended }];
  });
}

function putBack(context: EngineContext, units: readonly Unit[], code: string): void {
  const error = new SyncError("transient", { code });
  for (const unit of units) finishUnit(context, unit, { kind: "retry", error });
}

function planUnits(context: EngineContext, units: readonly Unit[]): void {
  for (const unit of units) {
    const plan = planUnit(context, unit);
    unit.plan = plan;
    if (plan.kind !== "create" && plan.kind !== "update") {
      notePlan(unit, plan);
      finishUnit(context, unit, plan);
    }
  }
  for (const unit of openUnits(units)) if (unit.plan && !isStale(unit)) notePlan(unit, unit.plan);
}

/** A bulk read's line may be older than an edit in Shopify: what would be written there is planned anew from a fresh read. */
async function refreshStale(context: EngineContext, units: readonly Unit[]): Promise<void> {
  const stale = units.filter(isStale);
  if (stale.length === 0) return;
  await reread(context, stale, "shopify");
  for (const unit of stale) unit.stale = false;
  planUnits(context, openUnits(stale));
}

function isStale({ stale, plan }: Unit): boolean {
  return stale && plan?.kind === "update" && Object.keys(plan.toShopify).length > 0;
}

/** What of a plan outlives its round. */
function notePlan(unit: Unit, plan: Plan): void {
  if (!("putBack" in plan)) return;
  unit.effect ??= plan.effect;
  unit.putBacks += plan.putBack.length > 0 ? 1 : 0;
}

/** The write that a unit's plan wants on a side; null when there is none. */
function writeOf(context: EngineContext, unit: Unit, side: Side): RecordWrite | null {
  const { plan } = unit;
  if (plan?.kind === "create") {
    if (plan.side !== side) return null;
    const source = unit.ids.shopify ?? unit.ids.hubspot ?? "";
    const name = context.definition.keyAttribute && unit.read.shopify?.values[context.definition.keyAttribute];
    return {
      kind: "create",
      ref: `new:${source}`,
      key: recordKey(context.connection.shop, name || source),
      values: { ...plan.values, ...firstSyncValues(context, side) },
      ...(unit.parentId && { parentId: unit.parentId }),
    };
  }
  const id = unit.ids[side];
  if (plan?.kind !== "update" || !id) return null;
  const values: Values = side === "shopify" ? plan.toShopify : plan.toHubspot;
  return Object.keys(values).length > 0 ? { kind: "update", ref: id, id, values } : null;
}

/** What marks a record that a first sync makes, so that workflows can leave it alone. */
function firstSyncValues({ definition, trustsAnswers, isAudit }: EngineContext, side: Side): Values {
  if (side === "shopify" || !trustsAnswers || isAudit) return {};
  // Not a field that anybody maps: the definition under the merchant's settings is without it.
  const { fields } = definition.base ?? definition;
  return Object.fromEntries(fields.filter(({ onFirstSync }) => onFirstSync).map(({ hubspot }) => [hubspot, "true"]));
}

async function writeSide(context: EngineContext, units: readonly Unit[], side: Side): Promise<void> {
  const writes = new Map<Unit, RecordWrite>();
  for (const unit of units) {
    const write = writeOf(context, unit, side);
    if (write) writes.set(unit, write);
  }
  if (writes.size === 0) return;
  const results = await writeIsolated(context.ports[side], [...writes.values()]);
  for (const [unit, write] of writes) {
    const missing: WriteResult = { kind: "failed", error: toSyncError(new Error("no answer for a write")) };
    applyResult(context, unit, side, write, results.get(write.ref) ?? missing);
  }
}
