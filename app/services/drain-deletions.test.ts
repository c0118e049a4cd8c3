import { expect, test } from "vitest";
import type { ObjectSettings } from "#app/sync/ports.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { noCalls } from "#tests/support/memory/memory-vendors.ts";

const ada = { email: "ada@example.com", firstName: "Ada", lastName: "Lovelace" };

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

test("a contact deleted in HubSpot is not made again until it is restored", async () => {
  const { engine, id, contactId } = await pair();
  engine.hubspot.delete(contactId);
  await settle(engine);
  engine.shopify.update(id, { city: "Rome" });
  await settle(engine);
  expect(engine.hubspot.contacts.size).toBe(0);
  expect(outcomes(engine)).toEqual([
    { shopifyId: id, hubspotId: null, status: "excluded", reason: "deleted_in_hubspot" },
  ]);

  engine.hubspot.restore(contactId);
  await settle(engine);

  expect(outcomes(engine)).toEqual([{ shopifyId: id, hubspotId: contactId, status: "in_sync", reason: null }]);
  expect(contact(engine, contactId).city).toBe("Rome");
  expect(engine.tables.tombstones.size).toBe(0);
});

test("a customer whose contact was deleted can still be looked up", async () => {
  const { engine, contactId } = await pair();
  const before = [...engine.tables.outcomes].map(({ searchHashes }) => searchHashes);
  engine.hubspot.delete(contactId);
  await settle(engine);

  expect(before.flat()).not.toEqual([]);
  expect([...engine.tables.outcomes].map(({ searchHashes }) => searchHashes)).toEqual(before);
});

test("the merchant may ask for a deleted contact again", async () => {
  const { engine, id, contactId } = await pair();
  engine.hubspot.delete(contactId);
  await settle(engine);

  await engine.store.mark(engine.connection, [
    { object: "customers", side: "shopify", recordId: id, lane: "live", forced: "recreate" },
  ]);
  await settle(engine);

  expect(engine.hubspot.contacts.size).toBe(1);
  expect(outcomes(engine)).toMatchObject([{ shopifyId: id, status: "in_sync" }]);
});

test("a customer deleted in Shopify stays a contact, and is not made again", async () => {
  const { engine, id, contactId } = await pair({ createInShopify: true });
  engine.shopify.delete(id);
  await settle(engine);
  engine.hubspot.update(contactId, { city: "Rome" });
  await settle(engine);

  expect(engine.shopify.customers.size).toBe(0);
  expect(outcomes(engine)).toEqual([
    { shopifyId: null, hubspotId: contactId, status: "excluded", reason: "deleted_in_shopify" },
  ]);
});

test("a new customer with the address of a deleted one takes over the contact", async () => {
  const { engine, id, contactId } = await pair();
  engine.shopify.delete(id);
  await settle(engine);

  const again = engine.shopify.create(ada);
  await settle(engine);

  expect(outcomes(engine)).toEqual([{ shopifyId: again, hubspotId: contactId, status: "in_sync", reason: null }]);
  expect(contact(engine, contactId).tandem_customer_id).toBe(again);
});

test("customers merged in Shopify: the loser's link ends, HubSpot keeps both", async () => {
  const { engine, id, contactId } = await pair();
  const other = engine.shopify.create({ email: "other@x.io" });
  await settle(engine);
  const otherContact = engine.tables.links.get(other)?.hubspotId;

  engine.shopify.merge(id, other);
  await settle(engine);

  expect(engine.hubspot.contacts.size).toBe(2);
  expect(outcomes(engine)).toEqual(
    expect.arrayContaining([
      { shopifyId: id, hubspotId: contactId, status: "in_sync", reason: null },
      { shopifyId: null, hubspotId: otherContact, status: "excluded", reason: "merged_in_shopify" },
    ]),
  );
});

test.each([false, true])("contacts merged in HubSpot: one link survives (new id: %s)", async (newId) => {
  const { engine, id, contactId } = await pair();
  const other = engine.shopify.create({ email: "other@x.io", city: "Rome" });
  await settle(engine);
  const otherContact = engine.tables.links.get(other)?.hubspotId ?? "";

  engine.hubspot.merge(contactId, otherContact, newId);
  await settle(engine);

  const [survivor] = engine.hubspot.contacts.keys();
  expect(outcomes(engine)).toEqual(
    expect.arrayContaining([
      { shopifyId: id, hubspotId: survivor, status: "in_sync", reason: null },
      { shopifyId: other, hubspotId: null, status: "excluded", reason: "merged_in_hubspot" },
    ]),
  );
  expect(customer(engine, id).city).toBe("Rome");
  engine.shopify.update(other, { city: "Oslo" });
  await settle(engine);
  expect(engine.hubspot.contacts.size).toBe(1);
});

test("a linked contact merged into one that Shopify does not know keeps its customer", async () => {
  const { engine, id, contactId } = await pair();
  const stranger = engine.hubspot.create({ email: "old@x.io", city: "Oslo" });
  await settle(engine);

  engine.hubspot.merge(stranger, contactId, false);
  await settle(engine);

  expect(engine.tables.links.get(id)?.hubspotId).toBe(stranger);
  expect(outcomes(engine)).toEqual([{ shopifyId: id, hubspotId: stranger, status: "in_sync", reason: null }]);
});
