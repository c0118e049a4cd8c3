import { expect, test } from "vitest";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";

const email = "ada@example.com";

async function settle(engine: MemoryEngine): Promise<void> {
  for (let round = 0; round < 40; round++) {
    await engine.deliverAll();
    await engine.drain();
    engine.clock.advance(1_600);
  }
}

/** A pair whose customer was redacted, and is there all the same. */
async function redacted() {
  const engine = new MemoryEngine();
  const id = engine.shopify.create({ email, city: "London" });
  await settle(engine);
  const { tables } = engine;
  const contactId = tables.links.get(id)?.hubspotId ?? "";
  tables.links.clear();
  tables.outcomes.clear();
  const at = engine.clock.now().toISOString();
  const stone = { side: "shopify", recordId: id, counterpartId: contactId, reason: "redacted", at } as const;
  tables.tombstones.set(`shopify:${id}`, stone);
  return { engine, id, contactId, stone };
}

const outcomes = ({ tables }: MemoryEngine) =>
  [...tables.outcomes].map(({ shopifyId, hubspotId, status, reason }) => ({ shopifyId, hubspotId, status, reason }));

test("a redacted customer who is edited stays redacted, and cannot be looked up", async () => {
  const { engine, id, contactId, stone } = await redacted();

  engine.shopify.update(id, { city: "Rome" });
  await settle(engine);

  expect(outcomes(engine)).toEqual([{ shopifyId: id, hubspotId: null, status: "excluded", reason: "redacted" }]);
  expect([...engine.tables.outcomes][0]?.searchHashes).toEqual([]);
  expect([...engine.tables.tombstones.values()]).toEqual([stone]);
  expect(engine.hubspot.contacts.get(contactId)?.values.city).toBe("London");
});

test("no contact takes a redacted customer up, be it the former one or another of the same address", async () => {
  const { engine, id, contactId, stone } = await redacted();
  engine.hubspot.update(contactId, { city: "Paris", email: "other@example.com" });
  const other = engine.hubspot.create({ email, city: "Rome" });
  await settle(engine);

  expect(outcomes(engine).map(({ hubspotId, reason }) => [hubspotId, reason])).toEqual([
    [contactId, "redacted"],
    [other, "redacted"],
  ]);
  expect([...engine.tables.tombstones.values()]).toEqual([stone]);
  expect(engine.shopify.customers.get(id)?.values.city).toBe("London");
});

test("another customer of the address is linked, and the redacted one stays so", async () => {
  const { engine, id, contactId, stone } = await redacted();
  engine.shopify.update(id, { email: "gone@example.com" });
  const next = engine.shopify.create({ email, city: "Rome" });
  await settle(engine);

  expect(outcomes(engine)).toContainEqual({
    shopifyId: next,
    hubspotId: contactId,
    status: "in_sync",
    reason: null,
  });
  expect(outcomes(engine)).toContainEqual({ shopifyId: id, hubspotId: null, status: "excluded", reason: "redacted" });
  expect([...engine.tables.tombstones.values()]).toEqual([stone]);
});

test("the merchant may ask for a redacted customer again", async () => {
  const { engine, id, contactId } = await redacted();
  await engine.store.mark(engine.connection, [
    { object: "customers", side: "shopify", recordId: id, lane: "live", forced: "recreate" },
  ]);
  await settle(engine);

  expect(outcomes(engine)).toEqual([{ shopifyId: id, hubspotId: contactId, status: "in_sync", reason: null }]);
  expect(engine.tables.tombstones.size).toBe(0);
});
