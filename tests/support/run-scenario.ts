import type { Side, SideRecord, Value } from "#app/sync/record.ts";
import { checkQuiet } from "./check-quiet.ts";
import type { Scenario } from "./engine-scenarios.ts";
import type { CheckedField } from "./scenario-fields.ts";
import { emailField, oneWayFields, twoWayFields } from "./scenario-fields.ts";
import type { RecordState, ScenarioWorld, Step } from "./scenario-world.ts";

/** What was true at the last quiet, and what people have done since: the model that the product is held against. */
export interface Model {
  states: readonly RecordState[];
  customers: ReadonlyMap<string, SideRecord>;
  contacts: ReadonlyMap<string, SideRecord>;
  /** `side:id:field` → last value a person gave it since then */
  edits: Map<string, Value>;
  /** `side:id` of records that a merge, a restore or their creation changed since then */
  reshaped: Set<string>;
  /** `side:id` of records whose counterpart was deleted or merged away → the other side's records at that time: none later is made for it */
  orphans: Map<string, ReadonlySet<string>>;
}

const fields = new Map<string, CheckedField>(
  [emailField, ...twoWayFields, ...oneWayFields].flatMap((field) => [
    [`shopify:${field.shopify}`, field],
    [`hubspot:${field.hubspot}`, field],
  ]),
);

/** Plays a scenario and checks the product's promises at each quiet. @throws the first promise that is broken. */
export async function runScenario(world: ScenarioWorld, scenario: Scenario): Promise<void> {
  const model: Model = {
    states: [],
    customers: new Map(),
    contacts: new Map(),
    edits: new Map(),
    reshaped: new Set(),
    orphans: new Map(),
  };
  for (const step of scenario.before) await takeStep(world, model, step);
  await world.startBackfill();
  for (const phase of scenario.phases) {
    for (const step of phase) await takeStep(world, model, step);
    await world.quiesce();
    await checkQuiet(world, model);
    await remember(world, model);
  }
}

async function remember(world: ScenarioWorld, model: Model): Promise<void> {
  model.states = await world.states();
  model.customers = new Map((await world.customers()).map((record) => [record.id, record]));
  model.contacts = new Map((await world.contacts()).map((record) => [record.id, record]));
  model.edits = new Map();
  model.reshaped = new Set();
}

async function takeStep(world: ScenarioWorld, model: Model, step: Step): Promise<void> {
  switch (step.kind) {
    case "deliver":
      return world.deliver(step.plan);
    case "advance":
      return world.advance(step.ms);
    case "work": {
      const { meanwhile } = step;
      return world.work(step, async () => {
        if (meanwhile) await takeStep(world, model, meanwhile);
      });
    }
    default:
      return act(world, model, step);
  }
}

type Act = Exclude<Step, { kind: "deliver" | "advance" | "work" }>;

async function act(world: ScenarioWorld, model: Model, step: Act): Promise<void> {
  switch (step.kind) {
    case "create_customer":
      return noteCreated(model, "shopify", await world.createCustomer(step.values));
    case "create_contact":
      return noteCreated(model, "hubspot", await world.createContact(step.values));
    case "edit_customer":
      return edit(model, "shopify", await world.customers(), step, (id) =>
        world.editCustomer(id, step.field, step.value),
      );
    case "edit_contact":
      return edit(model, "hubspot", await world.contacts(), step, (id) =>
        world.editContact(id, step.field, step.value),
      );
    case "delete_customer": {
      const id = pick(await world.customers(), step.who)?.id;
      if (!id) return;
      await noteOrphan(world, model, "shopify", id);
      return world.deleteCustomer(id);
    }
    case "delete_contact": {
      const id = pick(await world.contacts(), step.who)?.id;
      if (!id) return;
      await noteOrphan(world, model, "hubspot", id);
      return world.deleteContact(id);
    }
    case "restore_contact": {
      const id = pickOne(await world.deletedContacts(), step.who);
      if (id) await world.restoreContact(id);
      if (id) model.reshaped.add(`hubspot:${id}`);
      return;
    }
    case "merge_customers": {
      const records = await world.customers();
      const [winner, loser] = [pick(records, step.who)?.id, pick(records, step.other)?.id];
      if (!winner || !loser || winner === loser) return;
      await noteOrphan(world, model, "shopify", loser);
      model.reshaped.add(`shopify:${winner}`);
      return world.mergeCustomers(winner, loser);
    }
    case "merge_contacts": {
      const records = await world.contacts();
      const [primary, other] = [pick(records, step.who)?.id, pick(records, step.other)?.id];
      if (!primary || !other || primary === other) return;
      model.reshaped.add(`hubspot:${primary}`);
      // With the other contact its customer goes over to the one that is kept, and is not made for it.
      const there = new Set((await world.customers()).map((record) => record.id));
      if (model.orphans.has(`hubspot:${primary}`)) model.orphans.set(`hubspot:${primary}`, there);
      return world.mergeContacts(primary, other, step.newId);
    }
    case "opt_out": {
      const id = pick(await world.contacts(), step.who)?.id;
      if (!id) return;
      model.edits.set(`hubspot:${id}:emailOptOut`, String(step.value));
      return world.optOut(id, step.value);
    }
  }
}

function noteCreated(model: Model, side: Side, id: string | null): void {
  if (id) model.reshaped.add(`${side}:${id}`);
}

async function noteOrphan(world: ScenarioWorld, model: Model, side: Side, id: string): Promise<void> {
  const [own, other] =
    side === "shopify" ? (["shopifyId", "hubspotId"] as const) : (["hubspotId", "shopifyId"] as const);
  const pair = (await world.states()).find((state) => state[own] === id && state[other] && state.status === "in_sync");
  const there = side === "shopify" ? await world.customers() : await world.contacts();
  const survivor = side === "shopify" ? "hubspot" : "shopify";
  if (pair) model.orphans.set(`${survivor}:${pair[other]}`, new Set(there.map((record) => record.id)));
}

async function edit(
  model: Model,
  side: Side,
  records: readonly SideRecord[],
  step: { readonly who: number; readonly field: string; readonly value: Value },
  write: (id: string) => Promise<true | null>,
): Promise<void> {
  const id = pick(records, step.who)?.id;
  if (!id || (await write(id)) === null) return;
  const field = fields.get(`${side}:${step.field}`);
  model.edits.set(`${side}:${id}:${field?.hubspot ?? step.field}`, field ? field.normal(step.value) : step.value);
}

function pick(records: readonly SideRecord[], who: number): SideRecord | undefined {
  return pickOne(
    [...records].sort((a, b) => Number(a.id) - Number(b.id)),
    who,
  );
}

function pickOne<T>(list: readonly T[], who: number): T | undefined {
  return list.length > 0 ? list[who % list.length] : undefined;
}
