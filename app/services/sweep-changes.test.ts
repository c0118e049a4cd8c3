import { expect, test } from "vitest";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";

async function synced(count: number): Promise<MemoryEngine> {
  const engine = new MemoryEngine();
  for (let index = 0; index < count; index++) engine.shopify.create({ email: `p${index}@x.io` });
  engine.takeDeliveries();
  engine.clock.advance(60_000);
  engine.startBackfill();
  await engine.backfill();
  engine.takeDeliveries();
  return engine;
}

const waiting = (engine: MemoryEngine) =>
  [...engine.tables.changes.values()].map(({ side, recordId, lane }) => ({ side, recordId, lane }));

test("before the first sync is through there is nothing to sweep from", async () => {
  const engine = new MemoryEngine();
  engine.shopify.create({ email: "a@x.io" });

  expect(await engine.sweep()).toEqual({ more: false, marked: 0 });
  expect(engine.counts.shopify.other).toBe(0);
});

test("what no webhook told is marked on both sides, what was settled is not", async () => {
  const engine = await synced(5);
  const [first, second] = [...engine.tables.links.values()];
  engine.clock.advance(60_000);
  engine.shopify.update(first?.shopifyId ?? "", { city: "Rome" });
  engine.hubspot.update(second?.hubspotId ?? "", { tandem_note: "x" });
  engine.takeDeliveries();
  engine.clock.advance(1_000);

  const { marked } = (await engine.sweep()) ?? {};

  expect(marked).toBe(2);
  expect(waiting(engine)).toEqual([
    { side: "shopify", recordId: first?.shopifyId, lane: "bulk" },
    { side: "hubspot", recordId: second?.hubspotId, lane: "bulk" },
  ]);
});

test("a second edit within Shopify's second is seen once that second is past", async () => {
  const engine = await synced(1);
  const [link] = engine.tables.links.values();
  engine.clock.advance(600_000);
  engine.shopify.update(link?.shopifyId ?? "", { city: "Rome" });
  await engine.deliverAll();
  await engine.drain();
  engine.shopify.update(link?.shopifyId ?? "", { city: "Oslo" });
  engine.takeDeliveries();
  engine.clock.advance(60_000);

  await engine.sweep();
  await engine.drain();

  expect(engine.hubspot.contacts.get(link?.hubspotId ?? "")?.values.city).toBe("Oslo");
});

test("results that lag behind are found by the overlap", async () => {
  const engine = await synced(1);
  const [link] = engine.tables.links.values();
  engine.world.searchLagMs = 90_000;
  engine.clock.advance(600_000);
  engine.hubspot.update(link?.hubspotId ?? "", { city: "Rome" });
  engine.takeDeliveries();
  expect((await engine.sweep())?.marked).toBe(0);

  engine.clock.advance(120_000);

  expect((await engine.sweep())?.marked).toBe(1);
});

test("a first sync's own writes are known by their number, and one page is read", async () => {
  const engine = await synced(900);
  engine.world.pageSize = 200;
  const before = engine.counts.hubspot.other;

  const result = await engine.sweep();

  expect(engine.counts.hubspot.other - before).toBe(1);
  expect(result?.marked).toBe(0);
});

test("one contact more than we wrote, and every page is read", async () => {
  const engine = await synced(500);
  engine.world.pageSize = 200;
  const stranger = engine.hubspot.create({ email: "new@x.io" });
  engine.takeDeliveries();
  engine.clock.advance(1_000);

  await engine.sweep();

  expect(waiting(engine)).toContainEqual({ side: "hubspot", recordId: stranger, lane: "bulk" });
});

test("it waits while the object backfills", async () => {
  const engine = await synced(2);
  engine.startBackfill();
  const before = engine.counts.shopify.other;

  expect(await engine.sweep()).toEqual({ more: false, marked: 0 });
  expect(engine.counts.shopify.other).toBe(before);
});

test("a sweep that fails leaves its cursor where it was", async () => {
  const engine = await synced(2);
  const before = engine.tables.sweep.hubspotSweptTo;
  engine.faults.load(["none", "transient"]);

  await engine.sweep();

  expect(engine.tables.sweep.hubspotSweptTo).toBe(before);
});
