import type { SideRecord, Value } from "#app/sync/record.ts";
import type { Model } from "./run-scenario.ts";
import type { CheckedField } from "./scenario-fields.ts";
import { emailField, impossible, oneWayFields, twoWayFields } from "./scenario-fields.ts";
import type { RecordState, ScenarioWorld } from "./scenario-world.ts";

interface Pair {
  readonly state: RecordState;
  readonly customer: SideRecord;
  readonly contact: SideRecord;
}

/** Holds everything that must be true when all is quiet against what people did since the last time. @throws Error that names the breach. */
export async function checkQuiet(world: ScenarioWorld, model: Model): Promise<void> {
  const states = await world.states();
  const customers = new Map((await world.customers()).map((record) => [record.id, record]));
  const contacts = new Map((await world.contacts()).map((record) => [record.id, record]));
  checkAccounted(states, customers, contacts);
  await checkNoDuplicates(world, states, model);
  for (const state of states) {
    const customer = customers.get(state.shopifyId ?? "");
    const contact = contacts.get(state.hubspotId ?? "");
    if (state.status === "excluded" || !customer || !contact) continue;
    checkPair(model, { state, customer, contact });
  }
  await checkNoEcho(world);
}

function breach(rule: string, what: unknown): Error {
  return new Error(`${rule}: ${JSON.stringify(what)}`);
}

/** Nothing lost: every customer is in sync with a contact that is there, or excluded, or failing with a reason. */
function checkAccounted(
  states: readonly RecordState[],
  customers: ReadonlyMap<string, SideRecord>,
  contacts: ReadonlyMap<string, SideRecord>,
): void {
  for (const customer of customers.values()) {
    const mine = states.filter((state) => state.shopifyId === customer.id);
    if (mine.length !== 1) throw breach("each customer has one outcome", { id: customer.id, mine });
    const [state] = mine;
    const blank = emailField.normal(customer.values.email) === null;
    if (blank && state?.reason !== "no_email") throw breach("the limit excludes customers without e-mail", state);
  }
  for (const state of states) {
    if (state.status !== "in_sync" && !state.reason) throw breach("a reason is given", state);
    if (state.status !== "in_sync") continue;
    if (!customers.has(state.shopifyId ?? "") || !contacts.has(state.hubspotId ?? ""))
      throw breach("both ends of a pair in sync are there", state);
  }
}

/** No duplicates: one contact a customer and the reverse, whatever was repeated or killed; and what was deleted stays so. */
async function checkNoDuplicates(world: ScenarioWorld, states: readonly RecordState[], model: Model): Promise<void> {
  const created = await world.created();
  const made = (await world.contacts()).filter(({ id }) => created.contacts.includes(id));
  const customers = made.flatMap(({ values }) => values.tandem_customer_id ?? []);
  if (new Set(customers).size !== customers.length) throw breach("a customer has one contact", made);
  for (const side of ["shopifyId", "hubspotId"] as const) {
    const ids = states.flatMap((state) => state[side] ?? []);
    if (new Set(ids).size !== ids.length) throw breach("a record has one outcome", states);
  }
  for (const { shopifyId, hubspotId } of states) {
    if (
      model.orphans.get(`hubspot:${hubspotId}`)?.has(shopifyId ?? "") === false &&
      created.customers.includes(shopifyId ?? "")
    )
      throw breach("a deleted customer is not made again", { shopifyId, hubspotId });
    if (
      model.orphans.get(`shopify:${shopifyId}`)?.has(hubspotId ?? "") === false &&
      created.contacts.includes(hubspotId ?? "")
    )
      throw breach("a deleted contact is not made again", { shopifyId, hubspotId });
  }
}

function checkPair(model: Model, pair: Pair): void {
  const { state, customer, contact } = pair;
  if (state.status === "failing" && !isTrue(pair)) throw breach("a failing record's reason holds", pair);
  if (state.reason === "ambiguous_match") return;
  for (const field of twoWayFields) checkTwoWay(model, pair, field);
  if (state.status !== "in_sync") return;
  for (const field of oneWayFields) {
    const [own, copy] = [field.normal(customer.values[field.shopify]), field.normal(contact.values[field.hubspot])];
    if (own !== copy) throw breach(`one-way ${field.hubspot} holds Shopify's value`, { own, copy, state });
  }
  if (contact.values.tandem_customer_id !== customer.id) throw breach("the contact names its customer", pair);
  const { smsConsent = null } = customer.values;
  if ((contact.values.tandem_sms_consent ?? null) !== smsConsent)
    throw breach("consent by text message is one on both sides", pair);
  checkConsent(model, pair);
}

/** Reasons that scenarios can bring about, and when they may be given. */
function isTrue({ state, contact }: Pair): boolean {
  const { reason } = state;
  const phone = contact.values.phone?.toLowerCase() ?? null;
  const country = contact.values.country?.toLowerCase() ?? null;
  if (reason === "invalid_phone") return impossible.has(phone);
  if (reason === "invalid_value") return impossible.has(country);
  // Who holds an address or a number may have let it go after the last try.
  return ["email_taken", "phone_taken", "ambiguous_match", "portal_rule", "consent_refused"].includes(reason ?? "");
}

/** No overwrite: what one side alone changed is on both; of a conflict one of the two values is on both, or a blank decided nothing. */
function checkTwoWay(model: Model, { state, customer, contact }: Pair, field: CheckedField): void {
  const [own, theirs] = [field.normal(customer.values[field.shopify]), field.normal(contact.values[field.hubspot])];
  const report = () => ({ field: field.hubspot, own, theirs, state, edits: [...model.edits] });
  const agree = own === theirs;
  const cannot = impossible.has(theirs?.toLowerCase() ?? null) || state.status === "failing";
  const edited = {
    shopify: model.edits.get(`shopify:${customer.id}:${field.hubspot}`),
    hubspot: model.edits.get(`hubspot:${contact.id}:${field.hubspot}`),
  };
  const before = model.states.find((entry) => entry.shopifyId === customer.id && entry.hubspotId === contact.id);
  const fresh = before?.status !== "in_sync" || isReshaped(model, customer, contact);
  if (fresh) {
    if (!agree && !cannot && own !== null && theirs !== null) throw breach("a pair agrees", report());
    return;
  }
  const was = {
    shopify: field.normal(model.customers.get(customer.id)?.values[field.shopify]),
    hubspot: field.normal(model.contacts.get(contact.id)?.values[field.hubspot]),
  };
  if (edited.shopify === undefined && edited.hubspot === undefined) {
    if (own !== was.shopify || theirs !== was.hubspot) throw breach("what nobody changed stays", { ...report(), was });
    return;
  }
  if (edited.shopify !== undefined && edited.hubspot !== undefined) {
    const oneOfThem = agree && (own === edited.shopify || own === edited.hubspot);
    const undecided = (own === null || theirs === null) && !agree;
    if (!oneOfThem && !undecided && !cannot) throw breach("a conflict ends in one of its values", report());
    return;
  }
  const value: Value | undefined = edited.shopify !== undefined ? edited.shopify : edited.hubspot;
  const editor = edited.shopify !== undefined ? own : theirs;
  if (editor !== value) throw breach("an edit is never overwritten", report());
  const moved = was.shopify !== was.hubspot && value === (edited.shopify !== undefined ? was.shopify : was.hubspot);
  if (!agree && !cannot && !moved) throw breach("an edit reaches the other side", report());
}

function isReshaped(model: Model, customer: SideRecord, contact: SideRecord): boolean {
  return model.reshaped.has(`shopify:${customer.id}`) || model.reshaped.has(`hubspot:${contact.id}`);
}

/** Consent: an unsubscribe since the last quiet is on both sides unless somebody subscribed as well. */
function checkConsent(model: Model, { customer, contact, state }: Pair): void {
  const before = model.states.find((entry) => entry.shopifyId === customer.id && entry.hubspotId === contact.id);
  if (before?.status !== "in_sync" || isReshaped(model, customer, contact)) return;
  const was = model.customers.get(customer.id)?.values.emailConsent;
  const said = model.edits.get(`shopify:${customer.id}:emailConsent`);
  // Said once more it is no change; what held before the pair settled first is told by our own properties alone.
  const shopify = said === was ? undefined : said;
  const hubspot = model.edits.get(`hubspot:${contact.id}:emailOptOut`);
  const [subscribed, optedOut] = [customer.values.emailConsent === "subscribed", contact.values.emailOptOut === "true"];
  if (shopify === "unsubscribed" && hubspot === undefined && !optedOut)
    throw breach("an unsubscribe reaches HubSpot", state);
  if (hubspot === "true" && shopify === undefined && subscribed) throw breach("an opt-out reaches Shopify", state);
  if (
    hubspot !== undefined &&
    shopify === undefined &&
    hubspot === "false" &&
    subscribed &&
    !model.customers.get(customer.id)
  )
    throw breach("HubSpot subscribes nobody", state);
}

/** No echo: with everything marked once more, nothing is written on either side. */
async function checkNoEcho(world: ScenarioWorld): Promise<void> {
  // A record that failed for an address that has come free since is written when it is looked at again.
  if ((await world.states()).some(({ status }) => status === "failing")) {
    await world.markAll();
    await world.quiesce();
  }
  const before = await world.writes();
  await world.markAll();
  await world.quiesce();
  const after = await world.writes();
  if (before.shopify !== after.shopify || before.hubspot !== after.hubspot)
    throw breach("a quiet product writes nothing", { before, after });
}
