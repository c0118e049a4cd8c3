import { expect, test } from "vitest";
import { drainChanges } from "#app/services/drain-changes.ts";
import { runBackfill } from "#app/services/run-backfill.ts";
import type { RecordPort, Vendors } from "#app/sync/ports.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";

const inSync = ({ tables }: MemoryEngine) => [...tables.outcomes].map(({ status }) => status);

/** Vendors of which one call is followed by what the merchant does at that instant. */
function after(engine: MemoryEngine, call: "read" | "findBy", act: () => void): Vendors {
  const { vendors } = engine.deps;
  const watch = (port: RecordPort): RecordPort => ({
    side: port.side,
    write: (writes) => port.write(writes),
    read: async (ids) => acted(call === "read", await port.read(ids)),
    findBy: async (attribute, values) => acted(call === "findBy", await port.findBy(attribute, values)),
  });
  const acted = <Result>(now: boolean, result: Result): Result => {
    if (now) act();
    return result;
  };
  return { ...vendors, records: (...args) => watch(vendors.records(...args)) };
}

const turn = (engine: MemoryEngine, enabled: boolean) => {
  engine.tables.settings = { ...engine.tables.settings, enabled };
};

test.each([
  ["paused", (engine: MemoryEngine) => turn(engine, false)],
  [
    "disconnected",
    (engine: MemoryEngine) => {
      engine.tables.active = false;
    },
  ],
  [
    "given to another worker",
    (engine: MemoryEngine) => {
      engine.tables.locks.clear();
    },
  ],
] as const)("a batch that is %s after it was read writes nothing", async (_how, act) => {
  const engine = new MemoryEngine();
  engine.shopify.create({ email: "ada@x.io" });
  await engine.deliverAll();

  const vendors = after(engine, "findBy", () => act(engine));
  const { settled } = await drainChanges(
    { ...engine.deps, vendors },
    { connection: engine.connection, object: "customers", lane: "any" },
  );

  expect(settled).toBe(false);
  expect(engine.hubspot.contacts.size).toBe(0);
});

test("what was put back is written once it is on again", async () => {
  const engine = new MemoryEngine();
  engine.shopify.create({ email: "ada@x.io" });
  await engine.deliverAll();
  const vendors = after(engine, "read", () => turn(engine, false));
  await drainChanges({ ...engine.deps, vendors }, { connection: engine.connection, object: "customers", lane: "any" });

  turn(engine, true);
  engine.clock.advance(130_000);
  await engine.drain();

  expect(engine.hubspot.contacts.size).toBe(1);
  expect(inSync(engine)).toEqual(["in_sync"]);
});

test("a first sync that is paused between two chunks writes no further one", async () => {
  const engine = new MemoryEngine();
  for (let index = 0; index < 500; index++) engine.shopify.create({ email: `p${index}@x.io` });
  engine.takeDeliveries();
  const runId = engine.startBackfill();
  let chunks = 0;
  const vendors = after(engine, "findBy", () => {
    chunks += 1;
    if (chunks === 2) turn(engine, false);
  });

  await runBackfill({ ...engine.deps, vendors }, { connection: engine.connection, object: "customers", runId });

  expect(engine.hubspot.contacts.size).toBeLessThanOrEqual(100);
});
