import { createHmac, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { ReceiveShopifyDeps } from "#app/services/receive-shopify-webhook.ts";
import { receiveShopifyWebhook } from "#app/services/receive-shopify-webhook.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import { findShop, recordInstall } from "#app/store/shops.server.ts";
import { buyerHash } from "#app/sync/facts/fact-context.ts";
import { searchHashesOf } from "#app/sync/plan/search-hashes.ts";
import type { RecordLink } from "#app/sync/ports.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import { testEnv, testHash, testLog, withAdapters } from "../adapters/open-adapters.ts";

const adapters = withAdapters();

const deps = (): ReceiveShopifyDeps => ({
  db: adapters.db,
  boss: null,
  clock: adapters.clock,
  log: testLog,
  hash: testHash,
  env: testEnv,
  portalTokens: adapters.portalTokens,
});
const shop = () => adapters.connection.shop;

interface Sent {
  readonly topic: string;
  readonly payload: object | string;
  readonly id?: string;
  readonly shop?: string;
  readonly triggeredAt?: string;
  readonly secret?: string;
  readonly drop?: string;
}

function deliver({ topic, payload, id = randomUUID(), secret = testEnv.SHOPIFY_API_SECRET, ...more }: Sent) {
  const body = Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload));
  const headers = new Headers({
    "X-Shopify-Topic": topic,
    "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
    "X-Shopify-Shop-Domain": more.shop ?? shop(),
    "X-Shopify-Webhook-Id": id,
    "X-Shopify-Triggered-At": more.triggeredAt ?? adapters.clock.now().toISOString(),
  });
  if (more.drop) headers.delete(more.drop);
  return receiveShopifyWebhook(deps(), { headers, body });
}

const marks = () =>
  inShop(adapters.db, shop(), (tx) =>
    tx.pendingChange.findMany({ where: { shop: shop(), side: "shopify" }, orderBy: { recordId: "asc" } }),
  );
const forgetMarks = () => inShop(adapters.db, shop(), (tx) => tx.pendingChange.deleteMany({ where: { shop: shop() } }));
const switchCustomers = (enabled: boolean) =>
  saveObjectSettings(adapters.db, adapters.connection, "customers", { enabled });

test("a forged delivery is refused with 401, an incomplete one with 400, and neither marks anything", async () => {
  await switchCustomers(true);
  const sent = { topic: "customers/update", payload: { id: 1 } };

  expect(await deliver({ ...sent, secret: "another" })).toEqual({ status: 401, result: "forged" });
  expect(await deliver({ ...sent, drop: "X-Shopify-Hmac-Sha256" })).toEqual({ status: 400, result: "incomplete" });
  expect(await deliver({ ...sent, drop: "X-Shopify-Webhook-Id" })).toEqual({ status: 400, result: "incomplete" });
  expect(await deliver({ ...sent, payload: "[1]" })).toEqual({ status: 400, result: "malformed" });
  expect(await marks()).toEqual([]);
});

test("a delivery marks its record once however often it comes", async () => {
  const sent = { topic: "customers/update", payload: { id: 101 }, id: "same" };

  expect((await deliver(sent)).result).toBe("marked");
  expect((await deliver(sent)).result).toBe("duplicate");

  const rows = await marks();
  expect(rows.map((row) => [row.recordId, row.lane, String(row.generation)])).toEqual([["101", "live", "1"]]);
  await forgetMarks();
});

test("ids beyond 2^53 arrive exact, with or without a GID beside them", async () => {
  await deliver({
    topic: "customers/update",
    payload: `{"id": 706405506930370084, "admin_graphql_api_id": "gid://shopify/Customer/706405506930370084"}`,
  });
  await deliver({ topic: "customers_email_marketing_consent/update", payload: `{"customer_id": 706405506930370085}` });
  await deliver({ topic: "customer.tags_added", payload: { customerId: "gid://shopify/Customer/706405506930370086" } });

  expect((await marks()).map((row) => row.recordId)).toEqual([
    "706405506930370084",
    "706405506930370085",
    "706405506930370086",
  ]);
  await forgetMarks();
});

test("a deletion carries when it happened; a merge says who lives on; a failed merge says nothing", async () => {
  const merge = {
    admin_graphql_api_customer_kept_id: "gid://shopify/Customer/301",
    admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/302",
  };
  await deliver({ topic: "customers/delete", payload: { id: 300 }, triggeredAt: "2026-11-01T10:00:00.000Z" });
  await deliver({ topic: "customers/merge", payload: { ...merge, status: "completed" } });
  await deliver({
    topic: "customers/merge",
    payload: { ...merge, admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/309", status: "failed" },
  });

  const rows = await marks();
  expect(rows.map((row) => [row.recordId, row.deletedAt !== null, row.mergedInto])).toEqual([
    ["300", true, null],
    ["301", false, null],
    ["302", true, "301"],
  ]);
  expect(rows[0]?.deletedAt?.toISOString()).toBe("2026-11-01T10:00:00.000Z");
  await forgetMarks();
});

test("while customers are off only what leaves a tombstone is kept", async () => {
  await switchCustomers(false);

  expect((await deliver({ topic: "customers/update", payload: { id: 401 } })).result).toBe("off");
  expect((await deliver({ topic: "customers/delete", payload: { id: 402 } })).result).toBe("marked");

  expect((await marks()).map((row) => row.recordId)).toEqual(["402"]);
  await forgetMarks();
  await switchCustomers(true);
});

test("a checkout's delivery marks the cart that has its token, and none while nobody knows the cart", async () => {
  await forgetMarks();
  await saveObjectSettings(adapters.db, adapters.connection, "carts", { enabled: true });
  const sent = { topic: "checkouts/update", payload: { token: "tok3n", completed_at: null } };

  expect((await deliver(sent)).result).toBe("not_ours");
  await settle("6001", "9001", { object: "carts", groupId: "tok3n" });
  expect((await deliver(sent)).result).toBe("marked");
  expect((await deliver({ ...sent, payload: { token: null } })).result).toBe("not_ours");

  const rows = await marks();
  expect(rows.map((row) => [row.object, row.recordId, row.lane])).toEqual([["carts", "6001", "live"]]);
  await forgetMarks();
});

test("a shop or topic that is not ours is answered with 200 and dropped", async () => {
  expect(await deliver({ topic: "customers/update", payload: { id: 1 }, shop: "nobody.myshopify.com" })).toEqual({
    status: 200,
    result: "not_ours",
  });
  expect(await deliver({ topic: "themes/publish", payload: { id: 1 } })).toEqual({ status: 200, result: "not_ours" });
});

test("scopes and facts of the shop are kept up to date", async () => {
  await deliver({ topic: "app/scopes_update", payload: { current: ["read_customers", "write_customers"] } });
  await deliver({
    topic: "shop/update",
    payload: { name: "Renamed", currency: "EUR", iana_timezone: "Europe/Berlin" },
  });

  expect(await findShop(adapters.db, shop())).toMatchObject({
    scopes: ["read_customers", "write_customers"],
    name: "Renamed",
    currency: "EUR",
    timeZone: "Europe/Berlin",
  });
});

const link = (shopifyId: string, hubspotId: string): RecordLink => ({
  shopifyId,
  hubspotId,
  baseline: {},
  settingsVersion: 1,
  shopifyModifiedAt: null,
  hubspotModifiedAt: null,
  owner: true,
  putBackCount: 0,
  settledAt: new Date().toISOString(),
});

/** A record that has been synced, a customer unless said otherwise, as a drain leaves it. */
async function settle(shopifyId: string, hubspotId: string, more: { object?: ObjectKey; groupId?: string } = {}) {
  const { object = "customers", groupId = null } = more;
  const store = createEngineStore(adapters.db, null);
  await store.mark(adapters.connection, [{ object, side: "shopify", recordId: shopifyId, lane: "live" }]);
  const claim = await store.claim(adapters.connection, object, "live", 10, 60_000);
  await store.settle(adapters.connection, object, claim.leaseId, [
    {
      changes: claim.changes,
      link: { ...link(shopifyId, hubspotId), groupId },
      endLinks: [],
      tombstones: [],
      liftTombstones: [],
      outcome: {
        shopifyId,
        hubspotId,
        status: "in_sync",
        reason: null,
        details: null,
        lastAction: "linked",
        changedFields: null,
        searchHashes: ["hash-of-an-address"],
      },
      dropOutcomes: [],
      effects: [],
      retryAt: null,
      lastError: null,
    },
  ]);
}

const rowsOf = (shopifyId: string) =>
  inShop(adapters.db, shop(), async (tx) => ({
    links: await tx.recordLink.count({ where: { shopifyId } }),
    outcomes: await tx.outcome.count({ where: { shopifyId } }),
    tombstones: await tx.tombstone.findMany({ where: { recordId: shopifyId } }),
    requests: await tx.privacyRequest.findMany({ orderBy: { id: "asc" } }),
  }));

test("a data request puts together what is held, and a redaction forgets it but for a bare tombstone", async () => {
  await settle("501", "9501");
  const customer = { id: 501, email: "person@example.com", phone: "555-0100" };

  await deliver({ topic: "customers/data_request", payload: { customer, data_request: { id: 77 } } });
  const asked = (await rowsOf("501")).requests.find((request) => request.kind === "customers_data_request");
  expect(asked).toMatchObject({ requestId: "77", customerId: "501" });
  expect(asked?.doneAt).not.toBeNull();
  expect(JSON.stringify(asked?.result)).toContain("9501");
  expect(JSON.stringify(asked?.result)).not.toContain("person@example.com");

  await deliver({ topic: "customers/redact", payload: { customer, orders_to_redact: [] }, id: "redact-1" });
  const after = await rowsOf("501");
  expect([after.links, after.outcomes]).toEqual([0, 0]);
  expect(after.tombstones).toMatchObject([{ reason: "redacted", side: "shopify" }]);
  expect(after.requests.every((request) => request.doneAt !== null && request.customerId === null)).toBe(true);
  expect(JSON.stringify(after.requests.map((request) => request.result))).not.toContain("9501");
});

test("a redaction takes from orders and carts what tells of the buyer, and leaves those of others", async () => {
  await settle("502", "9502");
  await saveObjectSettings(adapters.db, adapters.connection, "orders", { enabled: true });
  for (const id of ["7001", "7002", "7003"]) await settle(id, `9${id}`, { object: "orders" });
  const { id: connectionId } = adapters.connection;
  const hashesOf = (email: string) => searchHashesOf(testHash, connectionId, ["email"], { email });
  const buyerOf = (buyerKey: string) =>
    buyerHash({ connectionId, hash: testHash, stageId: null, deletedAt: null }, { buyerKey });
  await inShop(adapters.db, shop(), async (tx) => {
    const key = { connectionId, object: "orders" };
    const mine = hashesOf("Person@example.com");
    await tx.outcome.updateMany({ where: { ...key, shopifyId: "7002" }, data: { searchHashes: [...mine] } });
    const others = hashesOf("other@example.com");
    await tx.outcome.updateMany({ where: { ...key, shopifyId: "7003" }, data: { searchHashes: [...others] } });
    const wish = { connectionId, shop: shop(), portalId: BigInt(adapters.connection.portalId), object: "orders" };
    for (const toId of ["502", "503"]) {
      await tx.recordAssociation.create({ data: { ...wish, fromId: "7002", toObject: "customers", toId } });
    }
    const amounts = { total: 1, subtotal: 1, tax: 0, shipping: 0, discount: 0, refunded: 0 };
    const fact = { connectionId, shop: shop(), currency: "EUR", status: "open", createdAt: new Date(), ...amounts };
    for (const [shopifyId, kind, buyer] of [
      ["7001", "order", "someone"],
      ["7002", "order", "502"],
      ["c1", "cart", "person@example.com"],
      ["7003", "order", "503"],
    ] as const) {
      await tx.recordFact.create({ data: { ...fact, kind, shopifyId, buyerHash: buyerOf(buyer) } });
    }
  });

  const customer = { id: 502, email: "person@example.com", phone: null };
  await deliver({ topic: "customers/redact", payload: { customer, orders_to_redact: [7001] } });

  const left = await inShop(adapters.db, shop(), async (tx) => ({
    found: await tx.outcome.findMany({ where: { connectionId, object: "orders", searchHashes: { isEmpty: false } } }),
    buyers: await tx.recordFact.findMany({ where: { connectionId, buyerHash: { not: null } } }),
    wishes: await tx.recordAssociation.findMany({ where: { connectionId, object: "orders" } }),
  }));
  expect(left.found.map(({ shopifyId }) => shopifyId)).toEqual(["7003"]);
  expect(left.buyers.map(({ shopifyId }) => shopifyId)).toEqual(["7003"]);
  expect(left.wishes.map(({ toId }) => toId)).toEqual(["503"]);
});

test("uninstalling ends sessions and connection; a late delivery does not undo a reinstall; redaction erases the shop", async () => {
  await settle("601", "9601");
  const uninstalledAt = adapters.clock.now().toISOString();
  expect((await deliver({ topic: "app/uninstalled", payload: { id: 1 }, triggeredAt: uninstalledAt })).result).toBe(
    "done",
  );
  expect(await adapters.sessions.loadSession(`offline_${shop()}`)).toBeUndefined();
  expect(await activeConnection(adapters.db, shop())).toBeNull();
  expect((await findShop(adapters.db, shop()))?.status).toBe("uninstalled");
  expect((await rowsOf("601")).links).toBe(1);

  await recordInstall(adapters.db, { domain: shop(), scopes: ["read_customers"] });
  const late = await deliver({ topic: "app/uninstalled", payload: { id: 1 }, triggeredAt: "2026-01-01T00:00:00.000Z" });
  expect(late.result).toBe("not_ours");
  expect((await findShop(adapters.db, shop()))?.status).toBe("installed");

  await deliver({ topic: "shop/redact", payload: { shop_domain: shop() } });
  expect(await findShop(adapters.db, shop())).toBeNull();
  expect((await rowsOf("601")).links).toBe(0);
  expect(await deliver({ topic: "shop/redact", payload: { shop_domain: shop() } })).toEqual({
    status: 200,
    result: "done",
  });
});
