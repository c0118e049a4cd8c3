import { expect, test } from "vitest";
import type { ObjectSettings } from "#app/sync/ports.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { noCalls } from "#tests/support/memory/memory-vendors.ts";

const ada = { email: "ada@example.com", firstName: "Ada", lastName: "Lovelace" };
const adaContact = { email: "ada@example.com", firstname: "Ada", lastname: "Lovelace" };

/** Delivers and drains until nothing is due for a minute. */
async function settle(engine: MemoryEngine): Promise<void> {
  for (let round = 0; round < 40; round++) {
    await engine.deliverAll();
    await engine.drain();
    engine.clock.advance(1_600);
  }
}

async function pair(
  settings: Partial<ObjectSettings> = {},
): Promise<{ engine: MemoryEngine; id: string; contactId: string }> {
  const engine = new MemoryEngine(settings);
  const id = engine.shopify.create(ada);
  await settle(engine);
  const contactId = engine.tables.links.get(id)?.hubspotId ?? "";
  Object.assign(engine.counts, noCalls());
  return { engine, id, contactId };
}

const outcomes = (engine: MemoryEngine) =>
  [...engine.tables.outcomes].map(({ shopifyId, hubspotId, status, reason }) => ({
    shopifyId,
    hubspotId,
    status,
    reason,
  }));
const customer = (engine: MemoryEngine, id: string) => engine.shopify.customers.get(id)?.values ?? {};
const contact = (engine: MemoryEngine, id: string) => engine.hubspot.contacts.get(id)?.values ?? {};

test("a new customer becomes a contact", async () => {
  const engine = new MemoryEngine();
  const id = engine.shopify.create({ ...ada, countryCode: "US", provinceCode: "CA", phone: "+12025550123" });

  await settle(engine);

  const [made] = engine.hubspot.contacts.values();
  expect(made?.values).toMatchObject({
    email: "ada@example.com",
    firstname: "Ada",
    country: "United States",
    state: "California",
    phone: "+12025550123",
    tandem_customer_id: id,
    tandem_customer_key: `tea.myshopify.com:${id}`,
  });
  expect(outcomes(engine)).toEqual([{ shopifyId: id, hubspotId: made?.id, status: "in_sync", reason: null }]);
  expect([...engine.tables.outcomes][0]?.lastAction).toBe("created_in_hubspot");
  expect(engine.tables.changes.size).toBe(0);
});

test("an edit on either side reaches the other, and comes back as nothing", async () => {
  const { engine, id, contactId } = await pair();

  engine.shopify.update(id, { city: "London" });
  engine.hubspot.update(contactId, { lastname: "King" });
  await settle(engine);

  expect(customer(engine, id)).toMatchObject({ city: "London", lastName: "King" });
  expect(contact(engine, contactId)).toMatchObject({ city: "London", lastname: "King" });
  expect(engine.counts.records).toEqual({ shopify: 1, hubspot: 1 });
  expect([...engine.tables.outcomes][0]?.changedFields).toEqual({ toShopify: ["lastName"], toHubspot: ["city"] });
});

test("HubSpot's echo costs no call, Shopify's one read", async () => {
  const { engine, id, contactId } = await pair();
  engine.shopify.update(id, { city: "London" });
  engine.hubspot.update(contactId, { lastname: "King" });
  await engine.deliverAll();
  await engine.drain();
  Object.assign(engine.counts, noCalls());

  await settle(engine);

  expect(engine.counts.hubspot).toEqual({ read: 0, find: 0, write: 0, other: 0 });
  expect(engine.counts.shopify).toEqual({ read: 1, find: 0, write: 0, other: 0 });
  expect(engine.tables.changes.size).toBe(0);
});

test("a contact with the customer's address is adopted, and blanks are filled on both sides", async () => {
  const engine = new MemoryEngine();
  const contactId = engine.hubspot.create({ ...adaContact, email: "ADA@example.com", city: "London" });
  const id = engine.shopify.create({ ...ada, email: "Ada@Example.com ", zip: "N1" });

  await settle(engine);

  expect(engine.hubspot.contacts.size).toBe(1);
  expect(contact(engine, contactId)).toMatchObject({ zip: "N1", tandem_customer_id: id });
  expect(customer(engine, id)).toMatchObject({ city: "London" });
  expect(outcomes(engine)).toMatchObject([{ status: "in_sync" }]);
});

test("the limit excludes by name and lets in again", async () => {
  const engine = new MemoryEngine();
  const id = engine.shopify.create({ firstName: "Nobody" });
  await settle(engine);
  expect(outcomes(engine)).toEqual([{ shopifyId: id, hubspotId: null, status: "excluded", reason: "no_email" }]);

  engine.shopify.update(id, { email: "now@x.io" });
  await settle(engine);

  expect(outcomes(engine)).toMatchObject([{ shopifyId: id, status: "in_sync", reason: null }]);
});

test("a customer without e-mail syncs by our own key where the limit lets it", async () => {
  const engine = new MemoryEngine({ limit: [] });
  const id = engine.shopify.create({ firstName: "Nobody" });
  engine.faults.load(["none", "transient"]);

  await settle(engine);

  expect([...engine.hubspot.contacts.values()].map(({ values }) => values.tandem_customer_id)).toEqual([id]);
  expect(outcomes(engine)).toMatchObject([{ status: "in_sync" }]);
});

test("what was edited while its pair was excluded is synced when it is let in", async () => {
  const { engine, id, contactId } = await pair();
  engine.shopify.update(id, { email: null });
  engine.hubspot.update(contactId, { city: "Rome" });
  await settle(engine);
  expect(customer(engine, id).city ?? null).toBeNull();

  engine.shopify.update(id, { email: ada.email });
  await settle(engine);

  expect(customer(engine, id).city).toBe("Rome");
});

test("an address that another contact holds fails, the rest is written, and it heals", async () => {
  const { engine, id, contactId } = await pair();
  const holder = engine.hubspot.create({ email: "taken@x.io" });
  engine.shopify.update(id, { email: "taken@x.io", city: "Rome" });
  await engine.deliverAll();
  await engine.drain();
  expect(outcomes(engine)).toContainEqual({
    shopifyId: id,
    hubspotId: contactId,
    status: "failing",
    reason: "email_taken",
  });
  expect(contact(engine, contactId).city).toBe("Rome");

  engine.hubspot.delete(holder);
  await settle(engine);

  expect(contact(engine, contactId).email).toBe("taken@x.io");
  expect(outcomes(engine)).toMatchObject([{ status: "in_sync" }]);
});

test("a phone that Shopify cannot hold fails with its field, the rest is written", async () => {
  const { engine, id, contactId } = await pair();

  engine.hubspot.update(contactId, { phone: "call me", city: "Rome" });
  await settle(engine);

  expect(customer(engine, id)).toMatchObject({ city: "Rome" });
  expect([...engine.tables.outcomes]).toMatchObject([
    { status: "failing", reason: "invalid_phone", details: { fields: "phone" } },
  ]);
  engine.hubspot.update(contactId, { phone: "+1 202 555 0123" });
  await settle(engine);
  expect(customer(engine, id).phone).toBe("+12025550123");
  expect(outcomes(engine)).toMatchObject([{ status: "in_sync" }]);
});

test("one poisonous record fails alone in a batch of hundred", async () => {
  const engine = new MemoryEngine();
  for (let index = 0; index < 100; index++)
    engine.shopify.create({ email: `p${index}@x.io`, firstName: index === 42 ? "POISON" : "Fine" });

  await settle(engine);

  const failing = [...engine.tables.outcomes].filter(({ status }) => status === "failing");
  expect(failing).toMatchObject([{ reason: "invalid_value", details: { fields: "firstname" } }]);
  expect(engine.hubspot.contacts.size).toBe(100);
});

test("a batch that HubSpot refuses as a whole is halved until it goes", async () => {
  const engine = new MemoryEngine();
  for (let index = 0; index < 20; index++) engine.shopify.create({ email: `p${index}@x.io` });
  engine.faults.load(["none", "none", "refused_batch", "refused_batch"]);

  await settle(engine);

  expect(engine.hubspot.contacts.size).toBe(20);
  expect([...engine.tables.outcomes].every(({ status }) => status === "in_sync")).toBe(true);
});

test("a vendor that is down puts the batch back, with its wait and a growing one", async () => {
  const engine = new MemoryEngine();
  engine.shopify.create(ada);
  await engine.deliverAll();
  engine.faults.load(["transient", "none"]);

  const first = await engine.drain();

  const [row] = engine.tables.changes.values();
  expect(first).toMatchObject({ claimed: 1, stoppedBy: "vendor_unavailable" });
  expect(row).toMatchObject({ attempts: 1, lastError: "vendor_unavailable", leaseId: null });
  expect(Date.parse(row?.dueAt ?? "") - engine.clock.now().getTime()).toBeGreaterThan(1_900);
  await settle(engine);
  expect(outcomes(engine)).toMatchObject([{ status: "in_sync" }]);
});

test("a lost answer makes no second contact", async () => {
  const engine = new MemoryEngine();
  engine.shopify.create(ada);
  await engine.deliverAll();
  engine.faults.load(["none", "none", "none", "transient"]);
  await engine.drain();
  expect([engine.hubspot.contacts.size, engine.tables.links.size]).toEqual([1, 0]);

  await settle(engine);

  expect([engine.hubspot.contacts.size, engine.tables.links.size]).toEqual([1, 1]);
});

test("a worker whose lease ran out settles nothing", async () => {
  const engine = new MemoryEngine();
  engine.shopify.create(ada);
  await engine.deliverAll();

  const slow = engine.drain();
  while (engine.counts.hubspot.write === 0) await Promise.resolve();
  engine.clock.advance(130_000);

  expect(await slow).toMatchObject({ settled: false });
  expect([engine.tables.links.size, engine.tables.outcomes.size]).toEqual([0, 0]);
});

test("a change that arrives while its record is drained is not lost", async () => {
  const { engine, id, contactId } = await pair();
  engine.shopify.update(id, { city: "Rome" });
  await engine.deliverAll();

  const drained = engine.drain();
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
  engine.shopify.update(id, { city: "Oslo" });
  await engine.deliverAll();
  await drained;
  expect(engine.tables.changes.size).toBeGreaterThan(0);
  await settle(engine);

  expect(contact(engine, contactId).city).toBe("Oslo");
});

test("off is off: nothing is claimed, and what is under way is not settled", async () => {
  const engine = new MemoryEngine();
  engine.shopify.create(ada);
  await engine.deliverAll();
  engine.tables.settings = { ...engine.tables.settings, enabled: false };

  expect(await engine.drain()).toMatchObject({ claimed: 0 });
  expect(engine.counts).toEqual(noCalls());
});

test("a contact becomes a customer where the merchant wants it, and bears its facts", async () => {
  const engine = new MemoryEngine({ createInShopify: true });
  const contactId = engine.hubspot.create({
    ...adaContact,
    phone: "(202) 555-0123",
    country: "usa",
    state: "California",
  });

  await settle(engine);

  const [made] = engine.shopify.customers.values();
  expect(made?.values).toMatchObject({
    email: ada.email,
    firstName: "Ada",
    phone: "+12025550123",
    countryCode: "US",
    provinceCode: "CA",
  });
  expect(contact(engine, contactId)).toMatchObject({ tandem_customer_id: made?.id, country: "usa" });
  expect(outcomes(engine)).toEqual([{ shopifyId: made?.id, hubspotId: contactId, status: "in_sync", reason: null }]);
  expect(engine.counts.records).toEqual({ shopify: 1, hubspot: 1 });
});

test("what can be found again is hashed, and nothing else is kept of a person", async () => {
  const { engine } = await pair();

  const kept = JSON.stringify([[...engine.tables.links.values()], [...engine.tables.outcomes]]);

  expect(kept).not.toMatch(/ada|lovelace/i);
  expect([...engine.tables.outcomes][0]?.searchHashes?.length).toBeGreaterThan(3);
});
