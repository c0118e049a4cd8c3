import fc from "fast-check";
import type { Values } from "#app/sync/record.ts";
import type { CheckedField } from "./scenario-fields.ts";
import { emailField, oneWayFields, twoWayFields } from "./scenario-fields.ts";
import type { DeliveryPlan, FaultName, Step, Work } from "./scenario-world.ts";

/** A scenario: what was there before, and phases that each end in quiet, at which everything is checked. */
export interface Scenario {
  readonly before: readonly Step[];
  readonly phases: readonly (readonly Step[])[];
}

export interface ScenarioOptions {
  /** people give a record the e-mail address of another */
  readonly collisions: boolean;
  /** steps of a phase at least and at most */
  readonly fewest: number;
  readonly steps: number;
  /** how often each kind of step comes, relative to the others */
  readonly weights: { readonly act: number; readonly deliver: number; readonly work: number; readonly advance: number };
  readonly phases: number;
  /** faults the world can inject */
  readonly faults: readonly FaultName[];
}

export const everything: ScenarioOptions = {
  collisions: true,
  fewest: 0,
  steps: 14,
  weights: { act: 8, deliver: 3, work: 5, advance: 2 },
  phases: 2,
  faults: ["none", "none", "none", "transient", "refused_batch", "crash"],
};

const who = fc.nat({ max: 7 });

/** Scenarios in which every edit, webhook, fault and restart is drawn; fast-check prints the seed of one that fails and shrinks it. */
export function scenarios(options: ScenarioOptions): fc.Arbitrary<Scenario> {
  const step = anyStep(options);
  return fc.record({
    before: fc.array(anyCreation(options), { minLength: 1, maxLength: 5 }),
    phases: fc.array(fc.array(step, { minLength: options.fewest, maxLength: options.steps }), {
      minLength: 1,
      maxLength: options.phases,
    }),
  });
}

function anyStep(options: ScenarioOptions): fc.Arbitrary<Step> {
  const act = anyAct(options);
  const { weights } = options;
  return fc.oneof(
    { weight: weights.act, arbitrary: act },
    { weight: weights.deliver, arbitrary: anyDelivery() },
    { weight: weights.work, arbitrary: anyWork(options, act) },
    {
      weight: weights.advance,
      arbitrary: fc.record({
        kind: fc.constant("advance" as const),
        ms: fc.constantFrom(5, 900, 4_000, 70_000, 200_000),
      }),
    },
  );
}

function anyAct(options: ScenarioOptions): fc.Arbitrary<Step> {
  const pair = { who, other: who };
  return fc.oneof(
    { weight: 3, arbitrary: anyCreation(options) },
    { weight: 8, arbitrary: anyEdit("edit_customer", [...twoWayFields, ...oneWayFields], options) },
    { weight: 8, arbitrary: anyEdit("edit_contact", [...twoWayFields, ...oneWayFields], options) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete_customer" as const), who }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete_contact" as const), who }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("restore_contact" as const), who }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("merge_customers" as const), ...pair }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("merge_contacts" as const), ...pair, newId: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("opt_out" as const), who, value: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("edit_customer" as const),
        who,
        field: fc.constantFrom("emailConsent", "smsConsent"),
        value: fc.constantFrom("subscribed", "unsubscribed"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("edit_contact" as const),
        who,
        field: fc.constant("tandem_sms_consent"),
        value: fc.constantFrom("subscribed", "unsubscribed", "pending"),
      }),
    },
  );
}

function anyEdit(
  kind: "edit_customer" | "edit_contact",
  fields: readonly CheckedField[],
  { collisions }: ScenarioOptions,
): fc.Arbitrary<Step> {
  const side = kind === "edit_customer" ? "shopify" : "hubspot";
  const editable = [...fields, ...(collisions ? [emailField] : [])]
    .map((field) => ({ name: field[side], pool: side === "shopify" ? field.shopifyPool : field.hubspotPool }))
    .filter(({ pool }) => pool.length > 0);
  return fc
    .constantFrom(...editable)
    .chain(({ name, pool }) =>
      fc.record({ kind: fc.constant(kind), who, field: fc.constant(name), value: fc.constantFrom(...pool) }),
    );
}

function anyCreation({ collisions }: ScenarioOptions): fc.Arbitrary<Step> {
  const emails = (pool: CheckedField["shopifyPool"]) =>
    collisions ? fc.constantFrom(...pool) : fc.nat({ max: 1_000_000 }).map((n) => `p${n}@x.com`);
  const values = (side: "shopify" | "hubspot"): fc.Arbitrary<Values> => {
    const pool = (field: CheckedField) =>
      fc.constantFrom(...(side === "shopify" ? field.shopifyPool : field.hubspotPool));
    const entries = twoWayFields.map((field) => [field[side], pool(field)] as const);
    const email = emails(side === "shopify" ? emailField.shopifyPool : emailField.hubspotPool);
    return fc.record({ email, ...Object.fromEntries(entries) }) as fc.Arbitrary<Values>;
  };
  return fc.oneof(
    { weight: 2, arbitrary: values("shopify").map((v) => ({ kind: "create_customer" as const, values: v })) },
    { weight: 1, arbitrary: values("hubspot").map((v) => ({ kind: "create_contact" as const, values: v })) },
  );
}

function anyDelivery(): fc.Arbitrary<Step> {
  const coin = fc.array(
    fc.nat({ max: 5 }).map((n) => n === 0),
    { maxLength: 12 },
  );
  const plan: fc.Arbitrary<DeliveryPlan> = fc.record({ lost: coin, twice: coin, reversed: fc.boolean() });
  return plan.map((value) => ({ kind: "deliver" as const, plan: value }));
}

function anyWork({ faults }: ScenarioOptions, act: fc.Arbitrary<Step>): fc.Arbitrary<Step> {
  const slowness: fc.Arbitrary<Step> = fc.constant({ kind: "advance", ms: 130_000 });
  return fc.record({
    kind: fc.constant("work" as const),
    what: fc.constantFrom<Work>(
      "drain",
      "drain",
      "drain",
      "two_drains",
      "two_drains",
      "sweep",
      "backfill",
      "drain_and_backfill",
      "effects",
    ),
    faults: fc.array(fc.constantFrom(...faults), { maxLength: 12 }),
    records: fc.array(
      fc.nat({ max: 9 }).map((n) => n === 0),
      { maxLength: 6 },
    ),
    meanwhile: fc.option(fc.oneof({ weight: 3, arbitrary: act }, { weight: 1, arbitrary: slowness }), { nil: null }),
    after: fc.nat({ max: 40 }),
  });
}
