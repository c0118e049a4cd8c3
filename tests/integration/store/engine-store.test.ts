import { createAssociationStore } from "#app/store/associations.server.ts";
import { closeConnection } from "#app/store/connections.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { createRunStore, latestRun, startRun } from "#app/store/runs.server.ts";
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
  for (const shop of [connection, neighbour])
    for (const object of ["orders", "carts"] as const) await saveObjectSettings(db, shop, object, { enabled: true });
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
    associations: createAssociationStore(db, { testClock }),
    startRun: async (kind) => (await startRun(db, connection, "customers", 1, kind)).id,
    driftOf: async () => (await latestRun(db, connection, "customers"))?.drift ?? {},
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
