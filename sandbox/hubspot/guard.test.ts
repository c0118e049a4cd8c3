import { expect, test } from "vitest";
import { OTHER_PORTAL, PORTAL, startTestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const DETAILS = "/account-info/2026-09/details";
const CONTACTS = "/crm/objects/2026-09/contacts";

test("no token, a wrong one and a wrong scheme are 401 INVALID_AUTHENTICATION", async () => {
  const { call, origin, token } = await startTestHubspot();

  expect(await call("GET", CONTACTS, undefined, "")).toMatchObject({
    status: 401,
    body: { status: "error", category: "INVALID_AUTHENTICATION", correlationId: expect.any(String) },
  });
  expect((await call("GET", CONTACTS, undefined, "wrong")).status).toBe(401);
  expect((await fetch(origin + CONTACTS, { headers: { authorization: `Basic ${token}` } })).status).toBe(401);
});

test("each area needs its scope, and the 403 says which would do", async () => {
  const { call, issueTokens } = await startTestHubspot();
  const reader = issueTokens(PORTAL, ["oauth", "crm.objects.contacts.read"]).accessToken;
  const bare = issueTokens(PORTAL, ["oauth"]).accessToken;
  const status = async (token: string, method: string, path: string, body?: object) =>
    (await call(method, path, body, token)).status;

  expect(await status(bare, "GET", DETAILS)).toBe(200);
  expect(await status(reader, "GET", CONTACTS)).toBe(200);
  expect(await status(reader, "GET", "/crm/properties/2026-09/contacts")).toBe(200);
  expect(await status(reader, "POST", `${CONTACTS}/batch/read`, { inputs: [{ id: "1" }] })).toBe(207);
  expect(await status(bare, "GET", CONTACTS)).toBe(403);
  expect(await status(reader, "DELETE", `${CONTACTS}/1`)).toBe(403);
  expect(await status(reader, "POST", "/crm/properties/2026-09/contacts", {})).toBe(403);
  expect(await status(reader, "GET", "/communication-preferences/2026-09/definitions")).toBe(403);
  expect((await call("POST", CONTACTS, {}, reader)).body).toMatchObject({
    category: "MISSING_SCOPES",
    errors: [{ context: { requiredGranularScopes: ["crm.objects.contacts.write"] } }],
  });
});

test("110 requests pass in any ten seconds, the next is 429, per portal", async () => {
  const { call, issueTokens, clock } = await startTestHubspot();
  const other = issueTokens(OTHER_PORTAL).accessToken;

  const first = await call("GET", DETAILS);
  clock.advance(5_000);
  for (let n = 1; n < 110; n += 1) await call("GET", DETAILS);
  const refused = await call("GET", DETAILS);

  expect(first.headers.get("x-hubspot-ratelimit-max")).toBe("110");
  expect(first.headers.get("x-hubspot-ratelimit-remaining")).toBe("109");
  expect(first.headers.get("x-hubspot-ratelimit-interval-milliseconds")).toBe("10000");
  expect(refused.status).toBe(429);
  expect(refused.headers.get("x-hubspot-ratelimit-remaining")).toBe("0");
  expect(refused.headers.has("retry-after")).toBe(false);
  expect(refused.body).toMatchObject({
    message: "You have reached your ten_secondly_rolling limit.",
    errorType: "RATE_LIMIT",
    policyName: "TEN_SECONDLY_ROLLING",
    requestId: expect.any(String),
  });
  expect((await call("GET", DETAILS, undefined, other)).status).toBe(200);

  clock.advance(5_000);
  expect((await call("GET", DETAILS)).status).toBe(200);
  expect((await call("GET", DETAILS)).status).toBe(429);
});

test("another limit can be set for all portals or one", async () => {
  const { call, issueTokens } = await startTestHubspot({
    rateLimit: 3,
    portals: [{ id: PORTAL }, { id: OTHER_PORTAL, rateLimit: 1 }],
  });
  const other = issueTokens(OTHER_PORTAL).accessToken;
  const run = async (token?: string) => {
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await call("GET", DETAILS, undefined, token)).status);
    return statuses;
  };

  expect(await run()).toEqual([200, 200, 200, 429]);
  expect(await run(other)).toEqual([200, 429, 429, 429]);
});
