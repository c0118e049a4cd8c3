import { expect, test } from "vitest";
import type { ObjectSettings } from "#app/sync/ports.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { runBackfill } from "./run-backfill.ts";

function shopOf(count: number, settings: Partial<ObjectSettings> = {}): MemoryEngine {
  const engine = new MemoryEngine(settings);
  for (let index = 0; index < count; index++)
    engine.shopify.create({ email: `p${index}@x.io`, firstName: `N${index}`, city: "Rome" });
  engine.takeDeliveries();
  engine.clock.advance(60_000);
  return engine;
}

const isRunning = (engine: MemoryEngine) => [...engine.tables.runs.values()].some(({ status }) => status === "running");

/** Runs the backfill as its jobs would, however often it is interrupted. */
async function finish(engine: MemoryEngine, between: () => void | Promise<void> = () => undefined): Promise<void> {
  for (let round = 0; round < 200 && isRunning(engine); round++) {
    await engine.backfill();
    await between();
    engine.clock.advance(130_000);
  }
  expect(isRunning(engine)).toBe(false);
}

async function quiet(engine: MemoryEngine): Promise<void> {
  for (let round = 0; round < 30; round++) {
    await engine.deliverAll();
    await engine.sweep();
    await engine.drain();
    await engine.drainEffects();
    engine.clock.advance(30_000);
  }
}

const calls = ({ counts: { hubspot } }: MemoryEngine): number =>
  hubspot.read + hubspot.find + hubspot.write + hubspot.other;

test("a first sync of 1,000 customers costs HubSpot two calls a hundred, echoes included", async () => {
  const engine = shopOf(1_000);
  engine.world.pageSize = 200;
  engine.startBackfill();

  await finish(engine);
  const own = calls(engine);
  for (let round = 0; round < 60; round++) {
    await engine.deliverAll();
    await engine.drain();
    engine.clock.advance(1_000);
  }
  const withEchoes = calls(engine);
  await engine.sweep();

  expect(engine.hubspot.contacts.size).toBe(1_000);
  expect(own).toBe(20);
  expect(withEchoes).toBe(20);
  expect(calls(engine)).toBe(21);
  expect(engine.tables.changes.size).toBe(0);
  expect([...engine.tables.outcomes].every(({ status }) => status === "in_sync")).toBe(true);
});

test("it counts what it did and sets the sweep's cursors", async () => {
  const engine = shopOf(150);
  const id = engine.startBackfill();

  await finish(engine);

  expect(engine.tables.runs.get(id)).toMatchObject({ status: "done", total: 150, processed: 150, created: 150 });
  expect(engine.tables.sweep.firstSyncDoneAt).not.toBeNull();
  expect(engine.tables.sweep.hubspotSweptTo).toBe(engine.tables.sweep.shopifySweptTo);
});

test("an empty shop is through at once", async () => {
  const engine = shopOf(0);
  const id = engine.startBackfill();

  await finish(engine);

  expect(engine.tables.runs.get(id)).toMatchObject({ status: "done", processed: 0 });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "killed again and again it makes nothing twice and leaves nothing out (%i)",
  async (stride) => {
    const engine = shopOf(420);
    engine.startBackfill();
    let deaths = 0;

    await finish(engine, () => {
      deaths += 1;
      const good = Array.from({ length: deaths * stride }, () => "none" as const);
      if (deaths < 25) engine.faults.load([...good, "crash"]);
      else engine.faults.calm();
    });
    engine.faults.calm();
    await quiet(engine);

    const made = [...engine.hubspot.contacts.values()].map(({ values }) => values.tandem_customer_id);
    expect(new Set(made).size).toBe(420);
    expect(made.length).toBe(420);
    expect(engine.tables.links.size).toBe(420);
  },
);

test.each([2, 3, 5])(
  "paused again and again, and killed in between, it goes on from its place (%i)",
  async (stride) => {
    const engine = shopOf(250);
    const run = engine.tables.runs.get(engine.startBackfill());
    if (!run) throw new Error("The run has begun.");
    const places: number[] = [];

    for (let round = 1; round <= 6; round++) {
      engine.faults.load([...Array.from({ length: round * stride }, () => "none" as const), "crash"]);
      await engine.backfill();
      engine.faults.calm();
      run.pausedAt = engine.clock.now().toISOString();
      const before = run.processed;
      engine.clock.advance(130_000);
      await engine.backfill();
      expect(run.processed, "a paused run stands still").toBe(before);
      places.push(before);
      run.pausedAt = null;
    }
    await finish(engine);

    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(run).toMatchObject({ status: "done", processed: 250 });
    expect(engine.hubspot.contacts.size).toBe(250);
    expect(engine.tables.links.size).toBe(250);
  },
);

test("a vendor that is down for a while only delays it", async () => {
  const engine = shopOf(250);
  engine.startBackfill();
  engine.faults.load(["none", "none", "none", "transient", "none", "none", "transient", "transient"]);

  await finish(engine);
  await quiet(engine);

  expect(engine.hubspot.contacts.size).toBe(250);
  expect([...engine.tables.outcomes].every(({ status }) => status === "in_sync")).toBe(true);
});

test("a line older than an edit is passed over: the edit is read fresh", async () => {
  const engine = shopOf(3);
  const [first] = engine.shopify.customers.keys();
  engine.startBackfill();
  await engine.backfill();
  expect(engine.tables.links.size).toBe(3);

  const again = shopOf(3);
  const [id = ""] = again.shopify.customers.keys();
  again.startBackfill();
  const running = again.backfill();
  for (let turn = 0; turn < 14; turn++) await Promise.resolve();
  again.shopify.update(id, { city: "Oslo" });
  await again.deliverAll();
  await running;
  await finish(again);
  await quiet(again);

  expect(first).toBe(id);
  const contact = again.hubspot.contacts.get(again.tables.links.get(id)?.hubspotId ?? "");
  expect(contact?.values.city).toBe("Oslo");
});

test("a customer deleted while the file was written is not made", async () => {
  const engine = shopOf(2);
  const [id = ""] = engine.shopify.customers.keys();
  const vendors = { ...engine.deps.vendors, bulk: engine.deps.vendors.bulk };
  const port = vendors.bulk(engine.connection, "customers");
  const { id: operation } = await port.start();
  engine.tables.runs.set("r", {
    ...([...engine.tables.runs.values()][0] ?? emptyRun),
    id: "r",
    phase: "await_bulk",
    checkpoint: { bulkOperationId: operation, bulkStartedAt: engine.clock.now().toISOString() },
    dueAt: engine.clock.now().toISOString(),
  });
  engine.shopify.delete(id);
  await engine.deliverAll();
  await engine.drain();

  await finish(engine);

  expect(engine.hubspot.contacts.size).toBe(1);
});

const emptyRun = {
  id: "",
  status: "running" as const,
  pausedAt: null,
  kind: "backfill" as const,
  phase: "start_bulk" as const,
  settingsVersion: 1,
  checkpoint: {},
  attempts: 0,
  total: null,
  processed: 0,
  created: 0,
  updated: 0,
  drift: {},
  error: null,
  dueAt: "",
  leaseId: null,
  leasedUntil: null,
};

test("matched contacts cost two calls a hundred too, and blanks in Shopify are filled from a fresh read", async () => {
  const engine = shopOf(200);
  for (let index = 0; index < 200; index++) engine.hubspot.create({ email: `p${index}@x.io`, zip: `Z${index}` });
  engine.takeDeliveries();
  engine.clock.advance(60_000);
  engine.startBackfill();

  await finish(engine);

  expect(calls(engine)).toBe(4);
  expect(engine.counts.shopify.read).toBe(2);
  expect([...engine.shopify.customers.values()][7]?.values.zip).toBe("Z7");
  expect(engine.hubspot.contacts.size).toBe(200);
});

test("contacts become customers after Shopify's side is through", async () => {
  const engine = shopOf(30, { createInShopify: true });
  for (let index = 20; index < 150; index++) engine.hubspot.create({ email: `p${index}@x.io` });
  engine.takeDeliveries();
  engine.startBackfill();

  await finish(engine);
  await quiet(engine);

  expect([engine.shopify.customers.size, engine.hubspot.contacts.size]).toEqual([150, 150]);
  expect(engine.tables.links.size).toBe(150);
});

test("a second run over a shop in step writes nothing", async () => {
  const engine = shopOf(120);
  engine.startBackfill();
  await finish(engine);
  await quiet(engine);
  const before = { ...engine.counts.records };

  engine.startBackfill();
  await finish(engine);
  await quiet(engine);

  expect(engine.counts.records).toEqual(before);
});

test("a customer deleted while nobody listened ends in a tombstone, for no call to HubSpot", async () => {
  const engine = shopOf(150);
  engine.startBackfill();
  await finish(engine);
  await quiet(engine);
  const [id] = engine.shopify.customers.keys();
  engine.shopify.delete(id ?? "");
  engine.takeDeliveries();
  engine.startBackfill();
  await finish(engine);
  const before = calls(engine);

  expect([...engine.tables.changes.values()]).toMatchObject([{ recordId: id, lane: "bulk" }]);
  await engine.drain();

  expect(calls(engine)).toBe(before);
  expect([...engine.tables.tombstones.values()]).toMatchObject([{ side: "shopify", recordId: id, reason: "deleted" }]);
  expect(engine.tables.links.has(id ?? "")).toBe(false);
  expect([...engine.tables.outcomes].filter(({ status }) => status !== "in_sync")).toMatchObject([
    { shopifyId: null, status: "excluded", reason: "deleted_in_shopify" },
  ]);
});

test("records that a run saw are not read once more, excluded ones neither", async () => {
  const engine = shopOf(3);
  engine.startBackfill();
  await finish(engine);
  await quiet(engine);
  const [id] = engine.shopify.customers.keys();
  engine.shopify.update(id ?? "", { email: null });
  engine.takeDeliveries();
  engine.startBackfill();
  await finish(engine);

  expect([...engine.tables.outcomes].map(({ status }) => status).sort()).toEqual(["excluded", "in_sync", "in_sync"]);
  expect(engine.tables.changes.size).toBe(0);
});

test("off is off: a paused object's run waits", async () => {
  const engine = shopOf(5);
  engine.startBackfill();
  engine.tables.settings = { ...engine.tables.settings, enabled: false };

  await engine.backfill();

  expect(engine.hubspot.contacts.size).toBe(0);
  expect(isRunning(engine)).toBe(true);
});

test("a bulk read that Shopify fails again and again ends the run after five", async () => {
  const engine = shopOf(3);
  const runId = engine.startBackfill();
  const { vendors } = engine.deps;
  let started = 0;
  const deps = {
    ...engine.deps,
    vendors: {
      ...vendors,
      bulk: (...of: Parameters<typeof vendors.bulk>) => ({
        ...vendors.bulk(...of),
        start: async () => ({ id: String(started++), startedAt: engine.clock.now().toISOString() }),
        status: async () => ({ kind: "failed", code: "INTERNAL_SERVER_ERROR", partialUrl: null }) as const,
      }),
    },
  };

  for (let round = 0; round < 20 && isRunning(engine); round++) {
    await runBackfill(deps, { connection: engine.connection, object: "customers", runId });
    engine.clock.advance(300_000);
  }

  expect(started).toBe(5);
  expect(engine.tables.runs.get(runId)).toMatchObject({ status: "failed", error: "bulk_failed" });
});
