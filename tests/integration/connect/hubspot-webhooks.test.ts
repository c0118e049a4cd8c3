import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { ReceiveHubspotDeps } from "#app/services/receive-hubspot-webhooks.ts";
import { receiveHubspotWebhooks } from "#app/services/receive-hubspot-webhooks.ts";
import { openConnection } from "#app/store/connections.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import { recordInstall } from "#app/store/shops.server.ts";
import type { Connection } from "#app/sync/record.ts";
import { PORTAL, testEnv, testHash, testLog, withAdapters } from "../adapters/open-adapters.ts";

const adapters = withAdapters();
const deps = (): ReceiveHubspotDeps => ({
  db: adapters.db,
  store: createEngineStore(adapters.db, null),
  hash: testHash,
  clock: adapters.clock,
  log: testLog,
  env: testEnv,
});

const path = "/webhooks/hubspot?from=a%2Cb%20c";

function deliver(
  events: unknown,
  {
    secret = String(testEnv.HUBSPOT_CLIENT_SECRET),
    ageMs = 0,
    url = `${testEnv.SHOPIFY_APP_URL}/webhooks/hubspot?from=a,b%20c`,
  } = {},
) {
  const rawBody = JSON.stringify(events);
  const timestamp = String(adapters.time.now() - ageMs);
  const signature = createHmac("sha256", secret).update(`POST${url}${rawBody}${timestamp}`).digest("base64");
  const headers = new Headers({ "X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": timestamp });
  return receiveHubspotWebhooks(deps(), { method: "POST", pathAndQuery: path, headers, rawBody });
}

const event = (type: string, objectId: number, more: object = {}) => ({
  eventId: 1,
  subscriptionId: 2,
  portalId: PORTAL,
  appId: 7,
  occurredAt: Date.parse("2026-11-01T10:00:00Z"),
  subscriptionType: `object.${type}`,
  objectTypeId: "0-1",
  objectId,
  attemptNumber: 0,
  changeSource: "CRM_UI",
  ...more,
});

const marksOf = ({ shop }: Connection = adapters.connection) =>
  inShop(adapters.db, shop, (tx) =>
    tx.pendingChange.findMany({ where: { shop, side: "hubspot" }, orderBy: { recordId: "asc" } }),
  );
const forget = () =>
  inShop(adapters.db, adapters.connection.shop, (tx) => tx.pendingChange.deleteMany({ where: { side: "hubspot" } }));

test("a delivery that is not HubSpot's, too old, from the future or for another address is refused", async () => {
  await saveObjectSettings(adapters.db, adapters.connection, "customers", { enabled: true });
  const events = [event("creation", 1)];

  expect(await deliver(events, { secret: "another" })).toEqual({ status: 401, result: "invalid" });
  expect(await deliver(events, { ageMs: 6 * 60_000 })).toEqual({ status: 401, result: "stale" });
  expect(await deliver(events, { ageMs: -6 * 60_000 })).toEqual({ status: 401, result: "stale" });
  expect(await deliver(events, { url: "https://evil.example/webhooks/hubspot" })).toEqual({
    status: 401,
    result: "invalid",
  });
  expect(await deliver({ not: "a list" })).toEqual({ status: 400, result: "malformed" });
  expect(await marksOf()).toEqual([]);
});

test("events of a delivery become one mark a contact, with hashes of the values they carry", async () => {
  await deliver([
    event("propertyChange", 11, { propertyName: "firstname", propertyValue: "Ann" }),
    event("propertyChange", 11, { propertyName: "city", propertyValue: "" }),
    event("propertyChange", 12, { propertyName: "hs_email_optout", propertyValue: "true" }),
    event("propertyChange", 13, { propertyName: "city", propertyValue: "A" }),
    event("propertyChange", 13, { propertyName: "city", propertyValue: "B" }),
  ]);

  const rows = await marksOf();
  expect(rows.map((row) => row.recordId)).toEqual(["11", "12", "13"]);
  expect(Object.keys(rows[0]?.echoHashes ?? {}).sort()).toEqual(["city", "firstname"]);
  expect([rows[1]?.echoHashes, rows[2]?.echoHashes]).toEqual([null, null]);
  expect(JSON.stringify(rows[0]?.echoHashes)).not.toContain("Ann");
  await forget();
});

test("a new contact waits a moment with all its events, so that our own creation is known when it is looked at", async () => {
  const before = adapters.time.now();

  await deliver([
    event("creation", 21),
    event("propertyChange", 21, { propertyName: "firstname", propertyValue: "Ann" }),
  ]);

  const [row] = await marksOf();
  expect(row?.dueAt.getTime()).toBeGreaterThanOrEqual(before + 500);
  await forget();
});

test("deletions, restores and merges carry what happened and when", async () => {
  await deliver([
    event("deletion", 31),
    { ...event("privacyDeletion", 32), subscriptionType: "contact.privacyDeletion" },
    event("restore", 33),
    event("merge", 36, { primaryObjectId: 34, mergedObjectIds: [35], newObjectId: 36 }),
  ]);

  const rows = await marksOf();
  expect(rows.map((row) => [row.recordId, row.deletedAt !== null, row.restoredAt !== null, row.mergedInto])).toEqual([
    ["31", true, false, null],
    ["32", true, false, null],
    ["33", false, true, null],
    ["34", true, false, "36"],
    ["35", true, false, "36"],
    ["36", false, false, null],
  ]);
  await forget();
});

test("events reach every shop of the portal, those that are off only for what leaves a tombstone, and nobody else", async () => {
  const second = "second-of-portal.myshopify.com";
  await recordInstall(adapters.db, { domain: second, scopes: [] });
  const { connection } = await openConnection(adapters.db, { shop: second, portalId: String(PORTAL) });
  await saveObjectSettings(adapters.db, connection, "customers", { enabled: false });

  await deliver([
    event("propertyChange", 41, { propertyName: "city", propertyValue: "A" }),
    event("deletion", 42),
    event("deletion", 43, { portalId: 999_999 }),
    event("deletion", 44, { objectTypeId: "0-2" }),
  ]);

  expect((await marksOf()).map((row) => row.recordId)).toEqual(["41", "42"]);
  expect((await marksOf(connection)).map((row) => row.recordId)).toEqual(["42"]);
});
