import { expect, test } from "vitest";
import type { FieldDefinition } from "#app/sync/definition.ts";
import { mapTo } from "#app/sync/mapping/map-value.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import { orderStatuses } from "#app/sync/objects/orders/order-status.ts";
import type { Value } from "#app/sync/record.ts";
import { stageOf, withStage } from "#app/sync/stages/resolve-stage.ts";
import type { OrderNode } from "../documents/orders.ts";
import { flattenOrder } from "./flatten-order.ts";
import { lineNode, money, orderNode } from "./order-node.fixture.ts";

const shop = "demo.myshopify.com";
const definition = objectUnder("orders", { options: { asDeals: true } });
const fields: readonly FieldDefinition[] = definition.fields;

/** What a deal of HubSpot's would get of an order, by property. */
function toDeal(node: OrderNode): Record<string, Value> {
  const record = flattenOrder(shop, node, [lineNode()]);
  const adjusted = (definition.adjustments ?? []).reduce((changed, { adjust }) => adjust(changed), record);
  const { values } = withStage(definition, { stages: [] }, adjusted);
  return Object.fromEntries(
    fields.map((field) => {
      const mapped = mapTo(field, "hubspot", { shopify: values, hubspot: {} });
      return [field.hubspot, mapped.ok ? mapped.value : mapped.reason];
    }),
  );
}

// property · value of the fixture's order
const rows: readonly [string, Value][] = [
  ["dealname", "#1001"],
  ["amount", "59.5"],
  ["deal_currency_code", "EUR"],
  ["createdate", "2026-03-01T10:00:00.000Z"],
  ["closedate", "2026-03-01T10:00:01.000Z"],
  ["pipeline", "75e28846-ad0d-4be2-a027-5e1da6590b98"],
  ["dealstage", "processed"],
  ["description", "<b>Ring</b> twice\n& wait 🌱"],
  ["tandem_order_key", `${shop}:5001`],
  ["tandem_cart_key", `${shop}:checkout-token`],
  ["tandem_shop", shop],
  ["tandem_order_id", "5001"],
  ["tandem_order_url", "https://admin.shopify.com/store/demo/orders/5001"],
  ["tandem_order_status", "Paid"],
  ["tandem_status_page_url", "https://shop.example/1/orders/abc/authenticate?key=k"],
  ["tandem_payment_status", "Paid"],
  ["tandem_fulfillment_status", "Unfulfilled"],
  ["tandem_subtotal", "45"],
  ["tandem_discount", "5"],
  ["tandem_discount_codes", "TEN, FREESHIP"],
  ["tandem_tax", "9.5"],
  ["tandem_shipping_cost", "5"],
  ["tandem_refunded", "0"],
  ["tandem_gross_total", "59.5"],
  ["tandem_net_total", "59.5"],
  ["tandem_tracking_numbers", null],
  ["tandem_tracking_urls", null],
  ["tandem_tags", "vip, Wholesale"],
  ["tandem_processed_at", "2026-03-01T10:00:01.000Z"],
  ["tandem_cancelled_at", null],
  ["tandem_cancel_reason", null],
  ["tandem_accepts_marketing", "true"],
  ["tandem_landing_site", "https://shop.example/?utm_source=x"],
  ["tandem_referring_site", "https://example.org/"],
  ["tandem_sales_channel", "Online Store"],
  ["tandem_source_name", "web"],
  ["tandem_test_order", "false"],
  ["tandem_gateway", "shopify_payments, gift_card"],
  ["tandem_shipping_method", "DHL Express"],
  ["tandem_total_weight", "1500"],
  ["tandem_items_count", "3"],
  ["tandem_checkout_status", "completed"],
  ["tandem_is_abandoned", "false"],
  ["tandem_first_sync", null],
];

test.each(rows)("%s of an order's deal is %j", (property, value) => {
  expect(toDeal(orderNode())[property]).toBe(value);
});

test("the table above has a row for every property", () => {
  expect(rows.map(([property]) => property).sort()).toEqual(fields.map(({ hubspot }) => hubspot).sort());
});

test.each([
  ["EUR", "0.0", "0"],
  ["JPY", "1600", "1600"],
  ["KWD", "1.255", "1.255"],
] as const)("a deal in %s of %s has the amount %s", (currencyCode, amount, expected) => {
  const node = orderNode({ currencyCode, currentTotalPriceSet: money(amount) } as Partial<OrderNode>);

  expect(toDeal(node)).toMatchObject({ amount: expected, deal_currency_code: currencyCode });
});

test("an order that came from no checkout has no checkout key, and blank texts are blank", () => {
  expect(toDeal(orderNode({ checkoutToken: null, note: null, tags: [] }))).toMatchObject({
    tandem_cart_key: null,
    description: null,
    tandem_tags: null,
  });
});

const cancelledAt = "2026-03-05T00:00:00.000Z";
test.each([
  ["a paid order was won when it was placed", {}, "2026-03-01T10:00:01.000Z"],
  ["one that is not paid is open", { displayFinancialStatus: "PENDING" }, null],
  ["a cancelled one was lost when it was cancelled", { cancelledAt }, cancelledAt],
  [
    "one that was sent stays won though it is refunded",
    { displayFulfillmentStatus: "FULFILLED", displayFinancialStatus: "REFUNDED" },
    "2026-03-01T10:00:01.000Z",
  ],
] as const)("%s", (_, more, closedate) => {
  expect(toDeal(orderNode(more as Partial<OrderNode>)).closedate).toBe(closedate);
});

const stages: Readonly<Record<(typeof orderStatuses)[number], string>> = {
  cancelled: "cancelled",
  delivered: "shipped",
  shipped: "shipped",
  refunded: "processed",
  partially_refunded: "processed",
  paid: "processed",
  partially_paid: "checkout_completed",
  authorized: "checkout_completed",
  pending: "checkout_completed",
  voided: "checkout_completed",
  expired: "checkout_completed",
};

test.each(orderStatuses)("an order that is %s stands in its stage of the ecommerce pipeline", (status) => {
  const rule = definition.stages;

  expect(rule && stageOf(rule, [], status)?.stageId).toBe(stages[status]);
  expect(rule && stageOf(rule, [{ status, stage: null }], status)).toBeNull();
});
