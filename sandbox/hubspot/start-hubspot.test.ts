import { Client } from "@hubspot/api-client";
import { FilterOperatorEnum } from "@hubspot/api-client/lib/codegen/crm/contacts/models/Filter.js";
import { expect, test } from "vitest";
import { readAppDefinition } from "#sandbox/hubspot/app-definition.ts";
import { CLIENT, PORTAL, startTestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const DETAILS = "/account-info/2026-09/details";
const CONTACTS = "/crm/objects/2026-09/contacts";

test.each([423, 429, 477, 500, 502, 503, 504])(
  "a status fault answers %i with HubSpot's error body",
  async (status) => {
    const { call, faults } = await startTestHubspot();
    faults.add({ kind: "status", status, retryAfterSeconds: 7 });

    const answer = await call("GET", DETAILS);

    expect(answer).toMatchObject({ status, body: { status: "error", correlationId: expect.any(String) } });
    expect(answer.headers.get("retry-after")).toBe("7");
    expect((await call("GET", DETAILS)).status).toBe(200);
  },
);

test.each(["TEN_SECONDLY_ROLLING", "SECONDLY", "DAILY"])(
  "the throttled fault names the policy %s",
  async (policyName) => {
    const { call, faults } = await startTestHubspot();
    faults.add({ kind: "throttled", policyName, match: { tenant: String(PORTAL) } });

    expect(await call("GET", DETAILS)).toMatchObject({
      status: 429,
      body: {
        policyName,
        errorType: "RATE_LIMIT",
        message: `You have reached your ${policyName.toLowerCase()} limit.`,
      },
    });
  },
);

test("the expired_token fault ends the access token for good, a refresh helps", async () => {
  const hubspot = await startTestHubspot();
  hubspot.faults.add({ kind: "expired_token" });

  expect((await hubspot.call("GET", DETAILS)).body.category).toBe("EXPIRED_AUTHENTICATION");
  expect((await hubspot.call("GET", DETAILS)).status).toBe(401);
  expect((await hubspot.call("GET", DETAILS, undefined, hubspot.issueTokens(PORTAL).accessToken)).status).toBe(200);
});

test("the revoked_token fault ends the install, on a call or on a refresh", async () => {
  const hubspot = await startTestHubspot();
  const refresh = async (refresh_token: string) => {
    const { clientId: client_id, clientSecret: client_secret } = CLIENT;
    const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token, client_id, client_secret });
    const response = await fetch(`${hubspot.origin}/oauth/2026-09/token`, { method: "POST", body });
    return response.json() as Promise<{ status: string }>;
  };
  const first = hubspot.issueTokens(PORTAL);
  hubspot.faults.add({ kind: "revoked_token", match: { path: "^/account-info" } });
  expect((await hubspot.call("GET", DETAILS, undefined, first.accessToken)).body.category).toBe(
    "INVALID_AUTHENTICATION",
  );
  expect((await refresh(first.refreshToken)).status).toBe("BAD_REFRESH_TOKEN");

  const second = hubspot.issueTokens(PORTAL);
  hubspot.faults.add({ kind: "revoked_token", match: { path: "/token$" } });
  expect((await refresh(second.refreshToken)).status).toBe("BAD_REFRESH_TOKEN");
});

test("a write whose answer is lost was applied, one that was reset before was not", async () => {
  const { call, faults, portal } = await startTestHubspot();
  const create = (email: string) => call("POST", CONTACTS, { properties: { email } });

  faults.add({ kind: "reset_before", match: { body: "before@" } });
  await expect(create("before@example.com")).rejects.toThrow();
  faults.add({ kind: "reset_after", match: { body: "after@" } });
  await expect(create("after@example.com")).rejects.toThrow();

  expect(portal(PORTAL).contacts.findBy("email", "before@example.com")).toBeUndefined();
  expect(portal(PORTAL).contacts.findBy("email", "after@example.com")).toBeDefined();
});

test("a hanging request ends with the client's patience", async () => {
  const { origin, faults, token } = await startTestHubspot();
  faults.add({ kind: "hang" });

  const headers = { authorization: `Bearer ${token}` };
  await expect(fetch(origin + DETAILS, { headers, signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/i);
});

test("latency is added to every answer of the API", async () => {
  const { call } = await startTestHubspot({ latencyMs: 30 });
  const before = performance.now();

  await call("GET", DETAILS);

  expect(performance.now() - before).toBeGreaterThanOrEqual(29);
});

test("the control endpoint counts, tells idle and puts everything back to the seed", async () => {
  const contacts = [{ email: "seed@example.com" }];
  const { call, visit, isIdle, clock } = await startTestHubspot({ portals: [{ id: PORTAL, contacts }] });
  await call("POST", CONTACTS, { properties: { email: "new@example.com" } });

  expect((await call("GET", "/__control/state")).body).toMatchObject({ contacts: 2, portals: [{ installed: true }] });
  expect((await call("GET", "/__control/requests")).body).toMatchObject({
    total: 1,
    byRoute: { "POST /crm/objects/:version/:type": 1 },
    byOperation: { "POST /crm/objects/:version/contacts": 1 },
    byStatus: { "201": 1 },
    peak10s: 1,
    peak10sByTenant: { [PORTAL]: 1 },
  });
  expect(isIdle()).toBe(false);
  clock.advance(2_000);
  await visit("POST", "/__control/reset");

  expect((await call("GET", "/__control/state")).body).toMatchObject({ contacts: 1, portals: [{ installed: false }] });
  expect((await call("GET", "/__control/idle")).body).toEqual({ idle: true });
  expect((await call("GET", DETAILS)).status).toBe(401);
});

test("the same seed gives the same ids", async () => {
  const ids = async () => {
    const { portal } = await startTestHubspot();
    return Array.from({ length: 5 }, () => portal(PORTAL).createRecord("0-1", {}).id);
  };

  expect(await ids()).toEqual(await ids());
});

test("the project's own definition names scopes and subscriptions", () => {
  const app = readAppDefinition();

  expect(app.requiredScopes).toContain("crm.objects.contacts.write");
  expect(app.webhookPath).toBe("/webhooks/hubspot");
  expect(app.subscriptions.map(({ subscriptionType }) => subscriptionType)).toContain("object.propertyChange");
});

test("HubSpot's own client, which checks every status, is content", async () => {
  const hubspot = await startTestHubspot({ searchLagMs: 0 });
  const client = new Client({ basePath: hubspot.origin, accessToken: hubspot.token });
  const { basicApi, batchApi, searchApi } = client.crm.contacts;
  const properties = (email: string) => ({ properties: { email } });

  const created = await basicApi.create({ ...properties("a@example.com"), associations: [] });
  expect((await basicApi.getById(created.id, ["email"])).properties.email).toBe("a@example.com");
  expect((await basicApi.update(created.id, { properties: { city: "Paris" } })).properties.city).toBe("Paris");
  expect((await basicApi.getPage(10)).results).toHaveLength(1);
  const batch = await batchApi.create({ inputs: [{ ...properties("b@example.com"), associations: [] }] });
  const inputs = [{ id: batch.results[0]?.id ?? "", properties: { city: "Rome" } }];
  expect((await batchApi.update({ inputs })).results[0]?.properties.city).toBe("Rome");
  const upserted = await batchApi.upsert({ inputs: [{ id: "c@example.com", idProperty: "email", properties: {} }] });
  expect(upserted.results).toMatchObject([{ _new: true }]);
  const read = { properties: ["email"], propertiesWithHistory: [], inputs: [{ id: created.id }, { id: "1" }] };
  expect(await batchApi.read(read)).toMatchObject({ numErrors: 1, results: [{ id: created.id }] });
  const filterGroups = [
    { filters: [{ propertyName: "email", operator: FilterOperatorEnum.Eq, value: "b@example.com" }] },
  ];
  const search = { filterGroups, sorts: [], properties: ["email"], limit: 10, after: "0", query: "" };
  expect((await searchApi.doSearch(search)).total).toBe(1);
  const merge = { primaryObjectId: created.id, objectIdToMerge: batch.results[0]?.id ?? "" };
  const merged = await basicApi.merge(merge);
  await basicApi.archive(merged.id);
  await batchApi.archive({ inputs: [{ id: upserted.results[0]?.id ?? "" }] });
  expect((await client.crm.contacts.getAll()).length).toBe(0);

  await client.crm.properties.groupsApi.create("contacts", { name: "shop", label: "Shop", displayOrder: -1 });
  const property = {
    name: "shop_id",
    label: "Id",
    groupName: "shop",
    type: "string",
    fieldType: "text",
    hasUniqueValue: true,
  };
  await client.crm.properties.coreApi.create("contacts", property as never);
  expect((await client.crm.properties.coreApi.getByName("contacts", "shop_id")).hasUniqueValue).toBe(true);
  await client.crm.properties.coreApi.archive("contacts", "shop_id");
  const { clientId, clientSecret } = CLIENT;
  const { refreshToken } = hubspot.issueTokens(PORTAL);
  const tokens = await client.oauth.tokensApi.create(
    "refresh_token",
    undefined,
    undefined,
    clientId,
    clientSecret,
    refreshToken,
  );
  expect(tokens.expiresIn).toBe(1_800);
  await expect(basicApi.getById("1")).rejects.toMatchObject({ code: 404, body: { status: "error" } });
});
