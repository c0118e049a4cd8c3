import { expect, test } from "vitest";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";

const ada = { email: "ada@example.com", firstName: "Ada", lastName: "Lovelace" };

/** Delivers and drains until nothing is due for a minute. */
async function settle(engine: MemoryEngine): Promise<void> {
  for (let round = 0; round < 40; round++) {
    await engine.deliverAll();
    await engine.drain();
    await engine.drainEffects();
    engine.clock.advance(1_600);
  }
  expect([...engine.tables.changes.values()]).toEqual([]);
}

const outcomes = (engine: MemoryEngine) =>
  [...engine.tables.outcomes].map(({ shopifyId, hubspotId, status, reason }) => ({
    shopifyId,
    hubspotId,
    status,
    reason,
  }));

test("a new customer becomes a contact", async () => {
  const engine = new MemoryEngine();
  const id = engine.shopify.create({ ...ada, countryCode: "US", provinceCode: "CA", phone: "+12025550123" });

  await settle(engine);

  const [contact] = engine.hubspot.contacts.values();
  expect(contact?.values).toMatchObject({
    email: "ada@example.com",
    firstname: "Ada",
    country: "United States",
    state: "California",
    phone: "+12025550123",
    tandem_customer_id: id,
    tandem_customer_key: `tea.myshopify.com:${id}`,
  });
  expect(outcomes(engine)).toEqual([{ shopifyId: id, hubspotId: contact?.id, status: "in_sync", reason: null }]);
});

test("an edit on either side reaches the other, and comes back as nothing", async () => {
  const engine = new MemoryEngine();
  const id = engine.shopify.create(ada);
  await settle(engine);
  const [contact] = engine.hubspot.contacts.values();

  engine.shopify.update(id, { city: "London" });
  engine.hubspot.update(contact?.id ?? "", { lastname: "King" });
  await settle(engine);

  expect(engine.shopify.customers.get(id)?.values).toMatchObject({ city: "London", lastName: "King" });
  expect(engine.hubspot.contacts.get(contact?.id ?? "")?.values).toMatchObject({ city: "London", lastname: "King" });
  const { records } = engine.counts;
  expect(records).toEqual({ shopify: 1, hubspot: 2 });
});
