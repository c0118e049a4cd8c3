import { afterEach, expect, test } from "vitest";
import { createIdToken } from "./oauth/id-token.ts";
import { KEY, openShopify, SECRET, SHOP } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});
const open = async (...args: Parameters<typeof openShopify>) => {
  shop = await openShopify(...args);
  return shop;
};
const HOUR = 3_600_000;
const ASK = "{ shop { name } currentAppInstallation { accessScopes { handle } } }";

test("an id token is exchanged for an expiring offline token with the granted scopes", async () => {
  const { exchange, ask, clock } = await open();

  const { body } = await exchange();

  expect(body).toMatchObject({
    scope: "write_customers,write_customer_merge,read_products,read_orders",
    expires_in: 3600,
    refresh_token_expires_in: 7_776_000,
  });
  const answer = await ask(ASK, {}, body.access_token);
  expect(answer.headers.get("x-shopify-api-version")).toBe("2026-10");
  expect(answer.body.data.shop.name).toBe("Demo Shop");
  expect(answer.body.data.currentAppInstallation.accessScopes).toContainEqual({ handle: "read_customers" });
  clock.advance(HOUR);
  expect((await ask(ASK, {}, body.access_token)).status).toBe(401);
});

test("an online token names its user", async () => {
  const { exchange } = await open();

  const { body } = await exchange({ requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token" });

  expect(body.associated_user).toMatchObject({ id: 901, account_owner: true });
});

test("what is not as it must be is refused with OAuth's error body", async () => {
  const { exchange, shopify } = await open();
  const token = (changes: object) => createIdToken({ shop: SHOP, apiKey: KEY, apiSecret: SECRET, userId: 1 }, changes);
  const errorOf = async (fields: Record<string, string>) => {
    const { status, body } = await exchange(fields);
    return `${status} ${body.error}`;
  };

  expect(await errorOf({ client_id: "other" })).toBe("400 application_cannot_be_found");
  expect(await errorOf({ client_secret: "wrong" })).toBe("400 invalid_client");
  expect(await errorOf({ expiring: "0" })).toBe("400 invalid_request");
  expect(await errorOf({ grant_type: "password" })).toBe("400 unsupported_grant_type");
  const bad = [
    token({ exp: 1 }),
    token({ nbf: Date.now() }),
    token({ aud: "another-app" }),
    token({ dest: "https://other.myshopify.com" }),
    createIdToken({ shop: SHOP, apiKey: KEY, apiSecret: "forged", userId: 1 }),
    "rubbish",
  ];
  for (const subject_token of bad) expect(await errorOf({ subject_token })).toBe("400 invalid_subject_token");
  shopify.uninstall(SHOP);
  expect(await errorOf({})).toBe("400 app_not_installed");
});

test("a refresh token rotates, and the one before stays usable until its replacement is used", async () => {
  const { exchange, send } = await open();
  const refresh = async (refresh_token: unknown) =>
    send("POST", "/admin/oauth/access_token", {
      client_id: KEY,
      client_secret: SECRET,
      grant_type: "refresh_token",
      refresh_token,
    });
  const first = (await exchange()).body;

  const second = (await refresh(first.refresh_token)).body;
  const again = (await refresh(first.refresh_token)).body;
  const third = (await refresh(again.refresh_token)).body;

  expect(new Set([first, second, again, third].map((pair) => pair.refresh_token)).size).toBe(4);
  const retired = await refresh(first.refresh_token);
  expect([retired.status, retired.body.error]).toEqual([400, "invalid_grant"]);
  await exchange();
  expect((await refresh(third.refresh_token)).body.error).toBe("invalid_grant");
});

test("faults expire a token so that a refresh helps, or revoke it so that nothing does", async () => {
  const { exchange, ask, send, shopify } = await open();
  const pair = (await exchange()).body;
  const refresh = () =>
    send("POST", "/admin/oauth/access_token", {
      client_id: KEY,
      client_secret: SECRET,
      grant_type: "refresh_token",
      refresh_token: pair.refresh_token,
    });

  shopify.faults.add({ kind: "expired_token" });
  expect((await ask(ASK, {}, pair.access_token)).status).toBe(401);
  const fresh = (await refresh()).body;
  expect((await ask(ASK, {}, fresh.access_token)).status).toBe(200);
  shopify.faults.add({ kind: "revoked_token" });
  expect((await ask(ASK, {}, fresh.access_token)).status).toBe(401);
  expect((await refresh()).status).toBe(400);
});

test("an unknown shop or API version is not found, an old version falls forward", async () => {
  const { send, token } = await open();
  const ask = (version: string, host: string) =>
    send(
      "POST",
      `/admin/api/${version}/graphql.json`,
      { query: "{ shop { name } }" },
      { "x-shopify-access-token": token, "x-forwarded-host": host },
    );

  expect((await ask("2026-10", "nobody.myshopify.com")).status).toBe(404);
  expect((await ask("2031-01", SHOP)).status).toBe(404);
  expect((await ask("2024-10", SHOP)).headers.get("x-shopify-api-version")).toBe("2026-01");
});

test("the app sees its scopes and gives back optional ones only", async () => {
  const { ask, shopify, topics } = await open();
  shopify.setScopes(SHOP, [...shopify.grantedScopes(SHOP), "read_all_orders"]);
  const scopes = await ask("{ app { optionalAccessScopes { handle } installation { accessScopes { handle } } } }");
  expect(scopes.body.data).toMatchObject({ app: { optionalAccessScopes: [{ handle: "read_all_orders" }] } });
  const revoke = (handle: string) =>
    ask("mutation($s: [String!]!) { appRevokeAccessScopes(scopes: $s) { revoked { handle } userErrors { code } } }", {
      s: [handle],
    });

  expect(JSON.stringify((await revoke("read_products")).body.data)).toContain("CANNOT_REVOKE_REQUIRED_SCOPES");
  expect(JSON.stringify((await revoke("read_all_orders")).body.data)).toContain(
    '"revoked":[{"handle":"read_all_orders"}]',
  );
  expect(shopify.grantedScopes(SHOP)).not.toContain("read_all_orders");
  await expect.poll(() => topics()).toEqual(["app/scopes_update", "app/scopes_update"]);
});
