import { expect, test } from "vitest";
import type { FieldDefinition } from "#app/sync/definition.ts";
import { mapTo } from "#app/sync/mapping/map-value.ts";
import { orders } from "#app/sync/objects/orders/definition.ts";
import type { Value } from "#app/sync/record.ts";
import type { OrderNode } from "../documents/orders.ts";
import { flattenOrder } from "./flatten-order.ts";
import { address, lineNode, money, orderNode } from "./order-node.fixture.ts";

const shop = "demo.myshopify.com";
const fields: readonly FieldDefinition[] = orders.fields;

/** What HubSpot would get of an order, by property. */
function toHubspot(node: OrderNode): Record<string, Value> {
  const { values } = flattenOrder(shop, node, [lineNode()]);
  return Object.fromEntries(
    fields.map((field) => {
      const mapped = mapTo(field, "hubspot", { shopify: values, hubspot: {} });
      return [field.hubspot, mapped.ok ? mapped.value : mapped.reason];
    }),
  );
}

// property · value of the fixture's order
const rows: readonly [string, Value][] = [
  ["hs_order_name", "#1001"],
  ["hs_external_order_id", "5001"],
  ["hs_source_store", shop],
  ["hs_external_cart_id", "cart-token"],
  ["hs_currency_code", "EUR"],
  ["hs_total_price", "59.5"],
  ["hs_subtotal_price", "45"],
  ["hs_order_discount", "5"],
  ["hs_discount_codes", "TEN, FREESHIP"],
  ["hs_tax", "9.5"],
  ["hs_shipping_cost", "5"],
  ["hs_refund_amount", "0"],
  ["hs_payment_status", "Paid"],
  ["hs_fulfillment_status", "Unfulfilled"],
  ["hs_external_order_status", "Paid"],
  ["hs_shipping_tracking_number", null],
  ["hs_shipping_status_url", null],
  ["hs_external_order_url", "https://shop.example/1/orders/abc/authenticate?key=k"],
  ["hs_tags", "vip, Wholesale"],
  ["hs_external_created_date", "2026-03-01T10:00:00.000Z"],
  ["hs_processed_date", "2026-03-01T10:00:01.000Z"],
  ["hs_external_modified_date", "2026-03-02T10:00:00.000Z"],
  ["hs_external_canceled_date", null],
  ["hs_cancellation_reason", null],
  ["hs_buyer_accepts_marketing", "true"],
  ["hs_landing_site", "https://shop.example/?utm_source=x"],
  ["hs_referring_site", "https://example.org/"],
  ["hs_order_note", "<b>Ring</b> twice\n& wait 🌱"],
  ["hs_shipping_method", "DHL Express"],
  ["hs_payment_processing_method", "shopify_payments, gift_card"],
  ["hs_total_weight", "1500"],
  ["hs_shipping_address_name", "李 小龍"],
  ["hs_shipping_address_street", "Hauptstraße 1"],
  ["hs_shipping_address_city", "Berlin"],
  ["hs_shipping_address_state", "BE"],
  ["hs_shipping_address_country", "Germany"],
  ["hs_shipping_address_postal_code", "10115"],
  ["hs_shipping_address_phone", null],
  ["hs_billing_address_name", "Zoë Müller"],
  ["hs_billing_address_firstname", "Zoë"],
  ["hs_billing_address_lastname", "Müller"],
  ["hs_billing_address_street", "Hauptstraße 1, 2. Stock"],
  ["hs_billing_address_city", "Berlin"],
  ["hs_billing_address_state", "Berlin"],
  ["hs_billing_address_country", "Germany"],
  ["hs_billing_address_postal_code", "10115"],
  ["hs_billing_address_phone", "+4930999"],
  ["hs_billing_address_email", "Zoë@Example.com"],
  // put there by the settings' stages, not by Shopify
  ["hs_pipeline", null],
  ["hs_pipeline_stage", null],
  ["tandem_shop", shop],
  ["tandem_order_id", "5001"],
  ["tandem_order_url", "https://admin.shopify.com/store/demo/orders/5001"],
  ["tandem_sales_channel", "Online Store"],
  ["tandem_source_name", "web"],
  ["tandem_test_order", "false"],
  ["tandem_gross_total", "59.5"],
  ["tandem_net_total", "59.5"],
  ["tandem_gateway", "shopify_payments, gift_card"],
  ["tandem_shipping_method", "DHL Express"],
  ["tandem_total_weight", "1500"],
  ["tandem_customer_locale", "de-DE"],
  ["tandem_presentment_currency", "CHF"],
  ["tandem_risk", "Investigate"],
  ["tandem_items_count", "3"],
  ["tandem_edited", "false"],
  // written once, by the first sync
  ["tandem_first_sync", null],
];

test.each(rows)("%s of an order is %j", (property, value) => {
  expect(toHubspot(orderNode())[property]).toBe(value);
});

test("the table above has a row for every property", () => {
  expect(rows.map(([property]) => property).sort()).toEqual(fields.map(({ hubspot }) => hubspot).sort());
});

test.each([
  ["AUTHORIZED", "Authorized"],
  ["EXPIRED", "Expired"],
  ["PAID", "Paid"],
  ["PARTIALLY_PAID", "Partially paid"],
  ["PARTIALLY_REFUNDED", "Partially refunded"],
  ["PENDING", "Pending"],
  ["REFUNDED", "Refunded"],
  ["VOIDED", "Voided"],
  [null, null],
] as const)("a payment status of %s reads %j", (displayFinancialStatus, words) => {
  expect(toHubspot(orderNode({ displayFinancialStatus })).hs_payment_status).toBe(words);
});

test.each([
  ["FULFILLED", "Fulfilled"],
  ["FULFILLMENT_NOT_REQUIRED", "Fulfillment not required"],
  ["IN_PROGRESS", "In progress"],
  ["ON_HOLD", "On hold"],
  ["OPEN", "Open"],
  ["PARTIALLY_FULFILLED", "Partially fulfilled"],
  ["PENDING_FULFILLMENT", "Pending fulfillment"],
  ["REQUEST_DECLINED", "Request declined"],
  ["RESTOCKED", "Restocked"],
  ["SCHEDULED", "Scheduled"],
  ["UNFULFILLED", "Unfulfilled"],
] as const)("a fulfilment status of %s reads %j", (displayFulfillmentStatus, words) => {
  expect(toHubspot(orderNode({ displayFulfillmentStatus })).hs_fulfillment_status).toBe(words);
});

test.each([
  ["CUSTOMER", "Customer changed/cancelled order"],
  ["INVENTORY", "Items unavailable"],
  ["FRAUD", "Fraudulent order"],
  ["DECLINED", "Payment declined"],
  ["STAFF", "Staff error"],
  ["OTHER", "Other"],
] as const)("a cancellation for %s says why and when", (cancelReason, words) => {
  const cancelled = toHubspot(orderNode({ cancelReason, cancelledAt: "2026-03-03T00:00:00Z" }));

  expect(cancelled).toMatchObject({
    hs_cancellation_reason: words,
    hs_external_canceled_date: "2026-03-03T00:00:00.000Z",
    hs_external_order_status: "Cancelled",
  });
});

test("tracking of all shipments that were not cancelled is told, each number once", () => {
  const parcel = (number: string | null, url: string | null) => ({ number, url });
  const fulfillments = [
    {
      status: "SUCCESS",
      displayStatus: "DELIVERED",
      trackingInfo: [parcel("1Z", "https://c.example/1Z"), parcel("", null)],
    },
    { status: "CANCELLED", displayStatus: "CANCELED", trackingInfo: [parcel("OLD", null)] },
    {
      status: "SUCCESS",
      displayStatus: "DELIVERED",
      trackingInfo: [parcel("1Z", "https://c.example/1Z"), parcel("2Z", null)],
    },
  ] as unknown as OrderNode["fulfillments"];

  const sent = toHubspot(orderNode({ displayFulfillmentStatus: "FULFILLED", fulfillments }));

  expect(sent).toMatchObject({
    hs_shipping_tracking_number: "1Z, 2Z",
    hs_shipping_status_url: "https://c.example/1Z",
    hs_external_order_status: "Delivered",
  });
});

test.each([
  ["EUR", "39.5", "20.0", "59.5"],
  ["JPY", "1000.0", "500", "1500"],
  ["KWD", "1.255", "0.005", "1.26"],
  ["EUR", "0.0", "59.50", "59.5"],
  ["EUR", "0.0", "0.0", "0"],
] as const)("in %s a total of %s after refunds of %s was %s before", (currencyCode, total, refunded, gross) => {
  const node = orderNode({ currencyCode, currentTotalPriceSet: money(total), totalRefundedSet: money(refunded) });

  const { values } = flattenOrder(shop, node, []);

  expect(Number(values.netTotal)).toBe(Number(total));
  expect(values.grossTotal).toBe(gross);
  expect(Number(values.refundedAmount)).toBe(Number(refunded));
});

test("an order belongs with its customer, company and cart", () => {
  const purchasingEntity = {
    company: { id: "gid://shopify/Company/8" },
    location: { id: "gid://shopify/CompanyLocation/9" },
  };

  expect(flattenOrder(shop, orderNode({ purchasingEntity }), []).associations).toEqual([
    { to: "customers", id: "77" },
    { to: "companies", id: "8" },
    { to: "carts", id: "token:checkout-token" },
  ]);
});

test("a guest's order finds the contact by e-mail and brings what it takes to make one", () => {
  const guest = orderNode({ customer: null, checkoutToken: null, phone: null });

  const { associations, values } = flattenOrder(shop, guest, []);

  expect(associations).toEqual([
    {
      to: "customers",
      id: null,
      email: "Zoë@Example.com",
      names: { firstname: "Zoë", lastname: "Müller", phone: "+4930999" },
    },
  ]);
  expect(values.buyerKey).toBe("zoë@example.com");
});

test("an order of nobody known belongs with nobody", () => {
  const bare = orderNode({
    customer: null,
    email: null,
    phone: null,
    note: "  ",
    checkoutToken: null,
    billingAddress: null,
    shippingAddress: null,
    shippingLine: null,
    customerJourneySummary: null,
    attribution: null,
    tags: [],
    discountCodes: [],
    paymentGatewayNames: [],
  });

  const { associations, values } = flattenOrder(shop, bare, []);

  expect(associations).toEqual([]);
  for (const name of ["buyerKey", "note", "billingStreet", "shippingCity", "shippingMethod", "landingPage", "channel"])
    expect(values[name]).toBeNull();
  expect([values.tags, values.discountCodes, values.gateway]).toEqual([null, null, null]);
});

test("lines that were removed or refunded whole are no children", () => {
  const gone = lineNode({ id: "gid://shopify/LineItem/9002", currentQuantity: 0 });
  const custom = lineNode({ id: "gid://shopify/LineItem/9003", variant: null, product: null, sku: " " });

  const { children } = flattenOrder(shop, orderNode(), [lineNode(), gone, custom]);

  expect(children?.map(({ id, groupId, modifiedAt }) => [id, groupId, modifiedAt])).toEqual([
    ["9001", "5001", "2026-03-02T10:00:00.000Z"],
    ["9003", "5001", "2026-03-02T10:00:00.000Z"],
  ]);
  expect(children?.[1]?.values).toMatchObject({ variantId: null, productId: null, sku: null });
});

test("an address without second line, and one without first, is one street", () => {
  const street = (address1: string | null, address2: string | null) =>
    flattenOrder(shop, orderNode({ shippingAddress: address({ address1, address2 }) }), []).values.shippingStreet;

  expect([street("1 Main St", null), street(null, "Apt 2"), street("1 Main St", " "), street(null, null)]).toEqual([
    "1 Main St",
    "Apt 2",
    "1 Main St",
    null,
  ]);
});
