import { expect, test } from "vitest";
import { customerSettings } from "#tests/support/memory/tables.ts";
import { testHash } from "#tests/support/memory/test-hash.ts";
import { products } from "../objects/products/definition.ts";
import type { ObjectSettings, RecordLink } from "../ports.ts";
import type { SideRecord, Values } from "../record.ts";
import { nextBaseline } from "./baseline.ts";
import { planRecord } from "./plan-record.ts";

const now = new Date("2026-03-01T00:00:00Z");
const options = { sameCurrency: true };
const settings: ObjectSettings = { ...customerSettings, object: "products", direction: "both", limit: [], options };
const context = { definition: products, settings, hash: testHash, connectionId: "c" };

const inShopify: Values = {
  name: "Shirt",
  isNamedAlone: "true",
  sku: "S-1",
  price: "10.00",
  descriptionHtml: null,
  vendor: "Acme",
};
const inHubspot: Values = { name: "Shirt", hs_sku: "S-1", tandem_sku: "S-1", price: "10", tandem_vendor: "Acme" };
const record = (side: "shopify" | "hubspot", values: Values): SideRecord => ({
  side,
  id: side === "shopify" ? "1" : "9",
  modifiedAt: "2026-02-01T00:00:00Z",
  values,
});

/** A pair that was in step, after these edits. */
function plan(shopify: Values, hubspot: Values, more: Partial<ObjectSettings> = {}) {
  const settled = { shopify: { ...inShopify, ...shopify }, hubspot: { ...inHubspot, ...hubspot } };
  const before = { shopify: { ...settled.shopify, ...pick(inShopify, shopify) }, hubspot: inHubspot };
  const link: RecordLink = {
    shopifyId: "1",
    hubspotId: "9",
    baseline: nextBaseline(context, { read: before, stored: { shopify: {}, hubspot: {} }, unsettled: new Set() }, null),
    settingsVersion: settings.version,
    shopifyModifiedAt: null,
    hubspotModifiedAt: null,
    owner: true,
    putBackCount: 0,
    settledAt: "2026-02-01T00:00:00Z",
  };
  const planned = planRecord({
    ...context,
    settings: { ...settings, ...more },
    shop: "a.myshopify.com",
    shopify: record("shopify", settled.shopify),
    hubspot: record("hubspot", settled.hubspot),
    link,
    owner: true,
    ofOtherShop: false,
    tombstone: null,
    ambiguous: [],
    refused: [],
    done: new Set(),
    now,
  });
  if (!("toShopify" in planned)) throw new Error(planned.kind);
  return { toShopify: planned.toShopify, toHubspot: planned.toHubspot };
}

/** What the guards say is no edit: it was so before. */
function pick(values: Values, names: Values): Values {
  return Object.fromEntries(
    Object.keys(names)
      .filter((name) => name !== "isNamedAlone")
      .map((name) => [name, values[name] ?? null]),
  );
}

test("a SKU changed in HubSpot reaches Shopify and the property that always holds it", () => {
  expect(plan({}, { hs_sku: "S-2" })).toEqual({ toShopify: { sku: "S-2" }, toHubspot: { tandem_sku: "S-2" } });
  expect(plan({}, { hs_sku: null })).toEqual({ toShopify: { sku: null }, toHubspot: { tandem_sku: null } });
});

test("a name changed in HubSpot reaches a product that is one variant, and is put back on one of several", () => {
  expect(plan({}, { name: "Top" })).toEqual({ toShopify: { name: "Top" }, toHubspot: {} });
  expect(plan({ isNamedAlone: "false" }, { name: "Top" })).toEqual({ toShopify: {}, toHubspot: { name: "Shirt" } });
});

test("a price changed in HubSpot reaches Shopify in the one currency, and is put back in another", () => {
  expect(plan({}, { price: "0" })).toEqual({ toShopify: { price: "0" }, toHubspot: {} });
  expect(plan({}, { price: "12" }, { options: {} })).toEqual({ toShopify: {}, toHubspot: { price: "10" } });
  expect(plan({ price: "11.50" }, {}, { options: {} })).toEqual({ toShopify: {}, toHubspot: { price: "11.5" } });
});

test("a price that was cleared in HubSpot clears nothing in Shopify", () => {
  expect(plan({}, { price: null }).toShopify).toEqual({});
});

test("what only Shopify decides is put back", () => {
  expect(plan({}, { tandem_vendor: "Other" })).toEqual({ toShopify: {}, toHubspot: { tandem_vendor: "Acme" } });
});
