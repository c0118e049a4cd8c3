import { beforeEach, expect, test } from "vitest";
import type { OrderRecord } from "./state/order-records.ts";
import type { OrderTotals } from "./state/order-totals.ts";
import { amountOf } from "./state/order-totals.ts";
import type { OrderSeed } from "./state/orders.ts";
import type { Outcome, ShopEvent } from "./state/records.ts";
import { createShopState } from "./state.ts";

let shop: ReturnType<typeof createShopState>;
let events: ShopEvent[];
let nowMs: number;

beforeEach(() => {
  nowMs = Date.UTC(2026, 10, 20, 12);
  shop = createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop", now: () => nowMs });
  events = [];
  shop.onEvent((event) => events.push(event));
});

function made<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.value;
}

const messages = (outcome: Outcome<unknown>): string[] =>
  outcome.ok ? [] : outcome.errors.map(({ message }) => message);
const topics = (): string[] => events.splice(0).map(({ topic }) => topic);
const place = (seed: Partial<OrderSeed> = {}): OrderRecord => {
  const lineItems = seed.lineItems ?? [
    { title: "Bowl", quantity: 3, price: "10.00" },
    { title: "Cup", quantity: 1, price: "5.01" },
  ];
  const order = made(
    shop.orders.place({ shipping: "7.95", taxRate: "0.08875", email: "a@example.com", ...seed, lineItems }),
  );
  events.splice(0);
  return order;
};
const amounts = (order: OrderRecord, ...names: (keyof OrderTotals)[]) => names.map((name) => amountOf(order, name));
const lineId = (order: OrderRecord, place: number): number => order.lineItems[place]?.id ?? -1;

test("a discount on the order is spread over its lines to the last cent, and the tax is on what is left", () => {
  const order = place({ discountCodes: ["TEN"], discountPercent: "10" });

  expect(order.lineItems.map((line) => line.discounts.map(({ amount }) => amount))).toEqual([["3.00"], ["0.50"]]);
  expect(amounts(order, "items", "discounts", "subtotal", "tax", "shipping", "total")).toEqual([
    "35.01",
    "3.50",
    "31.51",
    "2.80",
    "7.95",
    "42.26",
  ]);
  expect(order.financialStatus).toBe("PAID");
});

test.each([
  ["JPY", "1250", ["3750", "563", "3187"]],
  ["KWD", "4.375", ["13.125", "1.969", "11.156"]],
])("amounts in %s have its own digits", (currency, price, expected) => {
  const order = place({
    currency,
    discountPercent: "15",
    shipping: "0",
    lineItems: [{ title: "Bowl", quantity: 3, price }],
  });

  expect(amounts(order, "items", "discounts", "subtotal")).toEqual(expected);
});

test("a line's own discount and prices with tax in them are told apart", () => {
  const order = place({
    taxesIncluded: true,
    shipping: "0",
    lineItems: [{ title: "Bowl", quantity: 2, price: "10.00", discount: "1.00" }],
  });

  expect(amounts(order, "subtotal", "tax", "total", "cartDiscount")).toEqual(["19.00", "1.69", "19.00", "0.00"]);
  expect(order.discountApplications).toMatchObject([{ kind: "manual", selection: "EXPLICIT" }]);
});

test("refunds unit by unit and of shipping end at nothing, and say so each time", () => {
  let order = place({ discountCodes: ["ODD"], discountPercent: "33.3" });
  const [bowl, cup] = [lineId(order, 0), lineId(order, 1)];

  order = made(shop.orders.refund(order.id, { lines: [{ lineItemId: bowl, quantity: 1, restockType: "CANCEL" }] }));
  expect(order.financialStatus).toBe("PARTIALLY_REFUNDED");
  expect(order.lineItems[0]).toMatchObject({ quantity: 3, currentQuantity: 2, fulfillableQuantity: 2 });
  expect(amounts(order, "outstanding")).toEqual(["0.00"]);
  expect(topics()).toEqual(["refunds/create", "order_transactions/create", "orders/updated"]);
  order = made(
    shop.orders.refund(order.id, {
      lines: [
        { lineItemId: bowl, quantity: 2 },
        { lineItemId: cup, quantity: 1 },
      ],
    }),
  );
  order = made(shop.orders.refund(order.id, { shipping: "all" }));

  expect(order.financialStatus).toBe("REFUNDED");
  expect(amounts(order, "currentTotal", "currentSubtotal", "currentTax", "currentShipping", "outstanding")).toEqual(
    Array(5).fill("0.00"),
  );
  expect(amountOf(order, "refunded")).toBe(amountOf(order, "total"));
});

test("money given back without a line lowers the current total; too much is refused", () => {
  const order = place({ taxRate: "0", shipping: "0" });

  const after = made(shop.orders.refund(order.id, { amount: "5.00", note: "sorry" }));

  expect(amounts(after, "currentTotal", "refunded", "outstanding", "total")).toEqual([
    "30.01",
    "5.00",
    "0.00",
    "35.01",
  ]);
  expect(messages(shop.orders.refund(order.id, { amount: "30.02" }))).toEqual([
    "Refund amount exceeds the 30.01 available",
  ]);
  expect(messages(shop.orders.refund(order.id, { lines: [{ lineItemId: lineId(order, 0), quantity: 4 }] }))).toEqual([
    "Quantity cannot refund more items than were purchased",
  ]);
  expect(messages(shop.orders.refund(order.id, {}))).toHaveLength(1);
});

test("a pending order is paid, sent in parts, delivered and closed, each with its topics", () => {
  const pending = place({ financialStatus: "PENDING" });
  expect([pending.financialStatus, pending.fulfillmentStatus]).toEqual(["PENDING", "UNFULFILLED"]);
  nowMs += 5_000;

  const paid = made(shop.orders.markAsPaid(pending.id));
  expect([paid.financialStatus, paid.updatedAt]).toEqual(["PAID", "2026-11-20T12:00:05Z"]);
  expect(topics()).toEqual(["order_transactions/create", "orders/paid", "orders/updated"]);
  const tracking = [{ company: "UPS", number: "1Z", url: "https://carrier.example/1Z" }];
  const lines = [{ lineItemId: lineId(paid, 0), quantity: 2 }];
  const part = made(shop.orders.fulfil(pending.id, { lines, tracking }));
  expect(part.fulfillmentStatus).toBe("PARTIALLY_FULFILLED");
  expect(topics()).toEqual(["fulfillments/create", "orders/partially_fulfilled", "orders/updated"]);
  const whole = made(shop.orders.fulfil(pending.id));
  expect(whole.fulfillmentStatus).toBe("FULFILLED");
  expect(topics()).toEqual(["fulfillments/create", "orders/fulfilled", "orders/updated"]);
  const delivered = made(shop.orders.deliver(pending.id));

  expect(delivered.fulfillments.map(({ events: [event] }) => event?.status)).toEqual(["DELIVERED", "DELIVERED"]);
  expect(topics()).toEqual(["fulfillments/update", "fulfillments/update", "orders/updated"]);
  expect(messages(shop.orders.fulfil(pending.id))).toEqual(["There are no items that can be fulfilled"]);
  expect(messages(shop.orders.markAsPaid(pending.id))).toEqual(["Order cannot be marked as paid."]);
  expect(made(shop.orders.close(pending.id)).closedAt).not.toBeNull();
});

test("a shipment that is cancelled can be sent again", () => {
  const sent = made(shop.orders.fulfil(place().id));

  const back = made(shop.orders.cancelShipment(sent.id, sent.fulfillments[0]?.id ?? 0));

  expect([back.fulfillmentStatus, back.lineItems[0]?.fulfillableQuantity]).toEqual(["UNFULFILLED", 3]);
  expect(made(shop.orders.fulfil(sent.id)).fulfillmentStatus).toBe("FULFILLED");
});

test("a cancellation takes the units, pays back or voids, and happens once", () => {
  const paid = made(shop.orders.cancel(place().id, { reason: "FRAUD", refund: true, restock: true, note: "odd" }));
  expect(topics()).toEqual(["refunds/create", "order_transactions/create", "orders/cancelled", "orders/updated"]);
  const authorised = place({ financialStatus: "AUTHORIZED" });
  const voided = made(shop.orders.cancel(authorised.id, { reason: "DECLINED", refund: false, restock: false }));
  const pending = made(
    shop.orders.cancel(place({ financialStatus: "PENDING" }).id, { reason: "CUSTOMER", refund: false, restock: true }),
  );

  expect([paid.financialStatus, voided.financialStatus, pending.financialStatus]).toEqual([
    "REFUNDED",
    "VOIDED",
    "VOIDED",
  ]);
  for (const order of [paid, voided, pending]) {
    expect(amounts(order, "currentTotal", "outstanding")).toEqual(["0.00", "0.00"]);
    expect(order.lineItems.every((line) => line.currentQuantity === 0)).toBe(true);
  }
  expect(paid).toMatchObject({ cancelReason: "FRAUD", cancelNote: "odd", cancelledAt: "2026-11-20T12:00:00Z" });
  expect(messages(shop.orders.cancel(paid.id, { reason: "OTHER", refund: false, restock: false }))).toHaveLength(1);
});

test("an edit adds, raises and removes lines and asks for the difference", () => {
  const order = place({ taxRate: "0.1", shipping: "0" });

  const after = made(
    shop.orders.edit(order.id, {
      quantities: [
        { lineItemId: lineId(order, 0), quantity: 4 },
        { lineItemId: lineId(order, 1), quantity: 0 },
      ],
      add: [{ title: "Towel", quantity: 1, price: "2.00" }],
      note: "asked by phone",
    }),
  );

  expect(after.lineItems.map(({ quantity, currentQuantity }) => [quantity, currentQuantity])).toEqual([
    [4, 4],
    [1, 0],
    [1, 1],
  ]);
  expect([after.financialStatus, after.isEdited]).toEqual(["PARTIALLY_PAID", true]);
  expect(amounts(after, "currentSubtotal", "currentTax", "currentTotal", "outstanding")).toEqual([
    "42.00",
    "4.20",
    "46.20",
    "7.69",
  ]);
  expect(after.originalTotal).toBe("38.51");
  const edited = events.find(({ topic }) => topic === "orders/edited")?.payload;
  expect(edited).toMatchObject({ order_edit: { order_id: order.id, line_items: { removals: [{ delta: 1 }] } } });
  expect(messages(shop.orders.edit(order.id, {}))).toEqual(["There are no staged changes to commit."]);
});

test("units that were sent cannot be edited away", () => {
  const order = made(shop.orders.fulfil(place().id));

  const refused = shop.orders.edit(order.id, { quantities: [{ lineItemId: lineId(order, 0), quantity: 2 }] });

  expect(messages(refused)).toEqual(["Quantity can't be lower than the number of fulfilled items."]);
});

test("an authorised payment is captured in parts", () => {
  const order = place({ financialStatus: "AUTHORIZED", shipping: "0", taxRate: "0" });
  const parent = order.transactions[0]?.id ?? 0;

  const part = made(shop.orders.capture(order.id, parent, "15.00"));
  const rest = made(shop.orders.capture(order.id, parent, "20.01"));

  expect([part.financialStatus, rest.financialStatus]).toEqual(["PARTIALLY_PAID", "PAID"]);
  expect(messages(shop.orders.capture(order.id, parent, "0.01"))).toHaveLength(1);
});

test.each([
  "AUTHORIZED",
  "EXPIRED",
  "PAID",
  "PARTIALLY_PAID",
  "PARTIALLY_REFUNDED",
  "PENDING",
  "REFUNDED",
  "VOIDED",
] as const)("an order can be loaded as %s, with payments that fit", (financialStatus) => {
  const order = made(
    shop.orders.load({
      financialStatus,
      refunded: financialStatus === "PARTIALLY_REFUNDED" ? "1.00" : "0",
      lineItems: [{ title: "x", quantity: 1, price: "9.00" }],
    }),
  );

  expect(order.financialStatus).toBe(financialStatus);
  const noted = made(shop.orders.update(order.id, { note: "x" }));
  expect(noted.financialStatus).toBe(financialStatus);
  expect(made(shop.orders.hold(order.id, null)).financialStatus).toBe(financialStatus);
});

test.each([
  "ON_HOLD",
  "SCHEDULED",
  "IN_PROGRESS",
  "OPEN",
  "PENDING_FULFILLMENT",
  "REQUEST_DECLINED",
  "RESTOCKED",
] as const)("an order shown as %s stays so until it is sent", (status) => {
  const held = made(shop.orders.hold(place().id, status));

  expect(held.fulfillmentStatus).toBe(status);
  expect(made(shop.orders.fulfil(held.id)).fulfillmentStatus).toBe("FULFILLED");
});

test("an order of gift cards needs no fulfilment", () => {
  const order = place({ lineItems: [{ title: "Gift card", quantity: 1, price: "20.00", giftCard: true }] });

  expect(order.fulfillmentStatus).toBe("FULFILLMENT_NOT_REQUIRED");
});

test("the buyer's totals follow payments and refunds, and a deleted order tells its id alone", () => {
  const customer = made(shop.customers.load({ email: "a@example.com" }));
  const order = place({ customerId: customer.id, shipping: "0", taxRate: "0" });
  expect(shop.orders.purchases(customer.id)).toMatchObject({ numberOfOrders: 1, amountSpent: "35.01" });

  made(shop.orders.update(order.id, { note: "hello" }));
  expect(topics()).toEqual(["orders/updated"]);
  made(shop.orders.refund(order.id, { amount: "5.01" }));
  expect(topics()).toContain("customers/purchasing_summary");
  made(shop.orders.delete(order.id));

  expect(events.find(({ topic }) => topic === "orders/delete")?.payload).toEqual({ id: order.id });
  expect(shop.orders.purchases(customer.id)).toMatchObject({ numberOfOrders: 0, amountSpent: "0.00" });
});

test("what cannot be is refused, and nothing is told", () => {
  const order = place();

  const refusals = [
    shop.orders.place({ lineItems: [] }),
    shop.orders.place({ lineItems: [{ title: "x", quantity: 0, price: "1" }] }),
    shop.orders.update(order.id, { email: "no address" }),
    shop.orders.update(order.id, { customerId: 12 }),
    shop.orders.update(1, { note: "x" }),
    shop.orders.deliver(order.id),
  ];

  expect(refusals.map((outcome) => outcome.ok)).toEqual(Array(6).fill(false));
  expect(topics()).toEqual([]);
});

test("a reset puts orders, numbers and checkouts back", () => {
  const order = place({ name: "#1500" });
  shop.markSeed();
  shop.orders.cancel(order.id, { reason: "OTHER", refund: true, restock: true });
  place();
  shop.checkouts.begin({ email: "a@example.com", lineItems: [{ title: "x", quantity: 1, price: "1" }] });

  shop.reset();

  expect(shop.orders.list().map(({ name, cancelledAt }) => [name, cancelledAt])).toEqual([["#1500", null]]);
  expect(shop.checkouts.count()).toBe(0);
  expect(place().name).toBe("#1501");
});
