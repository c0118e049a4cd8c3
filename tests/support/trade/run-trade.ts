import type { MainObjectKey, ObjectKey, Side, SideRecord, Value } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { RecordState } from "../scenario-world.ts";
import { checkTrade } from "./check-trade.ts";
import { checkedFields } from "./checked-fields.ts";
import type { Holders } from "./note-holders.ts";
import { noHolders, noteHolders } from "./note-holders.ts";
import type { TradeScenario } from "./trade-scenarios.ts";
import type { TradeStep, TradeWorld } from "./trade-world.ts";
import { acts } from "./trade-world.ts";

/** One object at the last quiet. */
interface Known {
  readonly states: readonly RecordState[];
  readonly shopify: ReadonlyMap<string, SideRecord>;
  readonly hubspot: ReadonlyMap<string, SideRecord>;
}

/** What was true at the last quiet, and what people have done since. */
export interface TradeModel {
  known: ReadonlyMap<MainObjectKey, Known>;
  /** `side:object:id:property` → the last value that a person gave it since then */
  edits: Map<string, Value>;
  /** `object:id` of HubSpot records that people deleted, ever */
  readonly deletedInHubspot: Set<string>;
  /** how many acts touched HubSpot's one-way fields, ever: the breaker counts them */
  putBacks: number;
  /** a part was deleted in HubSpot since the last quiet */
  isPartMissing: boolean;
  /** a product was deleted on either side since the last quiet: lines name it until their order is looked at */
  isProductGone: boolean;
  /** who bore which address, and when */
  readonly holders: Holders;
}

/**
 * Plays a scenario and checks the product's promises at each quiet. @throws the first promise that is broken.
 * @param switches whether modes are switched once on the way, while everything goes on
 */
export async function runTrade(world: TradeWorld, scenario: TradeScenario, switches = false): Promise<void> {
  const model: TradeModel = {
    known: new Map(),
    edits: new Map(),
    deletedInHubspot: new Set(),
    putBacks: 0,
    isPartMissing: false,
    isProductGone: false,
    holders: noHolders(),
  };
  for (const step of scenario.before) await takeStep(world, model, step);
  await world.startBackfills();
  for (const [index, phase] of scenario.phases.entries()) {
    for (const [nth, step] of phase.entries()) {
      if (switches && index === 0 && nth === Math.floor(phase.length / 2)) await switchModes(world, model);
      await takeStep(world, model, step);
    }
    await world.quiesce();
    // Nobody tells of a part that was deleted in HubSpot: it is for the audit to find.
    if (model.isPartMissing) {
      await world.startAudits();
      await world.quiesce();
      model.isPartMissing = false;
    }
    await checkTrade(world, model);
    await remember(world, model);
  }
}

/** What was known of orders and carts in HubSpot is of other records from now on. */
async function switchModes(world: TradeWorld, model: TradeModel): Promise<void> {
  await world.switchModes?.();
  const known = new Map(model.known);
  for (const object of ["orders", "carts"] as const) known.delete(object);
  model.known = known;
}

async function remember(world: TradeWorld, model: TradeModel): Promise<void> {
  const known = new Map<MainObjectKey, Known>();
  for (const object of mainObjectKeys) {
    const byId = async (side: Side) =>
      new Map((await world.records(side, object)).map((record) => [record.id, record] as const));
    known.set(object, {
      states: await world.states(object),
      shopify: await byId("shopify"),
      hubspot: await byId("hubspot"),
    });
  }
  model.known = known;
  model.edits = new Map();
  model.isProductGone = false;
}

async function takeStep(world: TradeWorld, model: TradeModel, step: TradeStep): Promise<void> {
  await play(world, model, step);
  await noteHolders(world, model.holders);
}

async function play(world: TradeWorld, model: TradeModel, step: TradeStep): Promise<void> {
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
    case "act":
      return act(world, model, step);
  }
}

async function act(world: TradeWorld, model: TradeModel, step: Extract<TradeStep, { kind: "act" }>): Promise<void> {
  const kind = acts[step.act];
  const subject = "of" in kind ? kind.of : null;
  const id = subject && pick(await world.ids(subject[0], subject[1]), step.who);
  if (subject && !id) return;
  const other = "with" in kind ? pick(await world.ids(kind.with[0], kind.with[1]), step.other) : null;
  const products = await world.ids("shopify", "products");
  const variants = [...new Set(step.lines.flatMap((line) => pick(products, line) ?? []))];
  const { field, value } = step;
  if (!(await world.act({ act: step.act, id, other, field, value, variants, nth: step.who }))) return;
  if (subject && id) note(model, step.act, subject, id, field, value);
}

function note(
  model: TradeModel,
  name: string,
  [side, object]: readonly [Side, ObjectKey],
  id: string,
  field: string,
  value: Value,
): void {
  if (side === "hubspot" && name.startsWith("delete")) model.deletedInHubspot.add(`${object}:${id}`);
  if (name === "delete_product" || name === "delete_hubspot_product") model.isProductGone = true;
  if (name === "delete_hubspot_line") model.isPartMissing = true;
  if (side === "hubspot" && name.startsWith("edit")) model.putBacks += 1;
  if (field === "") return;
  const checked = checkedFields[object]?.find((entry) => entry[side] === field);
  if (checked) model.edits.set(`${side}:${object}:${id}:${checked.hubspot}`, checked.normal(value));
}

function pick(ids: readonly string[], who: number): string | null {
  const inOrder = [...ids].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return inOrder.length > 0 ? (inOrder[who % inOrder.length] ?? null) : null;
}
