import type { MainObjectKey, SideRecord } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { RecordState } from "../scenario-world.ts";
import { checkAssociations } from "./check-associations.ts";
import { checkLines } from "./check-lines.ts";
import type { TradeField } from "./checked-fields.ts";
import { checkedFields } from "./checked-fields.ts";
import type { TradeModel } from "./run-trade.ts";
import type { TradeWorld } from "./trade-world.ts";

/** One object now. */
interface Now {
  readonly object: MainObjectKey;
  readonly states: readonly RecordState[];
  readonly shopify: ReadonlyMap<string, SideRecord>;
  readonly hubspot: ReadonlyMap<string, SideRecord>;
}

export type Present = ReadonlyMap<MainObjectKey, Now>;

/** Holds everything that must be true when all is quiet against what people did. @throws Error that names the breach. */
export async function checkTrade(world: TradeWorld, model: TradeModel): Promise<void> {
  const present = await look(world);
  for (const now of present.values()) {
    checkAccounted(model, now);
    checkNoDuplicates(now);
    checkDeletions(model, now);
    for (const state of now.states) checkPair(model, now, state);
  }
  checkSuperseded(present);
  await checkLines(world, model, present);
  await checkAssociations(world, present, model.holders);
  if (model.isProductGone) await lookAgain(world);
  await checkNoEcho(world);
}

export function breach(rule: string, what: unknown): Error {
  return new Error(`${rule}: ${JSON.stringify(what)}`);
}

async function look(world: TradeWorld): Promise<Present> {
  const present = new Map<MainObjectKey, Now>();
  for (const object of mainObjectKeys) {
    const [shopify, hubspot] = [await world.records("shopify", object), await world.records("hubspot", object)];
    present.set(object, {
      object,
      states: await world.states(object),
      shopify: new Map(shopify.map((record) => [record.id, record])),
      hubspot: new Map(hubspot.map((record) => [record.id, record])),
    });
  }
  return present;
}

/** Nothing lost: every record in Shopify is in sync with one that is there, or excluded, or failing, each with a reason that is true. */
function checkAccounted(model: TradeModel, now: Now): void {
  for (const record of now.shopify.values()) {
    const mine = now.states.filter((state) => state.shopifyId === record.id);
    if (mine.length !== 1) throw breach(`each record of ${now.object} has one outcome`, { record, mine });
  }
  for (const state of now.states) {
    if (state.status !== "in_sync") {
      if (!state.reason) throw breach("a reason is given", state);
      if (!isTrue(model, now, state)) throw breach(`the reason of ${now.object} holds`, { state, now: now.object });
      continue;
    }
    if (!now.shopify.has(state.shopifyId ?? "") || !now.hubspot.has(state.hubspotId ?? ""))
      throw breach(`both ends of a pair of ${now.object} are there`, state);
  }
}

/** Reasons that scenarios can bring about, and when they may be given. */
function isTrue(model: TradeModel, now: Now, state: RecordState): boolean {
  const record = now.shopify.get(state.shopifyId ?? "");
  switch (state.reason) {
    case "no_email":
      return record?.values.email === null;
    case "no_contact":
      return record?.values.isContactable === "false";
    case "no_items":
      return record?.values.hasItems === "false";
    case "ordered":
      return Boolean(record?.values.completedAt);
    case "deleted_in_hubspot":
      // A checkout's deal may be its order's by then.
      return [...model.deletedInHubspot].some(
        (name) => name.startsWith(`${now.object}:`) || (now.object === "carts" && name.startsWith("orders:")),
      );
    case "deleted_in_shopify":
      return record === undefined && state.shopifyId === null;
    case "guest":
    case "creation_off":
    case "wrong_direction":
      return state.shopifyId === null;
    case "ambiguous_match":
      return now.object === "companies" || now.object === "products";
    case "email_taken":
      return now.object === "customers";
    case "portal_rule":
      return model.putBacks >= 5;
    default:
      return false;
  }
}

const ids: Readonly<Record<MainObjectKey, string>> = {
  customers: "tandem_customer_id",
  companies: "tandem_company_id",
  products: "tandem_variant_id",
  orders: "hs_external_order_id",
  carts: "hs_external_cart_id",
};

/** No duplicates: one HubSpot record a Shopify record and the reverse, whatever was repeated or killed. */
function checkNoDuplicates({ object, states, hubspot }: Now): void {
  const named = [...hubspot.values()].flatMap(({ values }) => values[ids[object]] ?? []);
  if (new Set(named).size !== named.length) throw breach(`a record of ${object} is one in HubSpot`, named);
  for (const side of ["shopifyId", "hubspotId"] as const) {
    const known = states.flatMap((state) => state[side] ?? []);
    if (new Set(known).size !== known.length) throw breach(`a record of ${object} has one outcome`, states);
  }
}

/** Deleted in Shopify: a product goes in HubSpot, too, an order is cancelled there, and what is left is left. */
function checkDeletions(model: TradeModel, { object, shopify, hubspot }: Now): void {
  const before = model.known.get(object);
  for (const state of before?.states ?? []) {
    if (state.status !== "in_sync" || shopify.has(state.shopifyId ?? "")) continue;
    const record = hubspot.get(state.hubspotId ?? "");
    const isDeletedThere = model.deletedInHubspot.has(`${object}:${state.hubspotId}`);
    if (object === "products" && record) throw breach("a deleted product is deleted in HubSpot", state);
    if (object !== "products" && !record && !isDeletedThere) throw breach("a deletion is not carried over", state);
    const isEdited = [...model.edits.keys()].some((key) => key.startsWith(`hubspot:orders:${state.hubspotId}:`));
    if (object !== "orders" || !record || isEdited) continue;
    const { hs_pipeline_stage: stage, hs_external_canceled_date: at } = record.values;
    if (stage !== "cancelled" || !at) throw breach("a deleted order is cancelled", record);
  }
}

function checkPair(model: TradeModel, now: Now, state: RecordState): void {
  const own = now.shopify.get(state.shopifyId ?? "");
  const theirs = now.hubspot.get(state.hubspotId ?? "");
  if (state.status !== "in_sync" || !own || !theirs) return;
  for (const field of checkedFields[now.object] ?? []) {
    if (field.twoWay) checkTwoWay(model, now, { state, own, theirs }, field);
    else if (
      !isTheirs(field, own) &&
      field.normal(own.values[field.shopify]) !== field.normal(theirs.values[field.hubspot])
    )
      throw breach(`one-way ${field.hubspot} of ${now.object} holds Shopify's value`, { own, theirs: theirs.values });
  }
}

/** What people fill in where Shopify says nothing is theirs, unless the property is ours. */
function isTheirs(field: TradeField, own: SideRecord): boolean {
  return field.normal(own.values[field.shopify]) === null && !field.hubspot.startsWith("tandem_");
}

interface Pair {
  readonly state: RecordState;
  readonly own: SideRecord;
  readonly theirs: SideRecord;
}

/** No overwrite: what one side alone changed is on both; of a conflict one of the two values is on both, or a blank decided nothing. */
function checkTwoWay(model: TradeModel, { object }: Now, { own, theirs, state }: Pair, field: TradeField): void {
  const values = {
    shopify: field.normal(own.values[field.shopify]),
    hubspot: field.normal(theirs.values[field.hubspot]),
  };
  const edited = {
    shopify: model.edits.get(`shopify:${object}:${own.id}:${field.hubspot}`),
    hubspot: model.edits.get(`hubspot:${object}:${theirs.id}:${field.hubspot}`),
  };
  const agree = values.shopify === values.hubspot;
  const before = model.known.get(object);
  const known = before?.states.find((one) => one.shopifyId === own.id && one.hubspotId === theirs.id);
  const report = { object, field: field.hubspot, values, edited, state };
  if (known?.status !== "in_sync") {
    if (!agree && values.shopify !== null && values.hubspot !== null) throw breach("a pair agrees", report);
    return;
  }
  if (edited.shopify !== undefined && edited.hubspot !== undefined) {
    const isOne = agree && (values.shopify === edited.shopify || values.shopify === edited.hubspot);
    const isUndecided = !agree && (values.shopify === null || values.hubspot === null);
    if (!isOne && !isUndecided) throw breach("a conflict ends in one of its values", report);
    return;
  }
  const was = {
    shopify: field.normal(before?.shopify.get(own.id)?.values[field.shopify]),
    hubspot: field.normal(before?.hubspot.get(theirs.id)?.values[field.hubspot]),
  };
  if (edited.shopify === undefined && edited.hubspot === undefined) {
    if (values.shopify !== was.shopify || values.hubspot !== was.hubspot)
      throw breach("what nobody changed stays", { ...report, was });
    return;
  }
  const side = edited.shopify !== undefined ? "shopify" : "hubspot";
  if (values[side] !== edited[side]) throw breach("an edit is never overwritten", report);
  const isNone = was.shopify !== was.hubspot && edited[side] === was[side];
  if (!agree && !isNone) throw breach("an edit reaches the other side", { ...report, was });
}

/** Of a buyer's open carts only the newest is one to remind of. */
function checkSuperseded(present: Present): void {
  const carts = present.get("carts");
  const of = (isMeant: (state: RecordState) => boolean) => {
    const ids = (carts?.states ?? []).filter(isMeant).map(({ shopifyId }) => shopifyId);
    return [...(carts?.shopify.values() ?? [])].filter(({ id }) => ids.includes(id));
  };
  // One that was ordered is the buyer's newest all the same, though as a deal it is the order's.
  const records = of(({ status, reason }) => status === "in_sync" || reason === "ordered");
  for (const { id, values } of of(({ status }) => status === "in_sync")) {
    const isNewest = records.every(
      (other) =>
        other.values.buyerKey !== values.buyerKey || (other.values.createdAt ?? "") <= (values.createdAt ?? ""),
    );
    const expected = values.completedAt ? "recovered" : isNewest ? "abandoned" : "superseded";
    const hubspotId = carts?.states.find(({ shopifyId }) => shopifyId === id)?.hubspotId ?? "";
    const status = carts?.hubspot.get(hubspotId)?.values.hs_external_status;
    if (status !== expected) throw breach("a cart says where it stands", { id, status, expected });
  }
}

/** No echo: with everything marked once more, nothing is written on either side. */
async function checkNoEcho(world: TradeWorld): Promise<void> {
  const before = await world.writes();
  await lookAgain(world);
  const after = await world.writes();
  if (before.shopify !== after.shopify || before.hubspot !== after.hubspot)
    throw breach("a quiet product writes nothing", { before, after });
}

async function lookAgain(world: TradeWorld): Promise<void> {
  await world.markAll();
  await world.quiesce();
}
