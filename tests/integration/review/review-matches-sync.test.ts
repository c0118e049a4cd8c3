import { beforeAll, expect, test } from "vitest";
import { inShop } from "#app/store/db.server.ts";
import type { ObjectSettingsPatch } from "#app/store/settings.server.ts";
import { objectUnder, syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { fillShopState } from "#sandbox/data/fill-shop-state.ts";
import { sampleShopDir } from "#sandbox/data/generate-sample-shop.ts";
import { loadShopFolder } from "#sandbox/data/load-shop-folder.ts";
import { PORTAL } from "../adapters/open-adapters.ts";
import { promised, withReviews } from "./open-review.ts";

const stage = withReviews({
  hubspot: {
    portals: [
      { id: PORTAL, name: "Portal", additionalCurrencies: ["CAD", "EUR", "GBP", "JPY", "KWD", "USD"] },
      { id: PORTAL + 1, name: "Other" },
    ],
  },
});
const { adapters } = stage;

const both = { direction: "both", winner: "hubspot", createInShopify: true } as const;
const settings: Readonly<Record<MainObjectKey, ObjectSettingsPatch>> = {
  customers: { ...both, limit: [{ field: "email", operator: "is_known" }] },
  companies: { ...both, options: { locations: true } },
  products: { ...both, winner: "shopify" },
  orders: { direction: "to_hubspot", historyFrom: "2024-06-01T00:00:00.000Z" },
  carts: { direction: "to_hubspot" },
};

beforeAll(async () => {
  fillShopState(adapters.shop, await loadShopFolder(sampleShopDir));
  const portal = stage.portal();
  const customers = [...adapters.shop.customers.list()].filter(({ email }) => email);
  for (const [index, { email }] of customers.slice(0, 130).entries())
    portal.createRecord("0-1", { email: String(email), ...(index % 2 === 0 && { firstname: "Another" }) });
  for (let n = 0; n < 120; n++) portal.createRecord("0-1", { email: `only${n}@hubspot.example`, firstname: "Only" });
  portal.createRecord("0-1", { firstname: "Nobody" });
  const companies = [...adapters.shop.companies.list()];
  for (const { name } of companies.slice(0, 4)) portal.createRecord("0-2", { name, domain: "" });
  portal.createRecord("0-2", { name: companies[0]?.name ?? "" });
  portal.createRecord("0-2", { name: "HubSpot's own" });
  // Several variants share a SKU, which HubSpot keeps unique: the first one gets the product that is there, the others get new ones.
  const skus = [...adapters.shop.products.list()].flatMap(({ variants }) => variants.map(({ sku }) => sku ?? ""));
  for (const sku of [...new Set(skus)].filter(Boolean).slice(0, 140))
    portal.createRecord("0-7", { name: "Some name", hs_sku: sku });
  portal.createRecord("0-7", { name: "Service", hs_sku: "SERVICE-1" });
  const [order] = [...adapters.shop.orders.list()].toSorted(
    (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
  );
  portal.createRecord("0-123", {
    hs_source_store: adapters.connection.shop,
    hs_external_order_id: String(order?.id),
    hs_order_name: "Written by another tool",
  });
}, 120_000);

const asDeals = { options: { asDeals: true } };

// In the order in which they depend on each other: each one's first sync follows its review.
const reviews: readonly (readonly [MainObjectKey, ObjectSettingsPatch, string])[] = [
  ["customers", settings.customers, "customers"],
  ["companies", settings.companies, "companies"],
  ["products", settings.products, "products"],
  ["orders", settings.orders, "orders"],
  ["carts", settings.carts, "carts"],
  ["orders", { ...settings.orders, ...asDeals }, "orders that are to become deals"],
  ["carts", { ...settings.carts, ...asDeals }, "carts that are to become deals"],
];

for (const [object, patch, name] of reviews) {
  test(`what a review promises of ${name} is what their first sync then does, and it writes nothing before`, {
    timeout: 280_000,
  }, async () => {
    const { objectTypeId } = objectUnder(object, { options: {}, ...patch }).hubspot;
    const hubspotRecords = [...stage.portal().space(objectTypeId).records.list()].length;
    adapters.hubspotStandIn.log.reset();
    adapters.shopify.log.reset();

    const review = await stage.review(object, patch);
    const [hubspot, shopify] = [adapters.hubspotStandIn.log.counts(), adapters.shopify.log.counts()];
    const done = await stage.firstSync(object, patch);

    expect(review).toMatchObject({ status: "done", error: null });
    const asked = [...Object.keys(hubspot.byRoute), ...Object.keys(shopify.byOperation)];
    expect(asked).not.toEqual([]);
    expect(asked.filter(isWrite)).toEqual([]);
    expect([...Object.keys(hubspot.byStatus), ...Object.keys(shopify.byStatus)]).not.toContain("429");
    // For 100 records one batch by key and one by id on each side, and HubSpot's pages twice.
    expect(hubspot.total).toBeLessThanOrEqual((4 * Math.max(review.processed, hubspotRecords)) / 100 + 30);
    expect(promised(review)).toEqual(done);
    expect(review.tally.counts["part_create"] ?? 0).toBe(await countParts(object));
    // Nobody has made deals yet: they are all new.
    expect(Object.keys(done).length).toBeGreaterThan(patch.options?.["asDeals"] ? 0 : 1);
  });
}

/** Links of the parts that the first sync has made. */
async function countParts(object: MainObjectKey): Promise<number> {
  const part = syncObject(object).children?.object;
  return await inShop(adapters.db, adapters.connection.shop, (tx) =>
    tx.recordLink.count({ where: { connectionId: adapters.connection.id, object: part ?? "" } }),
  );
}

/** A request that changes something at a vendor; reading in batches and starting a bulk read do not. */
function isWrite(name: string): boolean {
  const isRead = /^GET |\/batch\/read$|\/search$|oauth/;
  if (name.includes("/")) return !isRead.test(name);
  return /create|update|delete|set|upsert|add|remove/i.test(name) && !/bulk/i.test(name);
}
