import { closeConnection } from "#app/store/connections.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { createRunStore, startRun } from "#app/store/runs.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import { engineStoreBattery } from "#tests/contract/engine-store-battery.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();

engineStoreBattery("the engine's store in PostgreSQL", async () => {
  // Ahead of the database's clock, which dates what the tests set up.
  let ms = Date.now() + 60_000;
  const testClock = { now: () => new Date(ms) };
  const { db } = database;
  const connection = await connectShop(db);
  const neighbour = await connectShop(db, { portalId: connection.portalId });
  return {
    store: createEngineStore(db, null, { testClock }),
    runs: createRunStore(db, { testClock }),
    connection,
    neighbour,
    now: testClock.now,
    advance: (by) => {
      ms += by;
    },
    turn: async (state) => {
      await saveObjectSettings(db, connection, "customers", { enabled: state === "on" });
    },
    disconnect: async () => {
      await closeConnection(db, connection.shop);
    },
    startRun: async () => (await startRun(db, connection, "customers", 1)).id,
    outcomes: () =>
      inShop(db, connection.shop, (tx) =>
        tx.outcome.findMany({
          where: { connectionId: connection.id },
          select: { shopifyId: true, hubspotId: true, status: true, searchHashes: true },
          orderBy: { id: "asc" },
        }),
      ),
  };
});
