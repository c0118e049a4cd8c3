import { afterEach, expect, test } from "vitest";
import { openShopify, SHOP } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});

const SCOPES = [
  "read_customers",
  "write_customers",
  "read_products",
  "write_orders",
  "write_order_edits",
  "write_fulfillments",
  "write_merchant_managed_fulfillment_orders",
];

async function open() {
  shop = await openShopify();
  shop.shopify.setScopes(SHOP, SCOPES);
  const { state, ask } = shop;
  /** The data of an answer without errors, read by paths such as "order.name". */
  const data = async (query: string, variables: object = {}): Promise<(path: string) => unknown> => {
    const { body } = await ask(query, variables);
    expect(body.errors).toBeUndefined();
    return (path) =>
      path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], body.data);
  };
  const place = (seed: Partial<Parameters<typeof state.orders.place>[0]> = {}) => {
    const placed = state.orders.place({
      email: "a@example.com",
      shipping: "5.00",
      shippingTitle: "Express",
      taxRate: "0.1",
      ...seed,
      lineItems: seed.lineItems ?? [{ title: "Bowl", variantTitle: "Blue", sku: "B", quantity: 3, price: "10.00" }],
    });
    if (!placed.ok) throw new Error(JSON.stringify(placed.errors));
    return { ...placed.value, gid: `gid://shopify/Order/${placed.value.id}` };
  };
  return { ...shop, data, place };
}

const MONEY = "{ shopMoney { amount currencyCode } presentmentMoney { amount } }";

test("an order is read with everything that a sync needs", async () => {
  const { data, place, state } = await open();
  const placed = place({
    discountCodes: ["TEN"],
    discountPercent: "10",
    customAttributes: [{ key: "gift", value: "yes" }],
    visit: {
      id: 7,
      landingPage: "https://demo-shop.myshopify.com/?utm_source=x",
      referrerUrl: "https://example.com",
      source: "google",
      utm: { source: "x", medium: "cpc", campaign: "c", content: null, term: null },
      occurredAt: "2026-01-01T00:00:00Z",
    },
  });
  state.orders.fulfil(placed.id, { tracking: [{ company: "UPS", number: "1Z", url: "https://carrier.example/1Z" }] });
  state.orders.deliver(placed.id);
  const line = placed.lineItems[0]?.id ?? 0;
  state.orders.refund(placed.id, { lines: [{ lineItemId: line, quantity: 1, restockType: "RETURN" }], note: "broken" });

  const read = await data(
    `query($id: ID!) { order(id: $id) {
      name number legacyResourceId displayFinancialStatus displayFulfillmentStatus currencyCode taxesIncluded test confirmed edited
      subtotalPriceSet ${MONEY} totalPriceSet ${MONEY} originalTotalPriceSet ${MONEY} currentTotalPriceSet ${MONEY}
      currentSubtotalPriceSet ${MONEY} currentTotalDiscountsSet ${MONEY} currentCartDiscountAmountSet ${MONEY} currentTotalTaxSet ${MONEY}
      totalShippingPriceSet ${MONEY} currentShippingPriceSet ${MONEY} totalRefundedSet ${MONEY} netPaymentSet ${MONEY}
      totalReceivedSet ${MONEY} totalOutstandingSet ${MONEY} totalTipReceivedSet ${MONEY} totalCapturableSet ${MONEY}
      discountCodes discountApplications(first: 5) { nodes { __typename index targetSelection value { __typename ... on PricingPercentageValue { percentage } } ... on DiscountCodeApplication { code } } }
      taxLines { title rate priceSet { shopMoney { amount } } } customAttributes { key value } paymentGatewayNames statusPageUrl
      shippingLine { title } shippingLines(first: 3) { nodes { title originalPriceSet { shopMoney { amount } } } }
      channelInformation { displayName channelDefinition { handle } } sourceName checkoutToken cartToken totalWeight customerAcceptsMarketing customerLocale
      customerJourneySummary { ready customerOrderIndex firstVisit { source referrerUrl landingPage utmParameters { campaign medium } } }
      purchasingEntity { __typename } cancelReason cancelledAt closedAt
      transactions(first: 5) { kind status gateway amountSet { shopMoney { amount } } parentTransaction { kind } }
      fulfillments(first: 5) { name status displayStatus deliveredAt trackingInfo { company number url } fulfillmentLineItems(first: 3) { nodes { quantity lineItem { name } } } events(first: 2) { nodes { status } } }
      refunds(first: 5) { note totalRefundedSet { shopMoney { amount } } refundLineItems(first: 3) { nodes { quantity restockType subtotalSet { shopMoney { amount } } totalTaxSet { shopMoney { amount } } lineItem { title } } } transactions(first: 2) { nodes { kind } } }
    } }`,
    { id: placed.gid },
  );

  expect(read("order")).toMatchObject({
    name: "#1001",
    number: 1001,
    displayFinancialStatus: "PARTIALLY_REFUNDED",
    displayFulfillmentStatus: "FULFILLED",
    subtotalPriceSet: { shopMoney: { amount: "27.0", currencyCode: "USD" }, presentmentMoney: { amount: "27.0" } },
    totalPriceSet: { shopMoney: { amount: "34.7" } },
    currentTotalPriceSet: { shopMoney: { amount: "24.8" } },
    currentSubtotalPriceSet: { shopMoney: { amount: "18.0" } },
    currentCartDiscountAmountSet: { shopMoney: { amount: "2.0" } },
    totalRefundedSet: { shopMoney: { amount: "9.9" } },
    netPaymentSet: { shopMoney: { amount: "24.8" } },
    totalOutstandingSet: { shopMoney: { amount: "0.0" } },
    discountCodes: ["TEN"],
    discountApplications: {
      nodes: [
        { __typename: "DiscountCodeApplication", code: "TEN", targetSelection: "ALL", value: { percentage: 10 } },
      ],
    },
    taxLines: [{ title: "Tax", rate: 0.1, priceSet: { shopMoney: { amount: "2.7" } } }],
    customAttributes: [{ key: "gift", value: "yes" }],
    shippingLine: { title: "Express" },
    channelInformation: { displayName: "Online Store", channelDefinition: { handle: "web" } },
    customerJourneySummary: { ready: true, firstVisit: { source: "google", utmParameters: { campaign: "c" } } },
    purchasingEntity: null,
    transactions: [{ kind: "SALE" }, { kind: "REFUND", parentTransaction: { kind: "SALE" } }],
    fulfillments: [
      {
        name: "#1001-F1",
        status: "SUCCESS",
        displayStatus: "DELIVERED",
        trackingInfo: [{ number: "1Z" }],
        fulfillmentLineItems: { nodes: [{ quantity: 3, lineItem: { name: "Bowl - Blue" } }] },
      },
    ],
    refunds: [
      {
        note: "broken",
        totalRefundedSet: { shopMoney: { amount: "9.9" } },
        refundLineItems: { nodes: [{ quantity: 1, restockType: "RETURN" }] },
      },
    ],
  });
});

test("a line says its prices per unit and in all, before and after each kind of discount", async () => {
  const { data, place } = await open();
  const placed = place({
    discountCodes: ["TEN"],
    discount: "2.50",
    lineItems: [
      {
        title: "Bowl",
        quantity: 3,
        price: "10.00",
        discount: "3.00",
        imageUrl: "https://cdn.example/b.png",
        grams: 250,
      },
    ],
  });

  const read = await data(
    `query($id: ID!) { order(id: $id) { lineItems(first: 2) { nodes { id title name variantTitle sku vendor quantity currentQuantity refundableQuantity unfulfilledQuantity
      originalUnitPriceSet ${MONEY} discountedUnitPriceSet ${MONEY} discountedUnitPriceAfterAllDiscountsSet ${MONEY} originalTotalSet ${MONEY} discountedTotalSet ${MONEY} totalDiscountSet ${MONEY}
      discountAllocations { allocatedAmountSet { shopMoney { amount } } discountApplication { index __typename } }
      taxLines { title priceSet { shopMoney { amount } } } variant { id } product { id } requiresShipping taxable isGiftCard image { url } weight { unit value } } } } }`,
    { id: placed.gid },
  );

  expect(read("order.lineItems.nodes.0")).toMatchObject({
    originalTotalSet: { shopMoney: { amount: "30.0" } },
    discountedTotalSet: { shopMoney: { amount: "27.0" } },
    totalDiscountSet: { shopMoney: { amount: "3.0" } },
    discountedUnitPriceSet: { shopMoney: { amount: "9.0" } },
    discountedUnitPriceAfterAllDiscountsSet: { shopMoney: { amount: "8.17" } },
    discountAllocations: [
      {
        allocatedAmountSet: { shopMoney: { amount: "3.0" } },
        discountApplication: { __typename: "ManualDiscountApplication" },
      },
      {
        allocatedAmountSet: { shopMoney: { amount: "2.5" } },
        discountApplication: { __typename: "DiscountCodeApplication" },
      },
    ],
    image: { url: "https://cdn.example/b.png" },
    weight: { unit: "GRAMS", value: 250 },
  });
});

test.each([
  ["status:open", ["#1001"]],
  ["status:cancelled", ["#1002"]],
  ["fulfillment_status:shipped", ["#1003"]],
  ["financial_status:voided", ["#1002"]],
  ["name:1003", ["#1003"]],
  ["name:'#1003'", ["#1003"]],
  ["tag:vip", ["#1001"]],
  ["email:b@example.com", ["#1002"]],
  ["checkout_token:tok", ["#1003"]],
  ["test:true", []],
])("the documented filter %s finds %j", async (query, expected) => {
  const { data, place, state } = await open();
  place({ tags: ["vip"] });
  state.orders.cancel(place({ email: "b@example.com", financialStatus: "AUTHORIZED" }).id, {
    reason: "OTHER",
    refund: false,
    restock: true,
  });
  const sent = place({ email: "c@example.com", checkoutToken: "tok" });
  state.orders.fulfil(sent.id);
  state.orders.close(sent.id);

  const read = await data("query($q: String) { orders(first: 9, query: $q, sortKey: CREATED_AT) { nodes { name } } }", {
    q: query,
  });

  expect((read("orders.nodes") as { name: string }[]).map(({ name }) => name)).toEqual(expected);
});

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

test("old orders and what hangs on them need read_all_orders, also for writing", async () => {
  const { data, place, ask, shopify } = await open();
  const old = place({ createdAt: "2020-01-01T00:00:00Z" });
  const sale = `gid://shopify/OrderTransaction/${old.transactions[0]?.id}`;

  const hidden = await data("query($ids: [ID!]!) { nodes(ids: $ids) { id } ordersCount { count } }", {
    ids: [old.gid, sale],
  });
  const update = await data(
    'mutation($id: ID!) { orderUpdate(input: { id: $id, note: "x" }) { userErrors { field message } } }',
    { id: old.gid },
  );
  shopify.setScopes(SHOP, [...SCOPES, "read_all_orders"]);
  const shown = await data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids: [old.gid, sale] });
  shopify.setScopes(SHOP, ["read_orders"]);
  const denied = await ask(
    'mutation($id: ID!) { orderUpdate(input: { id: $id, note: "x" }) { userErrors { message } } }',
    { id: old.gid },
  );

  expect([hidden("nodes"), hidden("ordersCount.count")]).toEqual([[null, null], 0]);
  expect(update("orderUpdate.userErrors.0.message")).toBe("Order does not exist");
  expect(shown("nodes")).toEqual([{ id: old.gid }, { id: sale }]);
  expect(JSON.stringify(denied.body.errors)).toContain("ACCESS_DENIED");
});

test("an order of a company finds it where the shop holds companies, and says so where not", async () => {
  const { ask, data, place, state } = await open();
  const { gid } = place({ purchasingCompany: { companyId: 5, contactId: null, locationId: 6 } });
  const query =
    "query($id: ID!) { order(id: $id) { purchasingEntity { __typename ... on PurchasingCompany { company { name } contact { id } } } } }";

  const without = await ask(query, { id: gid });
  state.purchasing.find = (type, id) => ({ id, name: `${type} ${id}` });
  const found = await data(query, { id: gid });

  expect(JSON.stringify(without.body.errors)).toContain("NOT_HELD_BY_STAND_IN");
  expect(found("order.purchasingEntity")).toEqual({
    __typename: "PurchasingCompany",
    company: { name: "Company 5" },
    contact: null,
  });
});
