import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closeAfterTest, startTestSandbox, testClient } from "./admin/testing/start-test-sandbox.ts";
import { startHubspot } from "./hubspot/start-hubspot.ts";
import { createMerchant } from "./play-merchant.ts";
import { findOutboundOrigin, parseOutboundRoutes } from "./route-outbound.ts";

test("every host of the vendors leads to its stand-in, and every other to a sink that records and refuses", async () => {
  const { sandbox } = await startTestSandbox();
  const routes = parseOutboundRoutes(sandbox.routes);
  const find = (host: string) => findOutboundOrigin(routes, host);

  expect([find("demo-shop.myshopify.com"), find("storage.googleapis.com")]).toEqual([
    sandbox.origins.shopify,
    sandbox.origins.shopify,
  ]);
  expect([find("api.hubapi.com"), find("api-eu1.hubapi.com")]).toEqual([
    sandbox.origins.hubspot,
    sandbox.origins.hubspot,
  ]);
  expect(find("example.com")).toBe(sandbox.origins.sink);

  const headers = { "x-forwarded-host": "example.com", "x-forwarded-proto": "https" };
  const answer = await fetch(`${sandbox.origins.sink}/tracking?id=1`, { headers });

  expect(answer.status).toBe(599);
  expect(sandbox.unexpected()).toEqual(["GET https://example.com/tracking"]);
});

test("the demo shop and portal are there, with tokens to ask them oneself", async () => {
  const { sandbox } = await startTestSandbox();
  sandbox.shopify.install("demo-shop.myshopify.com");

  const { shopifyAccessToken = "", hubspotAccessToken = "" } = await sandbox.credentials();
  const shop = await fetch(`${sandbox.urls.shopifyApi}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: {
      "x-forwarded-host": "demo-shop.myshopify.com",
      "x-shopify-access-token": shopifyAccessToken,
      "content-type": "application/json",
    },
    body: JSON.stringify({ query: "{ shop { name } }" }),
  });
  const portal = await fetch(`${sandbox.urls.hubspotApi}/account-info/2026-09/details`, {
    headers: { authorization: `Bearer ${hubspotAccessToken}` },
  });

  expect(await shop.json()).toMatchObject({ data: { shop: { name: "Demo Shop" } } });
  expect(await portal.json()).toMatchObject({ portalId: 4_242_424 });
  expect(await sandbox.countShopify("customers")).toBe(400);
  expect(await sandbox.countHubspot("customers")).toBe(0);
  expect((await sandbox.requestTotals()).shopify).toBeGreaterThan(0);
  expect(sandbox.problems).toEqual([]);
});

test("several shops and portals live in one sandbox", async () => {
  const { sandbox } = await startTestSandbox({
    shops: [
      { domain: "demo-shop.myshopify.com", name: "Demo Shop" },
      { domain: "second-shop.myshopify.com", name: "Second Shop", currency: "EUR" },
    ],
    portals: [{ id: 4_242_424 }, { id: 5_353_535 }],
  });
  const second = createMerchant({ origins: sandbox.origins, handle: "second-shop" });

  await second.install();

  expect(sandbox.shopify.isInstalled("second-shop.myshopify.com")).toBe(true);
  expect(sandbox.shopify.isInstalled("demo-shop.myshopify.com")).toBe(false);
  expect(sandbox.hubspot?.portal(5_353_535).id).toBe(5_353_535);
});

test("a HubSpot stand-in that runs elsewhere is connected to, counted and asked with a token of its own", async () => {
  const foreign = closeAfterTest(
    await startHubspot({
      clientId: testClient.HUBSPOT_CLIENT_ID,
      clientSecret: testClient.HUBSPOT_CLIENT_SECRET,
      appId: 77,
      appOrigin: "http://127.0.0.1:1",
      portals: [{ id: 99, contacts: [{ email: "a@example.com" }] }],
    }),
  );
  const { sandbox } = await startTestSandbox({ hubspotUrl: `${foreign.origin}/` });
  foreign.setAppOrigin(sandbox.origins.app);
  const merchant = createMerchant(sandbox);
  foreign.clock.advance(10_000);

  await merchant.install();
  await merchant.connectHubspot();

  expect(sandbox.hubspot).toBeUndefined();
  expect(sandbox.origins.hubspot).toBe(foreign.origin);
  expect(await sandbox.countHubspot("customers")).toBe(1);
  expect(await sandbox.isIdle()).toBe(true);
  const api = findOutboundOrigin(parseOutboundRoutes(sandbox.routes), "api.hubapi.com");
  await fetch(`${api}/account-info/2026-09/details`);
  expect((await sandbox.requestTotals()).hubspot).toBe(1);
});

test("a HubSpot that redirects at once instead of asking is connected to as well", async () => {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://x");
    const back = new URL(searchParams.get("redirect_uri") ?? "http://x");
    back.search = new URLSearchParams({ code: "c", state: searchParams.get("state") ?? "" }).toString();
    response.writeHead(302, { location: back.href }).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  closeAfterTest({ close: () => void server.close() });
  const { sandbox } = await startTestSandbox({
    hubspotUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  const merchant = createMerchant(sandbox);

  await merchant.install();

  expect(await merchant.connectHubspot()).toContain("Connected");
});

test("broken rows of a folder are named and the rest is loaded, and a folder without exports is refused", async () => {
  const dir = await mkdtemp(join(tmpdir(), "shop-"));
  closeAfterTest({ close: () => rm(dir, { recursive: true }) });
  await writeFile(join(dir, "customers_export.csv"), "Email,First Name\na@example.com,A\nnot-one,B\n");

  const { sandbox } = await startTestSandbox({ dataDir: dir });

  const reason = '"not-one" is not an e-mail address';
  expect(sandbox.problems).toEqual([{ file: "customers_export.csv", row: 3, reason }]);
  expect(await sandbox.countShopify("customers")).toBe(1);
  await expect(startTestSandbox({ dataDir: "/nowhere" })).rejects.toThrow(
    "/nowhere holds none of customers_export.csv",
  );
});

test("a port that is taken fails the start and leaves nothing running behind", async () => {
  const { sandbox } = await startTestSandbox();
  const taken = Number(new URL(sandbox.origins.shopify).port);
  const free = createServer();
  await new Promise<void>((ready) => free.listen(0, "127.0.0.1", ready));
  const { port: app } = free.address() as AddressInfo;
  await new Promise<void>((done) => free.close(() => done()));

  await expect(startTestSandbox({ ports: { app, shopify: taken } })).rejects.toThrow("EADDRINUSE");

  await expect(fetch(`http://127.0.0.1:${app}/`)).rejects.toThrow();
});
