import { expect, test } from "vitest";
import { createAssociationStore } from "#app/store/associations.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import type { Connection } from "#app/sync/record.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
const leaseMs = 60_000;
const past = new Date(Date.now() - 5_000);

/** Orders are on, carts are not. */
async function connect(): Promise<Connection> {
  const connection = await connectShop(database.db);
  await saveObjectSettings(database.db, connection, "orders", { enabled: true, direction: "to_hubspot" });
  return connection;
}

async function addLink(connection: Connection, object: string, ids: [string, string], groupId?: string): Promise<void> {
  const { id: connectionId, shop, portalId } = connection;
  const [shopifyId, hubspotId] = ids;
  const rest = { baseline: {}, settingsVersion: 1, settledAt: past, ...(groupId && { groupId }) };
  await inShop(database.db, shop, (tx) =>
    tx.recordLink.create({
      data: { connectionId, shop, portalId: BigInt(portalId), object, shopifyId, hubspotId, ...rest },
    }),
  );
}

async function addWish(connection: Connection, fromId: string, toObject: string, more: object): Promise<void> {
  const { id: connectionId, shop, portalId } = connection;
  const data = {
    connectionId,
    shop,
    portalId: BigInt(portalId),
    object: "orders",
    fromId,
    toObject,
    dueAt: past,
    ...more,
  };
  await inShop(database.db, shop, (tx) => tx.recordAssociation.create({ data }));
}

const claim = async (connection: Connection, limit = 10) =>
  (await createAssociationStore(database.db).claim(connection, limit, leaseMs)).associations.map(
    ({ object, fromId, toId }) => [object, fromId, toId],
  );

test("a wish is claimed with both ends: by id, by a checkout's token, by what only HubSpot has, or without one", async () => {
  const connection = await connect();
  await addLink(connection, "orders", ["1", "h1"]);
  await addLink(connection, "customers", ["7", "c7"]);
  await addLink(connection, "carts", ["3", "k3"], "tok");
  await addWish(connection, "1", "customers", { toId: "7" });
  await addWish(connection, "1", "carts", { toId: "token:tok" });
  await addWish(connection, "1", "customers", { toHubspotId: "guest" });
  await addWish(connection, "2", "customers", { toId: "8" });

  const claimed = await claim(connection);

  expect(claimed).toEqual([
    ["orders", "h1", "c7"],
    ["orders", "h1", "k3"],
    ["orders", "h1", "guest"],
    ["orders", null, null],
  ]);
});

test("wishes of an object that is off do not stand in the way of others", async () => {
  const connection = await connect();
  const longPast = new Date(past.getTime() - 60_000);
  for (const id of ["1", "2", "3"])
    await addWish(connection, id, "customers", { toId: "7", object: "carts", dueAt: longPast });
  await addWish(connection, "9", "customers", { toId: "7" });

  expect(await claim(connection, 1)).toEqual([["orders", null, null]]);
});

test("what a dead worker left goes first, what a live one holds is left alone", async () => {
  const connection = await connect();
  await addLink(connection, "orders", ["1", "left"]);
  await addLink(connection, "orders", ["2", "held"]);
  await addLink(connection, "orders", ["3", "due"]);
  const leaseId = "11111111-2222-4333-8444-555555555555";
  await addWish(connection, "1", "customers", { toId: "7", dueAt: null, leaseId, leasedUntil: past });
  const later = new Date(Date.now() + leaseMs);
  await addWish(connection, "2", "customers", { toId: "7", dueAt: past, leaseId, leasedUntil: later });
  await addWish(connection, "3", "customers", { toId: "7" });

  const first = await claim(connection, 1);
  const second = await claim(connection);

  expect([first, second]).toEqual([[["orders", "left", null]], [["orders", "due", null]]]);
});
