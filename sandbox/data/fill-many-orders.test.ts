import { expect, test } from "vitest";
import { amountOf } from "#sandbox/shopify/state/order-totals.ts";
import { createShopState } from "#sandbox/shopify/state.ts";
import { fillManyOrders } from "./fill-many-orders.ts";

test("many orders have ids, names and times of their own, three lines each, and totals that hold", () => {
  const state = createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop" });

  fillManyOrders(state, { count: 1_000, fromMs: Date.UTC(2026, 0, 1), stepMs: 1_000 });

  const orders = state.orders.list();
  const lineIds = orders.flatMap(({ lineItems }) => lineItems.map(({ id }) => id));
  expect([orders.length, new Set(orders.map(({ name }) => name)).size]).toEqual([1_000, 1_000]);
  expect([lineIds.length, new Set(lineIds).size]).toEqual([3_000, 3_000]);
  expect(new Set(orders.map((order) => amountOf(order, "total")))).toEqual(new Set(["134.42"]));
  expect(orders.at(-1)).toMatchObject({ createdAt: "2026-01-01T00:16:39Z", fulfillmentStatus: "UNFULFILLED" });
  const sent = orders[4];
  expect(sent?.fulfillments[0]?.lines.map(({ lineItemId }) => lineItemId)).toEqual(sent?.lineItems.map(({ id }) => id));
});

test("many orders are spread over the given customers, with the given lines", () => {
  const state = createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop" });
  for (const id of [1, 2]) state.customers.load({ id, email: `c${id}@example.com` });

  fillManyOrders(state, {
    count: 8,
    customers: state.customers.list(),
    lines: [{ title: "Tea", sku: "TEA", quantity: 1, price: "4.00", productId: 7, variantId: 8 }],
  });

  expect(state.orders.listOf(2).map(({ email }) => email)).toEqual(new Array(4).fill("c2@example.com"));
  expect(state.orders.list().flatMap(({ lineItems }) => lineItems.map(({ variantId }) => variantId))).toEqual(
    new Array(8).fill(8),
  );
});
