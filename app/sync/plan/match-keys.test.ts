import { expect, test } from "vitest";
import { testHash } from "#tests/support/memory/test-hash.ts";
import type { MatchKey, SyncObjectDefinition } from "../definition.ts";
import { customers } from "../objects/customers/definition.ts";
import type { Side, SideRecord, Values } from "../record.ts";
import { contradicts, keyOf, keysOf, matchValueOf } from "./match-keys.ts";

const sku: MatchKey = { shopify: "sku", hubspot: "hs_sku", transform: "text", lookup: "index" };
const name: MatchKey = { shopify: "name", hubspot: "name", transform: "text", lookup: "index" };
const email: MatchKey = { shopify: "email", hubspot: "email", transform: "email" };
const storeOrder: MatchKey = { shopify: "storeOrderKey", hubspot: "storeOrderKey", transform: "text", lookup: "index" };

const defined = (...match: readonly MatchKey[]): SyncObjectDefinition => ({
  ...customers,
  match,
  hubspot: { ...customers.hubspot, composed: { storeOrderKey: ["hs_source_store", "hs_external_order_id"] } },
});
const record = (side: Side, values: Values): SideRecord => ({
  side,
  id: "1",
  modifiedAt: "2026-02-01T00:00:00Z",
  values,
});
const shopify = (values: Values) => record("shopify", values);
const hubspot = (values: Values) => record("hubspot", values);

test("equal records of both sides have the same entries", () => {
  const definition = defined(sku, name);
  const keys = keysOf(testHash, "c", definition, shopify({ sku: " TEA-1 ", name: "Tee 🌱" }));

  expect(keys).toHaveLength(2);
  expect(keysOf(testHash, "c", definition, hubspot({ hs_sku: "TEA-1", name: "Tee 🌱" }))).toEqual(keys);
});

test("an entry is what a lookup of its value asks for", () => {
  const definition = defined(sku);
  const variant = shopify({ sku: "TEA-1" });
  const value = matchValueOf(definition, sku, variant) ?? "";

  expect(keysOf(testHash, "c", definition, variant)).toEqual([keyOf(testHash, "c", sku, value)]);
});

test("equal values of different keys or connections are different entries", () => {
  const entries = [
    keyOf(testHash, "c", sku, "TEA"),
    keyOf(testHash, "c", name, "TEA"),
    keyOf(testHash, "c", { ...sku, hubspot: "other" }, "TEA"),
    keyOf(testHash, "c", { ...sku, shopify: "metafield:a.sku" }, "TEA"),
    keyOf(testHash, "d", sku, "TEA"),
  ];

  expect(new Set(entries).size).toBe(entries.length);
});

test("a blank is no key, and one that HubSpot itself finds is not in the index", () => {
  const definition = defined(email, sku, name);

  expect(keysOf(testHash, "c", definition, shopify({ email: "ada@x.io", sku: " ", name: null }))).toEqual([]);
  expect(matchValueOf(definition, email, shopify({ email: " ADA@x.io" }))).toBe("ada@x.io");
});

test.each<[string, Values, string | null]>([
  [
    "made of its properties",
    { hs_source_store: "tea.myshopify.com", hs_external_order_id: "7" },
    "tea.myshopify.com|7",
  ],
  ["null when one is blank", { hs_source_store: "tea.myshopify.com", hs_external_order_id: "" }, null],
  ["null when one is not known", { hs_external_order_id: "7" }, null],
  ["what the adapter made of it", { storeOrderKey: "a|1", hs_source_store: "b", hs_external_order_id: "2" }, "a|1"],
])("a composed key is %s", (_what, values, expected) => {
  expect(matchValueOf(defined(storeOrder), storeOrder, hubspot(values))).toBe(expected);
});

test.each<[string, Values, Values, boolean]>([
  ["the earlier key is equal", { sku: "A", name: "Tea" }, { hs_sku: "A", name: "Tee" }, false],
  ["the earlier key differs", { sku: "A", name: "Tea" }, { hs_sku: "B", name: "Tea" }, true],
  ["Shopify has no earlier key", { sku: null, name: "Tea" }, { hs_sku: "B", name: "Tea" }, false],
  ["HubSpot has no earlier key", { sku: "A", name: "Tea" }, { hs_sku: " ", name: "Tea" }, false],
  ["neither has any key", { sku: null }, {}, false],
  ["only the later key differs", { name: "Tea" }, { name: "Coffee" }, true],
])("when %s, records contradict: %j %j %s", (_what, ours, theirs, expected) => {
  expect(contradicts(defined(sku, name), shopify(ours), hubspot(theirs))).toBe(expected);
});
