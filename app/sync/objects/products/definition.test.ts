import { expect, test } from "vitest";
import type { FieldDefinition } from "../../definition.ts";
import { mapTo, saysTheSame } from "../../mapping/map-value.ts";
import { directionOn } from "../../plan/field-direction.ts";
import type { Value, Values } from "../../record.ts";
import { products } from "./definition.ts";
import { productProperties } from "./properties.ts";

const fields: readonly FieldDefinition[] = products.fields;

function fieldOf(hubspot: string): FieldDefinition {
  const field = fields.find((one) => one.hubspot === hubspot);
  if (!field) throw new Error(`no field ${hubspot}`);
  return field;
}

function toHubspot(hubspot: string, value: Value): Value | string {
  const field = fieldOf(hubspot);
  const result = mapTo(field, "hubspot", { shopify: { [field.shopify]: value }, hubspot: {} });
  return result.ok ? result.value : result.reason;
}

function toShopify(hubspot: string, value: Value): Value | string {
  const result = mapTo(fieldOf(hubspot), "shopify", { shopify: {}, hubspot: { [hubspot]: value } });
  return result.ok ? result.value : result.reason;
}

// HubSpot property · Shopify's value · what HubSpot gets
const rows: readonly [string, Value, Value][] = [
  ["name", "Crème brûlée 🍮 - Größe M", "Crème brûlée 🍮 - Größe M"],
  ["name", "<b>Shirt</b> & co", "<b>Shirt</b> & co"],
  ["hs_sku", "SKU-Ä/1", "SKU-Ä/1"],
  ["hs_sku", null, null],
  ["price", "10.00", "10"],
  ["price", "0.00", "0"],
  ["price", "1500", "1500"],
  ["price", "1.234", "1.234"],
  ["description", "<p>Soft &amp; <b>warm</b></p><ul><li>Red</li></ul>", "Soft & warm\n\n- Red"],
  ["description", "<p> </p>", null],
  ["description", null, null],
  ["hs_url", "https://a.example/products/x?variant=1", "https://a.example/products/x?variant=1"],
  ["hs_images", "https://cdn.example.com/a.png?v=1", "https://cdn.example.com/a.png?v=1"],
  ["hs_cost_of_goods_sold", "4.0", "4"],
  ["hs_cost_of_goods_sold", "0.0", "0"],
  ["hs_cost_of_goods_sold", null, null],
  ["tandem_shop", "a.myshopify.com", "a.myshopify.com"],
  ["tandem_variant_id", "9007199254740993", "9007199254740993"],
  ["tandem_product_id", "9007199254740995", "9007199254740995"],
  [
    "tandem_product_url",
    "https://admin.shopify.com/store/a/products/1",
    "https://admin.shopify.com/store/a/products/1",
  ],
  ["tandem_sku", "SKU-Ä/1", "SKU-Ä/1"],
  ["tandem_option_one_name", "Größe", "Größe"],
  ["tandem_option_one_value", "M", "M"],
  ["tandem_option_two_name", "Farbe", "Farbe"],
  ["tandem_option_two_value", "Grün", "Grün"],
  ["tandem_option_three_name", null, null],
  ["tandem_option_three_value", null, null],
  ["tandem_vendor", "Müller & Söhne", "Müller & Söhne"],
  ["tandem_product_type", "T恤", "T恤"],
  ["tandem_tags", "new, Cotton", "Cotton, new"],
  ["tandem_collections", "Sale, all year\nSummer", "Sale, all year\nSummer"],
  ["tandem_handle", "creme-brulee", "creme-brulee"],
  ["tandem_status", "draft", "draft"],
  ["tandem_barcode", "0012345678905", "0012345678905"],
  ["tandem_compare_at_price", "12.50", "12.5"],
  ["tandem_compare_at_price", null, null],
  ["tandem_inventory_quantity", "-3", "-3"],
  ["tandem_inventory_quantity", "0", "0"],
  ["tandem_currency", "KWD", "KWD"],
  ["tandem_created_at", "2026-01-02T03:04:05.000Z", "2026-01-02T03:04:05.000Z"],
  ["tandem_published_at", null, null],
  ["tandem_first_sync", "true", "true"],
];

test.each(rows)("%s: Shopify's %j becomes %j", (hubspot, value, expected) => {
  expect(toHubspot(hubspot, value)).toBe(expected);
});

test.each([
  ["name", "Cup", "Cup"],
  ["hs_sku", " NEW-1 ", "NEW-1"],
  ["hs_sku", null, null],
  ["price", "9.5", "9.5"],
  ["price", "0", "0"],
  ["price", "1.234", "1.234"],
  ["price", "free", "invalid_value"],
  ["description", "One\n\nTwo <3", "<p>One</p>\n<p>Two &lt;3</p>"],
  ["description", null, null],
] as const)("%s: HubSpot's %j becomes %j", (hubspot, value, expected) => {
  expect(toShopify(hubspot, value)).toBe(expected);
});

test.each([
  ["price", "10.00", "10"],
  ["price", "1500", "1500.0"],
  ["price", "1.230", "1.23"],
  ["description", "<p>Soft <b>and</b> warm</p>", "Soft and warm"],
  ["tandem_tags", "Cotton, new", "new,Cotton"],
] as const)("%s: %j in Shopify and %j in HubSpot say the same", (hubspot, inShopify, inHubspot) => {
  const field = fieldOf(hubspot);
  const context = { shopify: { [field.shopify]: inShopify }, hubspot: { [hubspot]: inHubspot } };

  expect(saysTheSame(field, context)).toBe(true);
});

test("every field has a row, and every property of ours a field or the key", () => {
  const written = fields.filter(({ property }) => property).map(({ hubspot }) => hubspot);

  expect([...new Set(rows.map(([hubspot]) => hubspot))].sort()).toEqual(fields.map(({ hubspot }) => hubspot).sort());
  expect([products.hubspot.keyProperty, ...written].sort()).toEqual(Object.keys(productProperties).sort());
});

test("HubSpot tells us of every property that may go both ways", () => {
  const twoWay = fields.filter(({ direction }) => direction !== "to_hubspot").map(({ hubspot }) => hubspot);

  expect([...products.hubspot.watchedProperties].sort()).toEqual([...twoWay].sort());
});

test("a name goes to Shopify only where it is the product's title alone", () => {
  const on = (shopify: Values) => directionOn(fieldOf("name"), "both", { shopify, hubspot: {} });

  expect(on({ isNamedAlone: "true" })).toBe("both");
  expect(on({ isNamedAlone: "false" })).toBe("to_hubspot");
});
