import { expect, test } from "vitest";
import { installShop } from "#app/services/install-shop.ts";
import { listActivity } from "#app/store/activity.server.ts";
import { findShop, markUninstalled } from "#app/store/shops.server.ts";
import { testLog, withAdapters } from "../adapters/open-adapters.ts";

const adapters = withAdapters();
const shop = () => adapters.connection.shop;
const install = () =>
  installShop({ db: adapters.db, admin: adapters.admin, log: testLog }, { shop: shop(), scopes: ["read_customers"] });

test("the first token brings the shop's facts, the next ones ask for nothing", async () => {
  await install();
  expect(await findShop(adapters.db, shop())).toMatchObject({
    status: "installed",
    name: "Shop",
    currency: "USD",
    timeZone: "America/New_York",
    shopifyGid: expect.stringMatching(/^gid:\/\/shopify\/Shop\/\d+$/),
  });

  adapters.shopify.log.reset();
  await install();
  expect(adapters.shopify.log.counts().total).toBe(0);
});

test("a shop that installs again is noted as such, once", async () => {
  await markUninstalled(adapters.db, shop(), new Date());
  const sessionless = installShop(
    { db: adapters.db, admin: adapters.admin, log: testLog },
    { shop: shop(), scopes: [] },
  );

  await sessionless;
  await install();

  const kinds = (await listActivity(adapters.db, shop())).map((entry) => entry.kind);
  expect(kinds.filter((kind) => kind === "app.reinstalled")).toHaveLength(1);
  expect(await findShop(adapters.db, shop())).toMatchObject({ status: "installed", uninstalledAt: null });
});

test("facts that cannot be had do not stand in the way of installing", async () => {
  const unknown = "never-seen.myshopify.com";

  await installShop(
    { db: adapters.db, admin: adapters.admin, log: testLog },
    { shop: unknown, scopes: ["read_customers"] },
  );

  expect(await findShop(adapters.db, unknown)).toMatchObject({ status: "installed", name: null });
});
