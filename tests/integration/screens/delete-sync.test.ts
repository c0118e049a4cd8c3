import { expect, test } from "vitest";
import { deleteSync } from "#app/services/delete-sync.ts";
import { turnOnSync } from "#app/services/turn-on-sync.ts";
import { listActivity } from "#app/store/activity.server.ts";
import type { Tx } from "#app/store/db.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { createRunStore, startRun } from "#app/store/runs.server.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import type { Connection, MainObjectKey } from "#app/sync/record.ts";
import { makeLink, settlement, shopifyMark } from "#tests/contract/engine-store-fixture.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
const userId = "901";
const openStore = () => createEngineStore(database.db, null);

const who = ({ shop }: Connection, object: MainObjectKey = "customers") => ({ shop, userId, object });

/** One row of every kind that an object's sync may have, under each of these objects. */
async function fill(connection: Connection, objects: readonly string[], facts: "order" | null = null): Promise<void> {
  const own = { connectionId: connection.id, shop: connection.shop };
  const placed = { ...own, portalId: BigInt(connection.portalId) };
  const at = new Date("2026-11-21T12:00:00Z");
  await inShop(database.db, connection.shop, async (tx) => {
    for (const object of objects) {
      const pair = { shopifyId: `s-${object}`, hubspotId: `h-${object}` };
      await tx.recordLink.create({
        data: { ...placed, object, ...pair, baseline: {}, settingsVersion: 1, settledAt: at },
      });
      await tx.outcome.create({ data: { ...own, object, ...pair, status: "in_sync", settledAt: at } });
      await tx.matchKey.create({ data: { ...own, object, side: "hubspot", recordId: "7", key: "k" } });
      await tx.pendingChange.create({ data: { ...placed, object, side: "shopify", recordId: "8", lane: "live" } });
      await tx.pendingEffect.create({ data: { ...placed, object, kind: "consent", ...pair, payload: {} } });
      await tx.recordAssociation.create({ data: { ...placed, object, fromId: "1", toObject: "products", toId: "2" } });
      await tx.tombstone.create({ data: { ...own, object, side: "hubspot", recordId: "9", reason: "deleted", at } });
      await tx.writeLog.create({
        data: { ...own, object, ...pair, side: "hubspot", created: true, trigger: "change", fields: [], at },
      });
      await tx.stageMapping.create({ data: { ...own, object, shopifyStatus: "open" } });
      await tx.fieldMapping.create({
        data: { ...own, object, shopifyField: "note", property: "their_own", direction: "both" },
      });
    }
    const money = { total: 1, subtotal: 1, tax: 0, shipping: 0, discount: 0, refunded: 0, currency: "EUR" };
    if (facts) {
      await tx.recordFact.create({
        data: { ...own, kind: facts, shopifyId: "1", createdAt: at, status: "paid", ...money },
      });
    }
  });
}

const readers: Readonly<Record<string, (tx: Tx, connectionId: string) => Promise<number>>> = {
  links: (tx, connectionId) => tx.recordLink.count({ where: { connectionId } }),
  outcomes: (tx, connectionId) => tx.outcome.count({ where: { connectionId } }),
  matchKeys: (tx, connectionId) => tx.matchKey.count({ where: { connectionId } }),
  changes: (tx, connectionId) => tx.pendingChange.count({ where: { connectionId } }),
  effects: (tx, connectionId) => tx.pendingEffect.count({ where: { connectionId } }),
  associations: (tx, connectionId) => tx.recordAssociation.count({ where: { connectionId } }),
  writes: (tx, connectionId) => tx.writeLog.count({ where: { connectionId } }),
  runs: (tx, connectionId) => tx.backfillRun.count({ where: { connectionId } }),
  facts: (tx, connectionId) => tx.recordFact.count({ where: { connectionId } }),
  mappings: (tx, connectionId) => tx.fieldMapping.count({ where: { connectionId } }),
  stages: (tx, connectionId) => tx.stageMapping.count({ where: { connectionId } }),
  settings: (tx, connectionId) => tx.objectSetting.count({ where: { connectionId } }),
  tombstones: (tx, connectionId) => tx.tombstone.count({ where: { connectionId } }),
};

async function countAll({ id, shop }: Connection): Promise<Record<string, number>> {
  return await inShop(database.db, shop, async (tx) => {
    const counts: Record<string, number> = {};
    for (const [name, read] of Object.entries(readers)) counts[name] = await read(tx, id);
    return counts;
  });
}

test("a deleted sync leaves its tombstones and nothing else; other objects and other shops are not touched", async () => {
  const [connection, other] = [await connectShop(database.db), await connectShop(database.db)];
  await saveObjectSettings(database.db, connection, "orders", { enabled: true });
  await startRun(database.db, connection, "orders", 1);
  await fill(connection, ["orders", "order_lines"], "order");
  await fill(connection, ["customers"]);
  await fill(other, ["orders"]);
  const before = await countAll(other);

  expect(await deleteSync(database, who(connection, "orders"))).toBe("deleted");

  const one = { links: 1, outcomes: 1, matchKeys: 1, changes: 1, effects: 1, associations: 1, writes: 1 };
  // Parts have no mappings and stages of their own: the fixture's stay.
  const parts = { mappings: 2, stages: 2 };
  expect(await countAll(connection)).toEqual({ ...one, ...parts, runs: 0, facts: 0, settings: 1, tombstones: 3 });
  expect(await countAll(other)).toEqual(before);
});

test("a deleted sync of deals is forgotten in both modes, and its tombstones are again those of the object's own", async () => {
  const connection = await connectShop(database.db);
  await saveObjectSettings(database.db, connection, "orders", { enabled: true });
  await fill(connection, ["orders", "order_lines"], "order");
  await saveObjectSettings(database.db, connection, "orders", { options: { asDeals: true } });
  const own = { connectionId: connection.id, shop: connection.shop, object: "orders" };
  const at = new Date("2026-11-21T12:00:00Z");
  const deal = { shopifyId: "s-orders", hubspotId: "deal", baseline: {}, settingsVersion: 2, settledAt: at };
  await inShop(database.db, connection.shop, async (tx) => {
    await tx.recordLink.create({ data: { ...own, ...deal, portalId: BigInt(connection.portalId) } });
    await tx.tombstone.create({ data: { ...own, side: "hubspot", recordId: "gone deal", reason: "deleted", at } });
  });
  const before = await countAll(connection);

  expect(await deleteSync(database, who(connection, "orders"))).toBe("deleted");

  expect(before).toMatchObject({ links: 3, stages: 2, mappings: 2, tombstones: 3 });
  const nothing = { links: 0, outcomes: 0, matchKeys: 0, changes: 0, effects: 0, associations: 0 };
  expect(await countAll(connection)).toMatchObject({ ...nothing, facts: 0, settings: 1, tombstones: 3 });
  const stones = await inShop(database.db, connection.shop, (tx) =>
    tx.tombstone.findMany({ where: { connectionId: connection.id } }),
  );
  expect(stones.map(({ object, recordId }) => [object, recordId]).sort()).toEqual([
    ["order_lines", "9"],
    ["orders", "9"],
    ["orders@deals", "gone deal"],
  ]);
});

test("deleting again changes nothing, and it is told once with who did it", async () => {
  const connection = await connectShop(database.db);
  await fill(connection, ["customers"]);

  const answers = [await deleteSync(database, who(connection)), await deleteSync(database, who(connection))];

  expect(answers).toEqual(["deleted", "deleted"]);
  const told = await listActivity(database.db, connection.shop);
  expect(told.map(({ kind, actor, details }) => [kind, actor, details])).toEqual([
    ["sync.deleted", userId, { object: "customers" }],
  ]);
  expect(await objectSettings(database.db, connection, "customers")).toBeNull();
});

test("a drain that holds its lease writes no link back, even when the sync was set up again meanwhile", async () => {
  const connection = await connectShop(database.db);
  const store = openStore();
  await store.mark(connection, [shopifyMark("1")]);
  const claim = await store.claim(connection, "customers", "live", 10, 60_000);
  expect(claim.changes).toHaveLength(1);

  await deleteSync(database, who(connection));
  await saveObjectSettings(database.db, connection, "customers", { enabled: true });
  const late = settlement({ changes: claim.changes, link: makeLink("1", "901", new Date()) });
  const settled = await store.settle(connection, "customers", claim.leaseId, [late]);

  expect(settled).toBe(false);
  expect(await store.mayWrite(connection, "customers", claim.leaseId, [])).toBe(false);
  expect(await countAll(connection)).toMatchObject({ links: 0, outcomes: 0, changes: 0 });
});

test("deletions and settlements that race leave links of the sync that is there, or none", async () => {
  const connection = await connectShop(database.db);
  const store = openStore();
  for (let round = 0; round < 5; round++) {
    await saveObjectSettings(database.db, connection, "customers", { enabled: true });
    await store.mark(connection, [shopifyMark(String(round))]);
    const claim = await store.claim(connection, "customers", "live", 10, 60_000);
    const change = settlement({ changes: claim.changes, link: makeLink(String(round), `9${round}`, new Date()) });

    await Promise.all([
      store.settle(connection, "customers", claim.leaseId, [change]),
      deleteSync(database, who(connection)),
    ]);

    expect(await countAll(connection)).toMatchObject({ links: 0, outcomes: 0, changes: 0, settings: 0 });
  }
});

test("a run that was under way can save nothing any more", async () => {
  const connection = await connectShop(database.db);
  const run = await startRun(database.db, connection, "customers", 1);
  const runs = createRunStore(database.db);
  const worker = await runs.claim(connection, run.id, 60_000);

  await deleteSync(database, who(connection));

  expect(await runs.save(connection, run.id, worker?.leaseId ?? "", { total: 3 })).toBe(false);
  expect(await countAll(connection)).toMatchObject({ runs: 0 });
});

test("a sync is turned on again with the settings it had, and everything is compared", async () => {
  const connection = await connectShop(database.db);
  await saveObjectSettings(database.db, connection, "customers", { enabled: false, winner: "hubspot" });
  const turnOn = (object: MainObjectKey) => turnOnSync({ db: database.db, boss: null }, who(connection, object));

  const answers = [await turnOn("customers"), await turnOn("customers"), await turnOn("orders")];

  expect(answers).toEqual(["turned_on", "already_on", "not_set_up"]);
  expect(await objectSettings(database.db, connection, "customers")).toMatchObject({
    enabled: true,
    winner: "hubspot",
  });
  expect(await countAll(connection)).toMatchObject({ runs: 1 });
});
