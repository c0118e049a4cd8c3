import { expect, test } from "vitest";
import { openOrders as open, SCOPES } from "./order-test-support.ts";
import { SHOP } from "./test-support.ts";

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
