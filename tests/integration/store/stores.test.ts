import { expect, test } from "vitest";
import { listActivity, recordActivity } from "#app/store/activity.server.ts";
import {
  activeConnection,
  closeConnection,
  connectionsOfPortal,
  openConnection,
} from "#app/store/connections.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { firstDelivery, forgetDelivery } from "#app/store/deliveries.server.ts";
import { createState, useState } from "#app/store/oauth-states.server.ts";
import { listObjectSettings, objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import { findShop, markUninstalled, recordInstall, savePreference } from "#app/store/shops.server.ts";
import { connectShop, makeShopName } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase({ max: 12 });

test("an installation is known, keeps what a later one does not say, and is dated anew after an uninstall", async () => {
  const domain = makeShopName();
  const first = await recordInstall(database.db, { domain, name: "Snow", currency: "CAD", scopes: ["read_customers"] });
  const again = await recordInstall(database.db, { domain, scopes: ["read_customers", "write_customers"] });
  await markUninstalled(database.db, domain, new Date());
  const gone = await findShop(database.db, domain);
  const back = await recordInstall(database.db, { domain, scopes: [] });

  expect(again).toMatchObject({ name: "Snow", currency: "CAD", installedAt: first.installedAt });
  expect(gone?.status).toBe("uninstalled");
  expect(back).toMatchObject({ status: "installed", uninstalledAt: null });
  expect(back.installedAt > first.installedAt).toBe(true);
});

test("preferences that are saved at the same moment do not undo each other", async () => {
  const domain = makeShopName();
  await recordInstall(database.db, { domain, scopes: [] });

  await Promise.all(["a", "b", "c", "d"].map((key) => savePreference(database.db, domain, key, true)));

  expect((await findShop(database.db, domain))?.preferences).toEqual({ a: true, b: true, c: true, d: true });
});

test("a shop has one connection: the same portal again is no change, another one is refused", async () => {
  const connection = await connectShop(database.db);
  const other = await connectShop(database.db);

  const again = await openConnection(database.db, { shop: connection.shop, portalId: connection.portalId });
  const second = await openConnection(database.db, { shop: connection.shop, portalId: other.portalId });

  expect(again).toEqual({ kind: "opened", connection, revived: false });
  expect(second).toEqual({ kind: "already_connected", connection });
});

test("of two that connect a shop at the same moment one connects", async () => {
  const [one, two] = [await connectShop(database.db), await connectShop(database.db)];
  const shop = makeShopName();
  await recordInstall(database.db, { domain: shop, scopes: [] });

  const opened = await Promise.all([one, two].map(({ portalId }) => openConnection(database.db, { shop, portalId })));

  expect(opened.map(({ kind }) => kind).sort()).toEqual(["already_connected", "opened"]);
});

test("a connection that ends keeps its settings for when it is revived, and says whether the portal has a shop left", async () => {
  const first = await connectShop(database.db);
  const second = await connectShop(database.db, { portalId: first.portalId });
  await saveObjectSettings(database.db, first, "customers", { winner: "hubspot" });

  const closed = await closeConnection(database.db, first.shop);
  const none = await activeConnection(database.db, first.shop);
  const left = await connectionsOfPortal(database.db, first.portalId);
  const last = await closeConnection(database.db, second.shop);
  const revived = await openConnection(database.db, { shop: first.shop, portalId: first.portalId });

  expect(closed).toEqual({ connection: first, lastOfPortal: false });
  expect(none).toBeNull();
  expect(left).toEqual([second]);
  expect(last?.lastOfPortal).toBe(true);
  expect(revived).toEqual({ kind: "opened", connection: first, revived: true });
  expect(await objectSettings(database.db, first, "customers")).toMatchObject({ winner: "hubspot", enabled: true });
});

test("settings raise their version when the outcome may change by them, and by each of two saves at once", async () => {
  const connection = await connectShop(database.db);
  const limit = [{ field: "country", operator: "equals" as const, value: "DE" }];

  const on = await saveObjectSettings(database.db, connection, "customers", { enabled: true });
  const same = await saveObjectSettings(database.db, connection, "customers", { winner: "shopify" });
  const changed = await saveObjectSettings(database.db, connection, "customers", { winner: "hubspot", limit });
  const twice = await saveObjectSettings(database.db, connection, "customers", { limit });
  await Promise.all([
    saveObjectSettings(database.db, connection, "customers", { direction: "to_hubspot" }),
    saveObjectSettings(database.db, connection, "customers", { createInShopify: true }),
  ]);

  expect([on.version, same.version, changed.version, twice.version]).toEqual([1, 1, 2, 2]);
  expect(await objectSettings(database.db, connection, "customers")).toMatchObject({ version: 4, limit });
  expect(await listObjectSettings(database.db, connection)).toHaveLength(1);
});

test("a delivery is new once, in as many processes as may be, and again when its work had failed", async () => {
  const shop = makeShopName();
  const delivery = { shop, vendor: "shopify", deliveryId: "d-1", topic: "customers/update" } as const;

  const answers = await Promise.all(Array.from({ length: 8 }, () => firstDelivery(database.db, delivery)));
  await forgetDelivery(database.db, delivery);

  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await firstDelivery(database.db, delivery)).toBe(true);
});

test("an authorisation is used once, of many at the same moment too", async () => {
  const key = { shop: makeShopName(), nonceHash: makeShopName(), browserHash: "browser" };
  await createState(database.db, { ...key, userId: "7", expiresAt: new Date(Date.now() + 600_000) });

  const used = await Promise.all(Array.from({ length: 8 }, () => useState(database.db, key, new Date())));
  const later = await useState(database.db, key, new Date());

  expect(used.filter(Boolean)).toEqual([{ userId: "7" }]);
  expect(later).toBeNull();
});

test("an authorisation of another browser, another shop, too late, or that a newer one replaced is none", async () => {
  const now = new Date();
  const key = { shop: makeShopName(), nonceHash: makeShopName(), browserHash: "browser" };
  const open = (more = {}) =>
    createState(database.db, { ...key, userId: "7", expiresAt: new Date(now.getTime() + 600_000), ...more });
  await open();

  const otherBrowser = await useState(database.db, { ...key, browserHash: "other" }, now);
  const otherShop = await useState(database.db, { ...key, shop: makeShopName() }, now);
  const late = await useState(database.db, key, new Date(now.getTime() + 600_001));
  await open({ nonceHash: makeShopName() });
  const replaced = await useState(database.db, key, now);

  expect([otherBrowser, otherShop, late, replaced]).toEqual([null, null, null, null]);
});

test("activities are listed newest first, page by page, for their shop", async () => {
  const [shop, other] = [makeShopName(), makeShopName()];
  for (const kind of ["connection.opened", "sync.enabled", "run.paused"] as const)
    await recordActivity(database.db, { shop, kind });
  await recordActivity(database.db, { shop: other, kind: "connection.opened" });

  const first = await listActivity(database.db, shop, { limit: 2 });
  const before = first.at(-1)?.id;
  const second = await listActivity(database.db, shop, { limit: 2, ...(before !== undefined && { before }) });

  expect(first.map(({ kind }) => kind)).toEqual(["run.paused", "sync.enabled"]);
  expect(second.map(({ kind }) => kind)).toEqual(["connection.opened"]);
});

test("a transaction that fails leaves nothing", async () => {
  const shop = makeShopName();

  const failing = inShop(database.db, shop, async (tx) => {
    await tx.activity.create({ data: { shop, kind: "sync.enabled" } });
    throw new Error("refused");
  });

  await expect(failing).rejects.toThrow("refused");
  expect(await listActivity(database.db, shop)).toEqual([]);
});
