import { expect, test } from "vitest";
import type { ConnectDeps } from "#app/services/connect-hubspot.ts";
import {
  browserCookie,
  finishAuthorization,
  issueConnectTicket,
  startAuthorization,
} from "#app/services/connect-hubspot.ts";
import { disconnectHubspot } from "#app/services/disconnect-hubspot.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { setPortalStatus } from "#app/store/portals.server.ts";
import { latestRun } from "#app/store/runs.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import { PORTAL, testCipher, testEnv, testHash, testLog, withAdapters } from "../adapters/open-adapters.ts";

const adapters = withAdapters();

const deps = (): ConnectDeps => ({
  db: adapters.db,
  boss: null,
  cipher: testCipher,
  hash: testHash,
  clock: adapters.clock,
  log: testLog,
  env: testEnv,
  oauth: adapters.oauth,
  hubspot: adapters.hubspot,
  portalTokens: adapters.portalTokens,
  admin: adapters.admin,
});
const shop = () => adapters.connection.shop;
const disconnect = () => disconnectHubspot(deps(), { shop: shop(), userId: "7" });

/** The merchant clicks the link in the admin. */
async function begin(browser: string | null = null) {
  const ticket = issueConnectTicket(deps(), { shop: shop(), userId: "7" });
  const started = await startAuthorization(deps(), { ticket, browser });
  if (started.kind !== "redirect") throw new Error("The ticket was refused.");
  const cookie = new RegExp(`${browserCookie}=([^;]+)`).exec(started.setCookie)?.[1] ?? "";
  return { ...started, cookie };
}

/** The merchant answers HubSpot's consent page. @returns the query HubSpot sends the browser back with */
async function consent(
  url: string,
  decision: "connect" | "cancel" = "connect",
  portalId = PORTAL,
): Promise<URLSearchParams> {
  const page = new URL(url);
  const answer = await fetch(`${adapters.hubspotStandIn.origin}/oauth/authorize${page.search}`, {
    method: "POST",
    body: new URLSearchParams({ decision, portalId: String(portalId) }),
    redirect: "manual",
  });
  return new URL(answer.headers.get("location") ?? "").searchParams;
}

const trackingOf = async () => {
  const token = (await adapters.sessions.loadSession(`offline_${shop()}`))?.accessToken ?? "";
  const answer = await fetch(`https://${shop()}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": token },
    body: JSON.stringify({
      query: `{ currentAppInstallation { metafield(namespace: "tandem", key: "tracking") { value } } }`,
    }),
  });
  const body = (await answer.json()) as { data: { currentAppInstallation: { metafield: { value: string } | null } } };
  const value = body.data.currentAppInstallation.metafield?.value;
  return value ? JSON.parse(value) : null;
};

test("disconnecting the last shop leaves the portal, and connecting again brings everything back", async () => {
  const before = adapters.connection;
  expect(await disconnect()).toBe("disconnected");
  expect(await activeConnection(adapters.db, shop())).toBeNull();
  expect(await disconnect()).toBe("not_connected");

  const { url, cookie } = await begin();
  const result = await finishAuthorization(deps(), { query: await consent(url), browser: cookie });

  const hubDomain = adapters.hubspotStandIn.portal(PORTAL).domain;
  expect(result).toEqual({ kind: "connected", shop: shop(), portalId: String(PORTAL), hubDomain, problems: [] });
  const connection = await activeConnection(adapters.db, shop());
  expect(connection?.id).toBe(before.id);
  expect(connection?.portal).toMatchObject({ status: "connected", dataHostingLocation: "na1" });
  expect(connection?.portal.propertiesCheckedAt).not.toBeNull();
  expect(await trackingOf()).toEqual({ portalId: String(PORTAL), scriptHost: "js.hs-scripts.com" });
  const definitions = adapters.hubspotStandIn.portal(PORTAL).space("0-1").definitions;
  expect(definitions.find("tandem_customer_key")).toMatchObject({ hasUniqueValue: true });
});

test("connecting again after HubSpot refused us compares everything", async () => {
  const connection = adapters.connection;
  await saveObjectSettings(adapters.db, connection, "customers", { enabled: true });
  await setPortalStatus(adapters.db, connection.portalId, "reconnect", "hubspot_access_revoked");

  const { url, cookie } = await begin();
  const result = await finishAuthorization(deps(), { query: await consent(url), browser: cookie });

  expect(result.kind).toBe("connected");
  expect(await latestRun(adapters.db, connection, "customers")).toMatchObject({ status: "running" });
});

test("a state is used once, by the browser it was made for, and only while it is young", async () => {
  const used = await begin();
  const query = await consent(used.url);
  await finishAuthorization(deps(), { query, browser: used.cookie });
  expect((await finishAuthorization(deps(), { query, browser: used.cookie })).kind).toBe("unknown_state");

  const stolen = await begin();
  const stolenQuery = await consent(stolen.url);
  expect((await finishAuthorization(deps(), { query: stolenQuery, browser: null })).kind).toBe("unknown_state");
  const other = "x".repeat(43);
  expect((await finishAuthorization(deps(), { query: stolenQuery, browser: other })).kind).toBe("unknown_state");

  const old = await begin();
  const oldQuery = await consent(old.url);
  adapters.time.advance(11 * 60_000);
  expect((await finishAuthorization(deps(), { query: oldQuery, browser: old.cookie })).kind).toBe("unknown_state");
});

test("a code that arrives without our state is bound to nothing", async () => {
  const { url, cookie } = await begin();
  const query = await consent(url);
  const forged = new URLSearchParams({ code: query.get("code") ?? "", state: "made.up" });

  expect(await finishAuthorization(deps(), { query: forged, browser: cookie })).toEqual({ kind: "unknown_state" });
  expect((await finishAuthorization(deps(), { query: new URLSearchParams({ code: "x" }), browser: cookie })).kind).toBe(
    "unknown_state",
  );
});

test("a ticket that was changed or is old is refused", async () => {
  const ticket = issueConnectTicket(deps(), { shop: shop(), userId: "7" });
  const [body = "", signature = ""] = ticket.split(".");
  const changed = Buffer.from(body, "base64url").toString().replace(shop(), "evil.myshopify.com");
  const forged = `${Buffer.from(changed).toString("base64url")}.${signature}`;

  expect((await startAuthorization(deps(), { ticket: forged, browser: null })).kind).toBe("refused");
  expect((await startAuthorization(deps(), { ticket: "", browser: null })).kind).toBe("refused");
  adapters.time.advance(11 * 60_000);
  expect((await startAuthorization(deps(), { ticket, browser: null })).kind).toBe("refused");
});

test("saying no binds nothing and says so", async () => {
  const { url, cookie } = await begin();

  const result = await finishAuthorization(deps(), { query: await consent(url, "cancel"), browser: cookie });

  expect(result).toEqual({ kind: "denied", shop: shop() });
});

test("another portal than the connected one is refused and not kept", async () => {
  const { url, cookie } = await begin();

  const result = await finishAuthorization(deps(), {
    query: await consent(url, "connect", PORTAL + 1),
    browser: cookie,
  });

  expect(result).toEqual({ kind: "already_connected", shop: shop(), portalId: String(PORTAL) });
  expect((await activeConnection(adapters.db, shop()))?.portalId).toBe(String(PORTAL));
});

test("a portal that holds a property of our name and another kind is connected, with the problem named", async () => {
  await disconnect();
  const space = adapters.hubspotStandIn.portal(PORTAL + 1).space("0-1");
  space.definitions.addStandard({
    name: "tandem_note",
    label: "Someone else's",
    type: "number",
    fieldType: "number",
    groupName: "contactinformation",
  });
  const { url, cookie } = await begin();

  const result = await finishAuthorization(deps(), {
    query: await consent(url, "connect", PORTAL + 1),
    browser: cookie,
  });

  expect(result).toMatchObject({ kind: "connected", problems: ["property_conflict"] });
});

test("disconnecting works while HubSpot does not answer, and the storefront's code goes", async () => {
  adapters.hubspotStandIn.faults.add({ kind: "status", status: 503, times: 0 });

  expect(await disconnect()).toBe("disconnected");
  expect(await trackingOf()).toBeNull();
});
