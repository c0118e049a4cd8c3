import { expect, test } from "vitest";
import type { SideRecord, Values } from "../record.ts";
import { cartFact } from "./cart-fact.ts";
import type { FactContext } from "./fact-context.ts";
import { orderFact } from "./order-fact.ts";

const context = (more: Partial<FactContext> = {}): FactContext => ({
  connectionId: "c1",
  hash: (connectionId, name, value) => `${connectionId}/${name}/${value}`,
  stageId: "stage",
  deletedAt: null,
  ...more,
});

const line: SideRecord = {
  side: "shopify",
  id: "9",
  modifiedAt: "2026-03-02T00:00:00.000Z",
  values: { productId: "31", variantId: "41", title: "Schüssel 🌱", quantity: "3", amount: "45.01", sku: "B-1" },
};

function record(values: Values = {}): SideRecord {
  return {
    side: "shopify",
    id: "5001",
    modifiedAt: "2026-03-02T00:00:00.000Z",
    values: {
      createdAt: "2026-03-01T10:00:00.000Z",
      processedAt: "2026-03-01T10:00:01.000Z",
      cancelledAt: null,
      currency: "EUR",
      totalPrice: "39.5",
      grossTotal: "59.5",
      netTotal: "39.5",
      subtotalPrice: "30",
      totalTax: "4.5",
      shippingPrice: "5",
      totalDiscounts: "5.01",
      refundedAmount: "20",
      status: "partially_refunded",
      sourceName: "web",
      isTest: "false",
      email: "zoe@example.com",
      billingName: "Zoë Müller",
      buyerKey: "77",
      checkoutToken: "tok3n",
      ...values,
    },
    children: [line],
  };
}

test("an order leaves what it came to and what was refunded, so that the difference is what the shop keeps", () => {
  expect(orderFact(record(), context())).toEqual({
    shopifyId: "5001",
    kind: "order",
    createdAt: "2026-03-01T10:00:00.000Z",
    processedAt: "2026-03-01T10:00:01.000Z",
    cancelledAt: null,
    completedAt: null,
    deletedAt: null,
    currency: "EUR",
    total: "59.5",
    subtotal: "30",
    tax: "4.5",
    shipping: "5",
    discount: "5.01",
    refunded: "20",
    status: "partially_refunded",
    stageId: "stage",
    source: "web",
    isTest: false,
    buyerHash: "c1/fact:buyer/77",
    checkoutHash: "c1/fact:checkout/tok3n",
    lines: [{ productId: "31", variantId: "41", title: "Schüssel 🌱", quantity: 3, amount: "45.01" }],
  });
});

test("no fact carries a name, an address or an e-mail", () => {
  const opaque = context({ hash: () => "hash" });
  const facts = JSON.stringify([orderFact(record(), opaque), cartFact(record({ token: "tok3n" }), opaque)]);

  for (const secret of ["zoe@example.com", "Zoë", "tok3n", "77"]) expect(facts).not.toContain(secret);
});

test.each([
  [
    "a cancelled order",
    { cancelledAt: "2026-03-05T00:00:00.000Z", status: "cancelled" },
    null,
    "2026-03-05T00:00:00.000Z",
    "cancelled",
  ],
  ["a deleted order", {}, "2026-03-06T00:00:00.000Z", "2026-03-06T00:00:00.000Z", "cancelled"],
  [
    "an order that was cancelled and then deleted",
    { cancelledAt: "2026-03-05T00:00:00.000Z", status: "cancelled" },
    "2026-03-06T00:00:00.000Z",
    "2026-03-05T00:00:00.000Z",
    "cancelled",
  ],
  ["an order as it stands", {}, null, null, "partially_refunded"],
] as const)("%s counts as such", (_, values, deletedAt, cancelledAt, status) => {
  expect(orderFact(record(values), context({ deletedAt }))).toMatchObject({ cancelledAt, deletedAt, status });
});

test("a test order says so, and an order of nobody known has no buyer", () => {
  const fact = orderFact(record({ isTest: "true", buyerKey: null, checkoutToken: null }), context({ stageId: null }));

  expect(fact).toMatchObject({ isTest: true, buyerHash: null, checkoutHash: null, stageId: null });
});

test("amounts that are missing count as nothing", () => {
  const bare: SideRecord = { side: "shopify", id: "1", modifiedAt: "2026-03-02T00:00:00.000Z", values: {} };

  expect(orderFact(bare, context())).toMatchObject({
    createdAt: "2026-03-02T00:00:00.000Z",
    total: "0",
    refunded: "0",
    status: "pending",
    lines: [],
  });
  expect(cartFact(bare, context())).toMatchObject({ total: "0", status: "abandoned", buyerHash: null, lines: [] });
});

test("a cart and the order it became have the same checkout and buyer", () => {
  const order = orderFact(record(), context());
  const cart = cartFact(
    record({ token: "tok3n", completedAt: "2026-03-01T10:00:00.000Z", status: "recovered" }),
    context(),
  );

  expect(cart).toMatchObject({
    kind: "cart",
    total: "39.5",
    refunded: "0",
    status: "recovered",
    completedAt: "2026-03-01T10:00:00.000Z",
    stageId: null,
    buyerHash: order.buyerHash,
    checkoutHash: order.checkoutHash,
  });
});
