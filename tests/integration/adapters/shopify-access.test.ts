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

test("a refresh that comes second to the app being opened takes the token of that", async () => {
  const session = await adapters.sessions.loadSession(`offline_${adapters.connection.shop}`);
  if (!session) throw new Error("no session");
  adapters.time.advance(58 * 60_000);
  adapters.shopify.faults.add({ kind: "slow", delayMs: 300, match: { path: "access_token", body: "refresh_token" } });
  adapters.shopify.faults.add({ kind: "status", status: 400, match: { path: "access_token", body: "refresh_token" } });

  const slow = count();
  await install(adapters.db, adapters, adapters.shopify, adapters.connection.shop, adapters.clock);

  expect(await slow).toBe(0);
  expect((await adapters.sessions.loadSession(session.id))?.accessToken).not.toBe(session.accessToken);
});
