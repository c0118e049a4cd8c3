import fc from "fast-check";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { DeliveryPlan, FaultName } from "../scenario-world.ts";
import type { ActName, TradeStep, TradeWork, WorkStep } from "./trade-world.ts";
import { acts } from "./trade-world.ts";

/** What was there before, and phases that each end in quiet, at which everything is checked. */
export interface TradeScenario {
  readonly before: readonly TradeStep[];
  readonly phases: readonly (readonly TradeStep[])[];
}

export interface TradeOptions {
  readonly fewest: number;
  readonly steps: number;
  readonly phases: number;
  readonly weights: { readonly act: number; readonly deliver: number; readonly work: number; readonly advance: number };
  readonly faults: readonly FaultName[];
}

export const everyTrade: TradeOptions = {
  fewest: 2,
  steps: 14,
  phases: 2,
  weights: { act: 9, deliver: 3, work: 6, advance: 2 },
  faults: ["none", "none", "none", "transient", "refused_batch", "crash"],
};

const beginnings: readonly ActName[] = [
  "create_customer",
  "create_company",
  "create_product",
  "create_product",
  "place_order",
  "place_guest_order",
  "abandon_cart",
  "make_hubspot_company",
  "make_hubspot_product",
];

/** Histories of all objects together in which every act, webhook, fault and restart is drawn. */
export function tradeScenarios(options: TradeOptions): fc.Arbitrary<TradeScenario> {
  const step = anyStep(options);
  return fc.record({
    before: fc.array(fc.constantFrom(...beginnings).chain(anyActOf), { minLength: 3, maxLength: 8 }),
    phases: fc.array(fc.array(step, { minLength: options.fewest, maxLength: options.steps }), {
      minLength: 1,
      maxLength: options.phases,
    }),
  });
}

function anyStep({ weights, faults }: TradeOptions): fc.Arbitrary<TradeStep> {
  const kinds = (Object.keys(acts) as ActName[]).map((name) => ({
    weight: acts[name].weight,
    arbitrary: anyActOf(name),
  }));
  const act = fc.oneof(...kinds);
  const advance = fc.record({
    kind: fc.constant("advance" as const),
    ms: fc.constantFrom(5, 900, 4_000, 70_000, 200_000),
  });
  return fc.oneof(
    { weight: weights.act, arbitrary: act },
    { weight: weights.deliver, arbitrary: anyDelivery() },
    { weight: weights.work, arbitrary: anyWork(faults, act) },
    { weight: weights.advance, arbitrary: advance },
  );
}

function anyActOf(act: ActName): fc.Arbitrary<TradeStep> {
  const kind = acts[act];
  const pools = "pools" in kind ? Object.entries(kind.pools) : [];
  const given =
    pools.length > 0
      ? fc
          .constantFrom(...pools)
          .chain(([field, pool]) => fc.record({ field: fc.constant(field), value: fc.constantFrom(...pool) }))
      : fc.constant({ field: "", value: null });
  const pick = fc.nat({ max: 5 });
  const lines = fc.array(pick, { minLength: 1, maxLength: 3 });
  return fc
    .record({ kind: fc.constant("act" as const), act: fc.constant(act), who: pick, other: pick, lines, given })
    .map(({ given: { field, value }, ...step }) => ({ ...step, field, value }));
}

function anyDelivery(): fc.Arbitrary<TradeStep> {
  const coin = fc.array(
    fc.nat({ max: 5 }).map((n) => n === 0),
    { maxLength: 12 },
  );
  const plan: fc.Arbitrary<DeliveryPlan> = fc.record({ lost: coin, twice: coin, reversed: fc.boolean() });
  return plan.map((value) => ({ kind: "deliver" as const, plan: value }));
}

const works: readonly TradeWork[] = [
  ...(["drain", "drain", "drain", "drain", "two_drains", "two_drains"] as const),
  ...(["sweep", "backfill", "drain_and_backfill", "associate", "associate", "effects"] as const),
];

function anyWork(faults: readonly FaultName[], act: fc.Arbitrary<TradeStep>): fc.Arbitrary<WorkStep> {
  const slowness: fc.Arbitrary<TradeStep> = fc.constant({ kind: "advance", ms: 130_000 });
  return fc.record({
    kind: fc.constant("work" as const),
    what: fc.constantFrom(...works),
    object: fc.constantFrom(...mainObjectKeys, "orders" as const, "orders" as const),
    faults: fc.array(fc.constantFrom(...faults), { maxLength: 12 }),
    records: fc.array(
      fc.nat({ max: 9 }).map((n) => n === 0),
      { maxLength: 6 },
    ),
    meanwhile: fc.option(fc.oneof({ weight: 3, arbitrary: act }, { weight: 1, arbitrary: slowness }), { nil: null }),
    after: fc.nat({ max: 60 }),
  });
}
