import { expect, test } from "vitest";
import { openOrders as open } from "./order-test-support.ts";

test("an order is updated, tagged, closed and opened again; metafields go along", async () => {
  const { data, place, state } = await open();
  const { gid, id } = place();

  const read = await data(
    `mutation($id: ID!) {
      orderUpdate(input: { id: $id, note: "n", tags: ["b", "a"], email: "New@example.com", customAttributes: [{ key: "k", value: "v" }],
        shippingAddress: { address1: "1 Main St", city: "Austin", countryCode: US, provinceCode: "TX" },
        metafields: [{ namespace: "custom", key: "color", type: "single_line_text_field", value: "red" }] }) { order { id } userErrors { field message } }
      tagsAdd(id: $id, tags: ["c"]) { node { id } userErrors { message } }
      tagsRemove(id: $id, tags: ["A"]) { userErrors { message } }
      orderClose(input: { id: $id }) { order { closed } userErrors { message } }
      orderOpen(input: { id: $id }) { order { closed tags shippingAddress { city provinceCode } metafield(namespace: "custom", key: "color") { value } } }
    }`,
    { id: gid },
  );

  expect(read("orderUpdate.userErrors")).toEqual([]);
  expect(read("orderClose.order.closed")).toBe(true);
  expect(read("orderOpen.order")).toMatchObject({
    closed: false,
    tags: ["b", "c"],
    shippingAddress: { city: "Austin", provinceCode: "TX" },
    metafield: { value: "red" },
  });
  expect(state.orders.get(id)).toMatchObject({ note: "n", email: "New@example.com" });
});

test("an order is paid, refunded in Shopify's own way and cancelled by a job", async () => {
  const { data, place, state } = await open();
  const { gid, id, lineItems } = place({ financialStatus: "PENDING" });
  const line = `gid://shopify/LineItem/${lineItems[0]?.id}`;

  await data("mutation($id: ID!) { orderMarkAsPaid(input: { id: $id }) { userErrors { message } } }", { id: gid });
  const parent = `gid://shopify/OrderTransaction/${state.orders.get(id)?.transactions.at(-1)?.id}`;
  const refunded = await data(
    `mutation($input: RefundInput!) { refundCreate(input: $input) @idempotent(key: "r1") { refund { totalRefundedSet { shopMoney { amount } } } order { displayFinancialStatus currentTotalPriceSet { shopMoney { amount } } } userErrors { field message } } }`,
    {
      input: {
        orderId: gid,
        refundLineItems: [{ lineItemId: line, quantity: 1, restockType: "NO_RESTOCK" }],
        transactions: [{ orderId: gid, parentId: parent, amount: "11.00", gateway: "manual", kind: "REFUND" }],
      },
    },
  );
  const cancelled = await data(
    `mutation($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true, refundMethod: { originalPaymentMethodsRefund: true }, staffNote: "why") { job { id done } orderCancelUserErrors { message } } }`,
    { id: gid },
  );
  const job = await data("query($id: ID!) { job(id: $id) { done } }", { id: cancelled("orderCancel.job.id") });
  const again = await data(
    `mutation($id: ID!) { orderCancel(orderId: $id, reason: OTHER, restock: true) { job { id } orderCancelUserErrors { field message } } }`,
    { id: gid },
  );

  expect(refunded("refundCreate")).toMatchObject({
    refund: { totalRefundedSet: { shopMoney: { amount: "11.0" } } },
    order: { displayFinancialStatus: "PARTIALLY_REFUNDED", currentTotalPriceSet: { shopMoney: { amount: "27.0" } } },
    userErrors: [],
  });
  expect(job("job.done")).toBe(true);
  expect(state.orders.get(id)).toMatchObject({ financialStatus: "REFUNDED", cancelReason: "CUSTOMER" });
  expect(again("orderCancel.orderCancelUserErrors")).toEqual([
    { field: ["orderId"], message: "Order has already been cancelled" },
  ]);
});

test("an edit is begun, previewed and committed", async () => {
  const { data, place, state } = await open();
  const product = state.products.load({ title: "Towel", variants: [{ price: "4.00", sku: "T" }] });
  if (!product.ok) throw new Error("no product");
  const { gid, id, lineItems } = place({ shipping: "0" });

  const begun = await data(
    "mutation($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { id lineItems(first: 5) { nodes { id quantity } } } userErrors { message } } }",
    { id: gid },
  );
  const calculated = begun("orderEditBegin.calculatedOrder.id");
  const added = await data(
    "mutation($id: ID!, $variantId: ID!) { orderEditAddVariant(id: $id, variantId: $variantId, quantity: 2) { calculatedLineItem { title quantity } calculatedOrder { totalPriceSet { shopMoney { amount } } } userErrors { message } } }",
    { id: calculated, variantId: `gid://shopify/ProductVariant/${product.value.variants[0]?.id}` },
  );
  const lowered = await data(
    "mutation($id: ID!, $line: ID!) { orderEditSetQuantity(id: $id, lineItemId: $line, quantity: 1) { calculatedOrder { totalPriceSet { shopMoney { amount } } } userErrors { message } } }",
    { id: calculated, line: `gid://shopify/CalculatedLineItem/${lineItems[0]?.id}` },
  );
  expect(state.orders.get(id)?.isEdited).toBe(false);
  const committed = await data(
    "mutation($id: ID!) { orderEditCommit(id: $id) { order { edited currentSubtotalLineItemsQuantity currentTotalPriceSet { shopMoney { amount } } } userErrors { message } } }",
    { id: calculated },
  );

  expect(added("orderEditAddVariant")).toMatchObject({
    calculatedLineItem: { title: "Towel", quantity: 2 },
    calculatedOrder: { totalPriceSet: { shopMoney: { amount: "41.8" } } },
  });
  expect(lowered("orderEditSetQuantity.calculatedOrder.totalPriceSet.shopMoney.amount")).toBe("19.8");
  expect(committed("orderEditCommit.order")).toMatchObject({
    edited: true,
    currentSubtotalLineItemsQuantity: 3,
    currentTotalPriceSet: { shopMoney: { amount: "19.8" } },
  });
});

test("a fulfilment is made of its fulfillment order, tracked and reported as delivered", async () => {
  const { data, place } = await open();
  const { gid } = place();

  const orders = await data(
    "query($id: ID!) { order(id: $id) { fulfillmentOrders(first: 1) { nodes { id status lineItems(first: 3) { nodes { id remainingQuantity } } } } } }",
    { id: gid },
  );
  const made = await data(
    "mutation($f: FulfillmentInput!) { fulfillmentCreate(fulfillment: $f) { fulfillment { id displayStatus } userErrors { field message } } }",
    {
      f: {
        lineItemsByFulfillmentOrder: [
          {
            fulfillmentOrderId: orders("order.fulfillmentOrders.nodes.0.id"),
            fulfillmentOrderLineItems: [
              { id: orders("order.fulfillmentOrders.nodes.0.lineItems.nodes.0.id"), quantity: 2 },
            ],
          },
        ],
      },
    },
  );
  const id = made("fulfillmentCreate.fulfillment.id");
  await data(
    `mutation($id: ID!) { fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: { number: "1Z", company: "UPS" }) { userErrors { message } }
      fulfillmentEventCreate(fulfillmentEvent: { fulfillmentId: $id, status: DELIVERED, happenedAt: "2026-01-02T03:04:05Z" }) { fulfillmentEvent { status } userErrors { message } } }`,
    { id },
  );
  const read = await data(
    "query($id: ID!) { node(id: $id) { ... on Fulfillment { displayStatus deliveredAt trackingInfo { number } order { displayFulfillmentStatus } } } }",
    { id },
  );

  expect(made("fulfillmentCreate.fulfillment.displayStatus")).toBe("MARKED_AS_FULFILLED");
  expect(read("node")).toEqual({
    displayStatus: "DELIVERED",
    deliveredAt: "2026-01-02T03:04:05Z",
    trackingInfo: [{ number: "1Z" }],
    order: { displayFulfillmentStatus: "PARTIALLY_FULFILLED" },
  });
});

test("orderCreate makes a whole order, and its refusals name their place", async () => {
  const { data, state } = await open();
  const create =
    "mutation($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { name email customer { id } displayFinancialStatus totalPriceSet { shopMoney { amount } } discountCodes } userErrors { field message } } }";
  const usd = (amount: string) => ({ shopMoney: { amount, currencyCode: "USD" } });

  const made = await data(create, {
    order: {
      lineItems: [{ title: "Bowl", quantity: 2, priceSet: usd("10.00") }],
      shippingLines: [{ title: "Post", priceSet: usd("4.00") }],
      discountCode: { itemPercentageDiscountCode: { code: "HALF", percentage: 50 } },
      taxLines: [{ title: "VAT", rate: 0.2 }],
      customer: { toUpsert: { email: "new@example.com", firstName: "New" } },
      transactions: [{ amountSet: usd("16.00"), kind: "SALE", status: "SUCCESS", gateway: "bogus" }],
    },
  });
  const refused = await data(create, { order: { lineItems: [{ quantity: 1, priceSet: usd("1.00") }] } });
  const empty = await data(create, { order: { lineItems: [] } });

  expect(made("orderCreate")).toMatchObject({
    order: {
      name: "#1001",
      email: "new@example.com",
      displayFinancialStatus: "PAID",
      totalPriceSet: { shopMoney: { amount: "16.0" } },
      discountCodes: ["HALF"],
    },
    userErrors: [],
  });
  expect(state.customers.findByEmail("new@example.com")?.firstName).toBe("New");
  expect(refused("orderCreate.userErrors.0.field")).toEqual(["order", "lineItems", "0", "title"]);
  expect(empty("orderCreate.order")).toBeNull();
});
