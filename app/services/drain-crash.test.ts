import { expect, test } from "vitest";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";

async function settle(engine: MemoryEngine): Promise<void> {
  engine.faults.calm();
  for (let round = 0; round < 60; round++) {
    await engine.deliverAll();
    await engine.drain();
    engine.clock.advance(5_000);
  }
}

async function pair() {
  const engine = new MemoryEngine();
  const id = engine.shopify.create({ email: "ada@example.com", firstName: "Ada", lastName: "Lovelace" });
  await settle(engine);
  return { engine, id, contactId: engine.tables.links.get(id)?.hubspotId ?? "" };
}

const steps = Array.from({ length: 16 }, (_, step) => step);

test.each(steps)("an edit in HubSpot that is taken back after a death at step %i stays taken back", async (step) => {
  const { engine, id, contactId } = await pair();
  engine.hubspot.update(contactId, { firstname: "Augusta" });
  await engine.deliverAll();
  engine.faults.load([...Array.from({ length: step }, () => "none" as const), "crash"]);
  await engine.drain();

  engine.hubspot.update(contactId, { firstname: "Ada" });
  await settle(engine);

  expect(engine.hubspot.contacts.get(contactId)?.values.firstname).toBe("Ada");
  expect(engine.shopify.customers.get(id)?.values.firstName).toBe("Ada");
  expect(engine.tables.links.get(id)?.intended ?? null).toBeNull();
});

test.each(steps)("an edit in Shopify that is taken back after a death at step %i stays taken back", async (step) => {
  const { engine, id, contactId } = await pair();
  engine.shopify.update(id, { firstName: "Augusta" });
  await engine.deliverAll();
  engine.faults.load([...Array.from({ length: step }, () => "none" as const), "crash"]);
  await engine.drain();

  engine.shopify.update(id, { firstName: "Ada" });
  await settle(engine);

  expect(engine.hubspot.contacts.get(contactId)?.values.firstname).toBe("Ada");
  expect(engine.shopify.customers.get(id)?.values.firstName).toBe("Ada");
});
