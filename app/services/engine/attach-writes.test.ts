import { expect, test } from "vitest";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";

async function settle(engine: MemoryEngine): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await engine.deliverAll();
    await engine.drain();
    engine.clock.advance(1_600);
  }
}

test("the history says what was written, where, and by which rule, and holds no value", async () => {
  const engine = new MemoryEngine();
  const id = engine.shopify.create({ email: "ada@example.com", city: "London" });
  await settle(engine);
  const hubspotId = engine.tables.links.get(id)?.hubspotId ?? "";
  engine.shopify.update(id, { city: "Rome" });
  await settle(engine);
  engine.hubspot.update(hubspotId, { firstname: "Ada" });
  await settle(engine);

  const log = engine.tables.writes;

  expect(log).toMatchObject([
    { side: "hubspot", shopifyId: id, hubspotId, created: true, trigger: "change" },
    { side: "hubspot", created: false, fields: { shopify_changed: ["city"] } },
    { side: "shopify", created: false, fields: { hubspot_changed: ["firstName"] } },
  ]);
  expect(log[0]?.fields.created).toEqual(expect.arrayContaining(["email", "city"]));
  expect(JSON.stringify(log)).not.toMatch(/London|Rome|ada@/);
});

test("nothing is noted of a record that nothing was written for", async () => {
  const engine = new MemoryEngine();
  const id = engine.shopify.create({ firstName: "No address" });
  await settle(engine);
  engine.shopify.update(id, { city: "Rome" });
  await settle(engine);

  expect(engine.tables.writes).toEqual([]);
});
