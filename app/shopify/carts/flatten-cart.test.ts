import { expect, test } from "vitest";
import type { FieldDefinition } from "#app/sync/definition.ts";
import { mapTo } from "#app/sync/mapping/map-value.ts";
import { supersededCart } from "#app/sync/objects/carts/cart-status.ts";
import { carts } from "#app/sync/objects/carts/definition.ts";
import type { Value, Values } from "#app/sync/record.ts";
import type { CheckoutLineNode, CheckoutNode } from "../documents/checkouts.ts";
import { address, money } from "../orders/order-node.fixture.ts";
import { flattenCart } from "./flatten-cart.ts";

const shop = "demo.myshopify.com";
const recoveryUrl = "https://demo.myshopify.com/1/checkouts/ac/tok3n/recover?key=k";

function checkoutNode(more: Partial<CheckoutNode> = {}): CheckoutNode {
  return {
    id: "gid://shopify/AbandonedCheckout/6001",
    name: "#6001",
    abandonedCheckoutUrl: recoveryUrl,
    createdAt: "2026-03-01T10:00:00Z",
    updatedAt: "2026-03-01T11:00:00Z",
    completedAt: null,
    discountCodes: ["TEN"],
    note: "<i>für Zoë</i>",
    taxesIncluded: false,
    totalPriceSet: { shopMoney: { amount: "59.5", currencyCode: "EUR" } },
    subtotalPriceSet: money("45.0"),
    totalDiscountSet: money("5.0"),
    totalTaxSet: money("9.5"),
    totalDutiesSet: null,
    customer: {
      id: "gid://shopify/Customer/77",
      firstName: "Zoë",
      lastName: "Müller",
      defaultEmailAddress: { emailAddress: "Zoe@Example.com", marketingState: "SUBSCRIBED" },
      defaultPhoneNumber: null,
    },
    billingAddress: address({ name: "Zoë Müller", firstName: "Zoë", lastName: "Müller" }),
    shippingAddress: address({ phone: "+4930999" }),
    ...more,
  } as CheckoutNode;
}

function lineNode(more: Partial<CheckoutLineNode> = {}): CheckoutLineNode {
  return {
    id: "gid://shopify/AbandonedCheckoutLineItem/9001",
    title: "Bowl",
    variantTitle: "Blue",
    sku: "B-1",
    quantity: 3,
    originalUnitPriceSet: money("16.67"),
    discountedTotalPriceWithCodeDiscount: money("45.01"),
    product: { id: "gid://shopify/Product/31", vendor: "Töpferei" },
    variant: { id: "gid://shopify/ProductVariant/41" },
    ...more,
  } as CheckoutLineNode;
}

function toHubspot(values: Values): Record<string, Value> {
  const fields: readonly FieldDefinition[] = carts.fields;
  return Object.fromEntries(
    fields.map((field) => {
      const mapped = mapTo(field, "hubspot", { shopify: values, hubspot: {} });
      return [field.hubspot, mapped.ok ? mapped.value : mapped.reason];
    }),
  );
}

const rows: readonly [string, Value][] = [
  ["hs_external_cart_id", "6001"],
  ["hs_cart_name", "#6001"],
  ["hs_cart_url", recoveryUrl],
  ["hs_external_status", "abandoned"],
  ["hs_source_store", shop],
  ["hs_currency_code", "EUR"],
  ["hs_total_price", "59.5"],
  ["hs_subtotal_price", "45"],
  ["hs_cart_discount", "5"],
  ["hs_discount_codes", "TEN"],
  ["hs_tax", "9.5"],
  ["hs_shipping_cost", "5"],
  ["hs_external_token", "tok3n"],
  ["hs_external_created_date", "2026-03-01T10:00:00.000Z"],
  ["hs_external_modified_date", "2026-03-01T11:00:00.000Z"],
  ["hs_buyer_accepts_marketing", "true"],
  ["hs_shipping_address_name", null],
  ["hs_shipping_address_street", "Hauptstraße 1, 2. Stock"],
  ["hs_shipping_address_city", "Berlin"],
  ["hs_shipping_address_state", "Berlin"],
  ["hs_shipping_address_country", "Germany"],
  ["hs_shipping_address_postal_code", "10115"],
  ["hs_shipping_address_phone", "+4930999"],
  ["hs_billing_address_name", "Zoë Müller"],
  ["hs_billing_address_firstname", "Zoë"],
  ["hs_billing_address_lastname", "Müller"],
  ["hs_billing_address_street", "Hauptstraße 1, 2. Stock"],
  ["hs_billing_address_city", "Berlin"],
  ["hs_billing_address_state", "Berlin"],
  ["hs_billing_address_country", "Germany"],
  ["hs_billing_address_postal_code", "10115"],
  ["hs_billing_address_phone", null],
  ["hs_billing_address_email", "Zoe@Example.com"],
  ["tandem_shop", shop],
  ["tandem_is_abandoned", "true"],
  ["tandem_recovery_url", recoveryUrl],
  ["tandem_completed_at", null],
  ["tandem_cart_note", "<i>für Zoë</i>"],
  ["tandem_first_sync", null],
];

test.each(rows)("%s of a cart is %j", (property, value) => {
  expect(toHubspot(flattenCart(shop, checkoutNode(), [lineNode()]).values)[property]).toBe(value);
});

test("the table above has a row for every property", () => {
  expect(rows.map(([property]) => property).sort()).toEqual(carts.fields.map(({ hubspot }) => hubspot).sort());
});

test("a checkout that was completed is a recovered cart", () => {
  const { values } = flattenCart(shop, checkoutNode({ completedAt: "2026-03-02T00:00:00Z" }), [lineNode()]);

  expect(toHubspot(values)).toMatchObject({
    hs_external_status: "recovered",
    tandem_is_abandoned: "false",
    tandem_completed_at: "2026-03-02T00:00:00.000Z",
  });
  expect(supersededCart(values)).toEqual(values);
});

test("a newer cart of the same person supersedes one that was left", () => {
  const { values } = flattenCart(shop, checkoutNode(), [lineNode()]);

  expect(supersededCart(values)).toEqual({ ...values, status: "superseded", isAbandoned: "false" });
});

test("a cart goes by its token, and by its id where the address names none", () => {
  const cart = (abandonedCheckoutUrl: string) => flattenCart(shop, checkoutNode({ abandonedCheckoutUrl }), []);

  expect(cart(recoveryUrl)).toMatchObject({ id: "6001", groupId: "tok3n", values: { token: "tok3n" } });
  expect(cart("https://shop.example/cart/c/x")).not.toHaveProperty("groupId");
  expect(cart("https://shop.example/cart/c/x").values.token).toBeNull();
});

const customer = (more: Partial<NonNullable<CheckoutNode["customer"]>>) =>
  ({ ...checkoutNode().customer, ...more }) as CheckoutNode["customer"];

test.each([
  ["a customer with an e-mail", {}, "true", "77"],
  [
    "a customer without e-mail or phone",
    { customer: customer({ defaultEmailAddress: null }), shippingAddress: null },
    "true",
    "77",
  ],
  ["an address with a phone", { customer: null }, "true", null],
  ["nothing", { customer: null, billingAddress: null, shippingAddress: null }, "false", null],
] as const)("a cart with %s tells whether its buyer can be reached", (_, more, isContactable, buyerKey) => {
  const { values, associations } = flattenCart(shop, checkoutNode(more as Partial<CheckoutNode>), []);

  expect(values).toMatchObject({ isContactable, buyerKey, hasItems: "false" });
  expect(associations).toEqual(buyerKey ? [{ to: "customers", id: "77" }] : []);
});

// currency · taxes included · total · subtotal · tax · duties · what is left is shipping
test.each([
  ["EUR", false, "59.5", "45.0", "9.5", null, "5"],
  ["EUR", true, "50.0", "45.0", "7.18", null, "5"],
  ["JPY", false, "1600", "1000", "100", "200", "300"],
  ["KWD", false, "1.260", "1.255", "0.005", null, "0"],
  ["EUR", false, "0.0", "0.0", "0.0", null, "0"],
  ["EUR", false, "10.0", "20.0", "0.0", null, null],
] as const)(
  "in %s (taxes included: %s) a total of %s with items of %s, tax %s and duties %s leaves %s for shipping",
  (currencyCode, taxesIncluded, total, subtotal, tax, duties, shipping) => {
    const node = checkoutNode({
      taxesIncluded,
      totalPriceSet: { shopMoney: { amount: total, currencyCode } },
      subtotalPriceSet: money(subtotal),
      totalTaxSet: money(tax),
      totalDutiesSet: duties === null ? null : money(duties),
    });

    expect(flattenCart(shop, node, []).values.shippingPrice).toBe(shipping);
  },
);

test.each([
  ["EUR", "16.67", 3, "45.01", "5", "1.666667"],
  ["EUR", "10.00", 2, "20.0", "0", "0"],
  ["JPY", "1000", 3, "2900", "100", "33.3333"],
  ["KWD", "1.255", 1, "0.000", "1.255", "1.255"],
  ["EUR", "1.00", 0, "0.0", "0", "0"],
] as const)("in %s at %s each, %i units for %s save %s", (currencyCode, price, quantity, amount, discount, unit) => {
  const node = checkoutNode({ totalPriceSet: { shopMoney: { amount: "1", currencyCode } } });
  const line = lineNode({
    quantity,
    originalUnitPriceSet: money(price),
    discountedTotalPriceWithCodeDiscount: money(amount),
  });

  const { values } = flattenCart(shop, node, [line]).children?.[0] ?? { values: {} as Values };

  expect(values).toMatchObject({ totalDiscount: discount, unitDiscount: unit, quantity: String(quantity), tax: null });
});

test("a line's id never meets an order line's, and a custom item has no variant", () => {
  const custom = lineNode({ product: null, variant: null, variantTitle: null, sku: null });

  expect(flattenCart(shop, checkoutNode(), [custom]).children).toMatchObject([
    {
      id: "cart-9001",
      groupId: "6001",
      values: { lineId: "9001", name: "Bowl", vendor: null, variantId: null, productId: null, sku: null },
    },
  ]);
});
