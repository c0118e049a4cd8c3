import { expect, test } from "vitest";
import { install, withAdapters } from "./open-adapters.ts";

const adapters = withAdapters();

const count = () => adapters.vendors.bulk(adapters.connection, "customers").count();
const tokenRequests = () => {
  const { byRoute } = adapters.shopify.log.counts();
  return Object.entries(byRoute).reduce((sum, [route, n]) => (route.includes("access_token") ? sum + n : sum), 0);
};

test("an old token is refreshed once, however many ask at the same time in however many processes", async () => {
  adapters.time.advance(58 * 60_000);
  adapters.shopify.log.reset();
  const others = [adapters.reopen(), adapters.reopen(), adapters.reopen()];

  await Promise.all(others.map(({ vendors }) => vendors.bulk(adapters.connection, "customers").count()));

  expect(tokenRequests()).toBe(1);
});

test("a token that Shopify refuses before its time is renewed once and the request sent again", async () => {
  adapters.shopify.faults.add({ kind: "expired_token" });
  adapters.shopify.log.reset();

  expect(await count()).toBe(0);
  expect(tokenRequests()).toBe(1);
});

test("access that was taken back asks for a reconnect, and opening the app again heals it", async () => {
  adapters.shopify.uninstall(adapters.connection.shop);

  await expect(count()).rejects.toMatchObject({ kind: "reconnect" });

  await install(adapters.db, adapters, adapters.shopify, adapters.connection.shop, adapters.clock);
  expect(await count()).toBe(0);
});
