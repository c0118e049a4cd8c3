import { expect, test } from "vitest";
import type { SyncObjectDefinition } from "../../definition.ts";
import { cartLines } from "../cart_lines/definition.ts";
import { carts } from "../carts/definition.ts";
import { cartProperties } from "../carts/properties.ts";
import { orderLines } from "../order_lines/definition.ts";
import { lineProperties } from "../order_lines/properties.ts";
import { orders } from "./definition.ts";
import { orderProperties } from "./properties.ts";

const objects: readonly [string, SyncObjectDefinition, object][] = [
  ["orders", orders, orderProperties],
  ["carts", carts, cartProperties],
  ["order_lines", orderLines, lineProperties],
  ["cart_lines", cartLines, lineProperties],
];

test.each(objects)("every property of ours for %s is written by a field or is the key", (_, definition, properties) => {
  const written = definition.fields.filter(({ property }) => property).map(({ hubspot }) => hubspot);

  expect([definition.hubspot.keyProperty, ...written].sort()).toEqual(Object.keys(properties).sort());
});

test.each(objects)("no two fields of %s write the same property, and none goes to Shopify", (_, { fields }) => {
  expect(new Set(fields.map(({ hubspot }) => hubspot)).size).toBe(fields.length);
  expect(fields.filter(({ direction }) => direction !== "to_hubspot")).toEqual([]);
});

test.each(objects)("%s tells shop and first sync", (_, { fields }) => {
  const names = fields.map(({ hubspot }) => hubspot);

  expect(names).toEqual(expect.arrayContaining(["tandem_shop", "tandem_first_sync"]));
  expect(fields.filter(({ onFirstSync }) => onFirstSync).map(({ hubspot }) => hubspot)).toEqual(["tandem_first_sync"]);
});

test.each([orders, carts])("what HubSpot watches of $key is written by us", ({ fields, hubspot }) => {
  const names: readonly string[] = fields.map((field) => field.hubspot);

  for (const watched of hubspot.watchedProperties) expect(names).toContain(watched);
});

test("orders fill what HubSpot's own integration fills", () => {
  const names = orders.fields.map(({ hubspot }) => hubspot);

  // Its key, amounts, states, tracking and dates.
  expect(names).toEqual(
    expect.arrayContaining(
      "order_name external_order_id source_store external_cart_id currency_code total_price subtotal_price order_discount discount_codes tax shipping_cost refund_amount payment_status fulfillment_status external_order_status shipping_tracking_number shipping_status_url external_order_url tags external_created_date processed_date external_modified_date external_canceled_date cancellation_reason buyer_accepts_marketing landing_site order_note pipeline pipeline_stage"
        .split(" ")
        .map((name) => `hs_${name}`),
    ),
  );
  for (const part of ["name", "street", "city", "state", "country", "postal_code", "phone"]) {
    expect(names).toContain(`hs_shipping_address_${part}`);
    expect(names).toContain(`hs_billing_address_${part}`);
  }
  for (const part of ["firstname", "lastname", "email"]) expect(names).toContain(`hs_billing_address_${part}`);
  // Read-only for apps.
  for (const name of ["hs_closed_date", "hs_is_closed", "hs_is_canceled"]) expect(names).not.toContain(name);
});

test("lines fill what HubSpot's own integration fills, and never hs_external_id, which drops what apps write", () => {
  const names = orderLines.fields.map(({ hubspot }) => hubspot);

  expect(names).toEqual(
    expect.arrayContaining([
      "name",
      "quantity",
      "price",
      "hs_sku",
      "amount",
      "discount",
      "tax",
      "hs_line_item_currency_code",
      "hs_product_id",
    ]),
  );
  expect(names).not.toContain("hs_external_id");
});

test("carts fill what HubSpot's cart holds and the Admin API tells", () => {
  const names = carts.fields.map(({ hubspot }) => hubspot);

  expect(names).toEqual(
    expect.arrayContaining(
      "external_cart_id cart_name cart_url external_status source_store currency_code total_price subtotal_price cart_discount discount_codes tax shipping_cost external_token external_created_date external_modified_date buyer_accepts_marketing"
        .split(" ")
        .map((name) => `hs_${name}`),
    ),
  );
});
