import { randomUUID } from "node:crypto";
import { MemoryAssociations } from "#tests/support/memory/memory-associations.ts";
import { MemoryRuns } from "#tests/support/memory/memory-runs.ts";
import { MemoryStore } from "#tests/support/memory/memory-store.ts";
import { emptyTables } from "#tests/support/memory/tables.ts";
import { engineStoreBattery } from "./engine-store-battery.ts";

const on = { orders: {}, carts: {} };

engineStoreBattery("the engine's store in memory", async () => {
  let ms = Date.parse("2026-03-01T09:00:00.000Z");
  const clock = { now: () => new Date(ms) };
  const connection = { id: randomUUID(), shop: "one.myshopify.com", portalId: "1" };
  const neighbour = { id: randomUUID(), shop: "two.myshopify.com", portalId: "1" };
  const [tables, others] = [emptyTables(connection, {}, on), emptyTables(neighbour, {}, on)];
  const store = new MemoryStore([tables, others], clock);
  const runs = new MemoryRuns(store.tables, clock);
  return {
    ...{ store, runs, connection, neighbour, now: clock.now },
    advance: (by) => {
      ms += by;
    },
    turn: async (state) => {
      tables.settings = { ...tables.settings, enabled: state === "on" };
    },
    disconnect: async () => {
      tables.active = false;
    },
    associations: new MemoryAssociations(store.tables, clock),
    startRun: async (kind) => runs.start(connection, "customers", kind),
    driftOf: async (runId) => tables.runs.get(runId)?.drift ?? {},
    outcomes: async () =>
      [...tables.outcomes].map(({ shopifyId, hubspotId, status, searchHashes }) => ({
        ...{ shopifyId, hubspotId, status },
        searchHashes: searchHashes ?? [],
      })),
  };
});
