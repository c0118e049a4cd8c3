import "@shopify/shopify-api/adapters/node";
import { ApiVersion, GraphqlQueryError, RequestedTokenType, shopifyApi } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { afterEach, expect, test } from "vitest";
import { KEY, openShopify, SECRET, SHOP } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  setAbstractFetchFunc(fetch);
  await shop?.close();
});

/** Shopify's own client, led to the stand-in as the app's outbound routing does. */
async function openClient() {
  shop = await openShopify();
  const { origin } = shop.shopify;
  setAbstractFetchFunc((input, init) => {
    const url = new URL(String(input));
    const headers = new Headers(init?.headers);
    headers.set("x-forwarded-host", url.host);
    headers.set("x-forwarded-proto", "https");
    return fetch(`${origin}${url.pathname}${url.search}`, { ...init, headers });
  });
  const api = shopifyApi({
    apiKey: KEY,
    apiSecretKey: SECRET,
    apiVersion: ApiVersion.October26,
    hostName: "app.example.test",
    isEmbeddedApp: true,
    logger: { log: () => undefined },
  });
  return { ...shop, api };
}

test("Shopify's client exchanges an id token, refreshes the pair and queries", async () => {
  const { api, shopify } = await openClient();

  const { session } = await api.auth.tokenExchange({
    shop: SHOP,
    sessionToken: shopify.idToken(SHOP),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  expect(session).toMatchObject({ shop: SHOP, isOnline: false });
  expect(session.refreshToken).toMatch(/^shprt_/);
  expect(session.expires?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);

  const fresh = await api.auth.refreshToken({ shop: SHOP, refreshToken: String(session.refreshToken) });
  const client = new api.clients.Graphql({ session: fresh.session });
  const answer = await client.request("{ shop { name } customersCount { count } }");
  expect(answer.data).toEqual({ shop: { name: "Demo Shop" }, customersCount: { count: 0 } });
});

test("Shopify's client sees throttling and refusals as it does in life", async () => {
  const { api, shopify } = await openClient();
  const { session } = await api.auth.tokenExchange({
    shop: SHOP,
    sessionToken: shopify.idToken(SHOP),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  const client = new api.clients.Graphql({ session });

  shopify.faults.add({ kind: "throttled" });
  const throttled = await client.request("{ shop { name } }").catch((error: unknown) => error);
  expect(throttled).toBeInstanceOf(GraphqlQueryError);
  expect((throttled as GraphqlQueryError).message).toBe("Throttled");
  shopify.uninstall(SHOP);
  await expect(client.request("{ shop { name } }")).rejects.toMatchObject({ response: { code: 401 } });
});

test("a delivery passes the client's own check of its signature", async () => {
  const { api, state, received } = await openClient();
  state.customers.create({ email: "a@example.com" });
  await expect.poll(() => received.length).toBe(1);

  const rawBody = JSON.stringify(received[0]?.body);
  // The Node adapter reads a request as Node's server gives it: headers as a plain object.
  const request = { method: "POST", url: "/webhooks", headers: received[0]?.headers ?? {} };
  const valid = await api.webhooks.validate({ rawBody, rawRequest: request });
  expect(valid).toMatchObject({ valid: true, topic: "CUSTOMERS_CREATE", domain: SHOP });
});
