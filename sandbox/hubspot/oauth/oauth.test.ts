import { createHash } from "node:crypto";
import { parse } from "node-html-parser";
import { expect, test } from "vitest";
import type { Body, TestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import {
  CLIENT,
  OTHER_PORTAL,
  PORTAL,
  startTestHubspot,
  testApp,
} from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const REDIRECT = "https://app.example/hubspot/callback";
const DETAILS = "/account-info/2026-09/details";

const install = (more: Record<string, string> = {}) =>
  `/oauth/authorize?${new URLSearchParams({
    client_id: CLIENT.clientId,
    redirect_uri: REDIRECT,
    scope: testApp.requiredScopes.join(" "),
    optional_scope: "communication_preferences.read_write",
    state: "state/1 & more",
    ...more,
  })}`;

async function consent(hubspot: TestHubspot, portalId = PORTAL, more: Record<string, string> = {}): Promise<string> {
  const { location } = await hubspot.visit("POST", install(more), { portalId: String(portalId), decision: "connect" });
  return new URL(location).searchParams.get("code") ?? "";
}

async function askToken(
  hubspot: TestHubspot,
  fields: Record<string, string>,
  path = "/oauth/2026-09/token",
): Promise<{ status: number; body: Body & Record<string, string> }> {
  const { clientId, clientSecret } = CLIENT;
  const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...fields });
  const response = await fetch(hubspot.origin + path, { method: "POST", body: form });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {} };
}

const exchange = (hubspot: TestHubspot, code: string, more: Record<string, string> = {}) =>
  askToken(hubspot, { grant_type: "authorization_code", code, redirect_uri: REDIRECT, ...more });
const refresh = (hubspot: TestHubspot, token: string) =>
  askToken(hubspot, { grant_type: "refresh_token", refresh_token: token });

test("the consent page lets a person choose an account, read the scopes, connect or cancel", async () => {
  const hubspot = await startTestHubspot();

  const { status, text } = await hubspot.visit("GET", install());
  const document = parse(text);

  expect(status).toBe(200);
  expect(document.querySelector("html")?.getAttribute("lang")).toBe("en");
  expect(document.querySelector("h1")?.text).toBe("Connect Test App");
  expect(document.querySelectorAll("label").map((label) => label.text.trim())).toEqual([
    `Test Portal (${PORTAL}, portal-${PORTAL}.hubspot.com)`,
    `Portal ${OTHER_PORTAL} (${OTHER_PORTAL}, portal-${OTHER_PORTAL}.hubspot.com)`,
  ]);
  expect(document.querySelectorAll("li code").map((code) => code.text)).toContain("crm.objects.contacts.write");
  expect(document.querySelectorAll("button").map((button) => button.text)).toEqual(["Connect app", "Cancel"]);
});

test("connecting returns a code and the state unchanged, cancelling an error", async () => {
  const hubspot = await startTestHubspot();

  const connected = await hubspot.visit("POST", install(), { portalId: String(PORTAL), decision: "connect" });
  const cancelled = await hubspot.visit("POST", install(), { decision: "cancel" });

  const query = new URL(connected.location).searchParams;
  expect(connected.location).toMatch(/^https:\/\/app\.example\/hubspot\/callback\?code=/);
  expect(query.get("state")).toBe("state/1 & more");
  expect(new URL(cancelled.location).searchParams.get("error")).toBe("access_denied");
});

test.each([
  ["an unknown client", { client_id: "other" }],
  ["a redirect address that is not the app's", { redirect_uri: "https://evil.example/callback" }],
  ["a scope the app does not define", { scope: `${testApp.requiredScopes.join(" ")} tickets` }],
  ["an optional scope the app does not define", { optional_scope: "tickets" }],
  ["a required scope missing", { scope: "oauth crm.objects.contacts.read" }],
  [
    "an optional scope asked for as required",
    { scope: [...testApp.requiredScopes, ...testApp.optionalScopes].join(" ") },
  ],
])("%s is refused on a page, without a redirect", async (_, wrong) => {
  const hubspot = await startTestHubspot();

  for (const method of ["GET", "POST"]) {
    const { status, location, text } = await hubspot.visit(
      method,
      install(wrong),
      method === "POST" ? { decision: "connect" } : undefined,
    );
    expect([status, location]).toEqual([400, ""]);
    expect(parse(text).querySelector("[role=alert]")).not.toBeNull();
  }
});

test("a portal whose tier lacks a required scope cannot install, one that lacks an optional scope is not granted it", async () => {
  const hubspot = await startTestHubspot({
    portals: [
      { id: PORTAL, missingScopes: ["communication_preferences.read_write"] },
      { id: OTHER_PORTAL, missingScopes: ["crm.schemas.contacts.write"] },
    ],
  });

  const { body } = await exchange(hubspot, await consent(hubspot));
  const refused = await hubspot.visit("POST", install(), { portalId: String(OTHER_PORTAL), decision: "connect" });

  expect(body.scopes).not.toContain("communication_preferences.read_write");
  expect(body.scopes).toContain("oauth");
  expect(refused.status).toBe(400);
});

test("a code gives tokens once, with the facts of the dated endpoint", async () => {
  const hubspot = await startTestHubspot();
  const code = await consent(hubspot);

  const { status, body } = await exchange(hubspot, code);
  const again = await exchange(hubspot, code);

  expect(status).toBe(200);
  expect(body).toMatchObject({
    token_type: "bearer",
    expires_in: 1_800,
    hub_id: PORTAL,
    user_id: expect.any(Number),
    token_use: "access_token",
    refresh_token: expect.any(String),
  });
  expect(body.access_token?.length).toBeLessThanOrEqual(512);
  expect((await hubspot.call("GET", DETAILS, undefined, body.access_token)).body).toMatchObject({
    portalId: PORTAL,
    companyCurrency: "USD",
    timeZone: "America/New_York",
    uiDomain: "app.hubspot.com",
    dataHostingLocation: "na1",
    utcOffset: expect.stringMatching(/^[+-]\d\d:\d\d$/),
  });
  expect(again).toMatchObject({ status: 400, body: { error: "invalid_grant", status: "BAD_AUTH_CODE" } });
});

test("a code is short-lived and bound to its redirect address", async () => {
  const hubspot = await startTestHubspot();
  const late = await consent(hubspot);
  hubspot.clock.advance(6 * 60_000);

  expect((await exchange(hubspot, late)).body.status).toBe("BAD_AUTH_CODE");
  const other = await exchange(hubspot, await consent(hubspot), { redirect_uri: "https://app.example/other" });
  expect(other.body.status).toBe("BAD_REDIRECT_URI");
});

test("a code with a PKCE challenge needs its verifier", async () => {
  const hubspot = await startTestHubspot();
  const verifier = "a-verifier-of-the-client-that-is-long-enough";
  const challenge = {
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  };

  expect((await exchange(hubspot, await consent(hubspot, PORTAL, challenge))).body.status).toBe("BAD_AUTH_CODE");
  const good = await exchange(hubspot, await consent(hubspot, PORTAL, challenge), { code_verifier: verifier });
  expect(good.status).toBe(200);
});

test.each([
  [{ client_id: "other" }, "BAD_CLIENT_ID", "invalid_client"],
  [{ client_secret: "wrong" }, "BAD_CLIENT_SECRET", "invalid_client"],
  [{ grant_type: "password" }, "BAD_GRANT_TYPE", "unsupported_grant_type"],
  [{ refresh_token: "unknown" }, "BAD_REFRESH_TOKEN", "invalid_grant"],
])("%j is refused as %s", async (wrong, status, error) => {
  const hubspot = await startTestHubspot();

  const answer = await askToken(hubspot, { grant_type: "refresh_token", refresh_token: "", ...wrong });

  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ status, error, message: expect.any(String) });
});

test("the dated endpoint reads the body only, v1 the query too", async () => {
  const hubspot = await startTestHubspot();
  const { refreshToken } = hubspot.issueTokens(PORTAL);
  const fields = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: refreshToken,
    client_id: CLIENT.clientId,
    client_secret: CLIENT.clientSecret,
  });
  const post = (path: string) => fetch(`${hubspot.origin}${path}?${fields}`, { method: "POST" });

  expect((await post("/oauth/2026-09/token")).status).toBe(400);
  expect((await post("/oauth/2019-01/token")).status).toBe(404);
  const old = await post("/oauth/v1/token");
  expect(old.status).toBe(200);
  expect(await old.json()).not.toHaveProperty("hub_id");
});

test("an access token ends after 30 minutes, and a refresh gives a new one with a rotated refresh token", async () => {
  const hubspot = await startTestHubspot();
  const first = hubspot.issueTokens(PORTAL);
  hubspot.clock.advance(30 * 60_000);

  const expired = await hubspot.call("GET", DETAILS, undefined, first.accessToken);
  const second = await refresh(hubspot, first.refreshToken);

  expect(expired).toMatchObject({ status: 401, body: { category: "EXPIRED_AUTHENTICATION" } });
  expect(second.body.refresh_token).not.toBe(first.refreshToken);
  expect((await hubspot.call("GET", DETAILS, undefined, second.body.access_token)).status).toBe(200);
  expect((await refresh(hubspot, first.refreshToken)).status).toBe(200);
});

test("rotation can be strict or off", async () => {
  const strict = await startTestHubspot({ rotateRefreshTokens: "strict" });
  const never = await startTestHubspot({ rotateRefreshTokens: "never" });
  const [used, kept] = [strict.issueTokens(PORTAL).refreshToken, never.issueTokens(PORTAL).refreshToken];
  await refresh(strict, used);

  expect((await refresh(strict, used)).body.status).toBe("BAD_REFRESH_TOKEN");
  expect((await refresh(never, kept)).body.refresh_token).toBe(kept);
});

test("introspection describes a token, revoking a refresh token leaves its access token alone", async () => {
  const hubspot = await startTestHubspot();
  const { accessToken, refreshToken } = hubspot.issueTokens(PORTAL);
  const introspect = async (token: string) =>
    (await askToken(hubspot, { token }, "/oauth/2026-09/token/introspect")).body;

  expect(await introspect(accessToken)).toMatchObject({ active: true, hub_id: PORTAL, token_use: "access_token" });
  expect((await askToken(hubspot, { token: refreshToken }, "/oauth/2026-09/token/revoke")).status).toBe(200);
  expect(await introspect(refreshToken)).toEqual({ active: false });
  expect((await refresh(hubspot, refreshToken)).body.status).toBe("BAD_REFRESH_TOKEN");
  expect((await hubspot.call("GET", DETAILS, undefined, accessToken)).status).toBe(200);
});

test("the v1 endpoints still describe tokens", async () => {
  const hubspot = await startTestHubspot();
  const { accessToken, refreshToken } = hubspot.issueTokens(PORTAL);

  expect((await hubspot.call("GET", `/oauth/v1/access-tokens/${accessToken}`)).body).toMatchObject({ hub_id: PORTAL });
  expect((await hubspot.call("GET", `/oauth/v1/refresh-tokens/${refreshToken}`)).body).toMatchObject({
    hub_id: PORTAL,
  });
  expect((await hubspot.call("DELETE", `/oauth/v1/refresh-tokens/${refreshToken}`)).status).toBe(204);
  expect((await hubspot.call("GET", `/oauth/v1/refresh-tokens/${refreshToken}`)).status).toBe(404);
});

test("the app uninstalls itself from one portal only", async () => {
  const hubspot = await startTestHubspot();
  const own = hubspot.issueTokens(PORTAL);
  const other = hubspot.issueTokens(OTHER_PORTAL);

  const { status } = await hubspot.call("DELETE", "/appinstalls/2026-09/external-install", undefined, own.accessToken);

  expect(status).toBe(204);
  expect((await hubspot.call("GET", DETAILS, undefined, own.accessToken)).body.category).toBe("INVALID_AUTHENTICATION");
  expect((await refresh(hubspot, own.refreshToken)).body.status).toBe("BAD_REFRESH_TOKEN");
  expect((await hubspot.call("GET", DETAILS, undefined, other.accessToken)).status).toBe(200);
  const again = await hubspot.call("DELETE", "/appinstalls/2026-09/external-install", undefined, own.accessToken);
  expect(again.status).toBe(401);
});
