import { afterEach, expect, test } from "vitest";
import { itemsOf, openShopify, SHOP } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});

const line = { title: "Bowl", sku: "B", quantity: 3, price: "10.00" };

async function open() {
  shop = await openShopify();
  const { state } = shop;
  const begin = (seed: Partial<Parameters<typeof state.checkouts.begin>[0]> = {}) => {
    const begun = state.checkouts.begin({ email: "a@example.com", lineItems: [line], ...seed });
    if (!begun.ok) throw new Error(JSON.stringify(begun.errors));
    return begun.value;
  };
  return { ...shop, begin };
}

const LIST =
  "query($q: String) { abandonedCheckouts(first: 9, query: $q, sortKey: CREATED_AT) { nodes { id } } abandonedCheckoutsCount(query: $q) { count } }";

test("an abandoned checkout is read with its totals, lines, people and recovery address, and has no token", async () => {
  const { ask, begin, state } = await open();
  const customer = state.customers.load({ email: "a@example.com" });
  if (!customer.ok) throw new Error("no customer");
  const { id, token } = begin({
    customerId: customer.value.id,
    discountCodes: ["TEN"],
    discountPercent: "10",
    shipping: "5.00",
    taxRate: "0.1",
    note: "soon",
  });

  const { body } = await ask(
    `query($id: ID!) { node(id: $id) { ... on AbandonedCheckout { name abandonedCheckoutUrl note discountCodes createdAt updatedAt completedAt taxesIncluded customAttributes { key }
      subtotalPriceSet { shopMoney { amount } } totalPriceSet { shopMoney { amount currencyCode } } totalDiscountSet { shopMoney { amount } } totalLineItemsPriceSet { shopMoney { amount } } totalTaxSet { shopMoney { amount } }
      taxLines { title } customer { id } shippingAddress { city } billingAddress { city }
      lineItems(first: 5) { nodes { id title sku quantity originalUnitPriceSet { shopMoney { amount } } originalTotalPriceSet { shopMoney { amount } } discountedTotalPriceSet { shopMoney { amount } } discountedTotalPriceWithCodeDiscount { shopMoney { amount } }
        discountAllocations(first: 2) { nodes { allocatedAmountSet { shopMoney { amount } } } } variant { id } product { id } image { url } } } } }
      abandonmentByAbandonedCheckoutId(abandonedCheckoutId: $id) { abandonmentType emailState customerHasNoOrderSinceAbandonment abandonedCheckoutPayload { name } } }`,
    { id: `gid://shopify/AbandonedCheckout/${id}` },
  );
  const noToken = await ask("{ abandonedCheckouts(first: 1) { nodes { token } } }");

  expect(body.errors).toBeUndefined();
  expect(body.data).toMatchObject({
    node: {
      name: `#${id}`,
      note: "soon",
      discountCodes: ["TEN"],
      completedAt: null,
      subtotalPriceSet: { shopMoney: { amount: "27.0" } },
      totalPriceSet: { shopMoney: { amount: "34.7", currencyCode: "USD" } },
      totalDiscountSet: { shopMoney: { amount: "3.0" } },
      totalLineItemsPriceSet: { shopMoney: { amount: "30.0" } },
      customer: { id: `gid://shopify/Customer/${customer.value.id}` },
      lineItems: {
        nodes: [
          {
            quantity: 3,
            discountedTotalPriceSet: { shopMoney: { amount: "30.0" } },
            discountedTotalPriceWithCodeDiscount: { shopMoney: { amount: "27.0" } },
            discountAllocations: { nodes: [{ allocatedAmountSet: { shopMoney: { amount: "3.0" } } }] },
          },
        ],
      },
    },
    abandonmentByAbandonedCheckoutId: { abandonmentType: "CHECKOUT", abandonedCheckoutPayload: { name: `#${id}` } },
  });
  expect(JSON.stringify(body.data)).toContain(`https://${SHOP}/${state.shop.id}/checkouts/ac/${token}/recover?key=`);
  expect(JSON.stringify(noToken.body.errors)).toContain("token");
});

test("only those whose buyer can be written to are abandoned, and recovered ones stay listed", async () => {
  const { ask, begin, state, clock } = await open();
  const nobody = begin({ email: null });
  const byPhone = begin({ email: null, phone: "(212) 555-0100" });
  clock.advance(1_000);
  const recovered = begin();
  const order = state.checkouts.complete(recovered.id);
  if (!order.ok) throw new Error("no order");
  const idsOf = async (q: string | null) => {
    const { body } = await ask(LIST, { q });
    return itemsOf(body.data.abandonedCheckouts.nodes).map(({ id }) => String(id).split("/").at(-1));
  };

  expect(await idsOf(null)).toEqual([String(byPhone.id), String(recovered.id)]);
  expect(await idsOf("recovery_state:recovered")).toEqual([String(recovered.id)]);
  expect(await idsOf("status:open recovery_state:not_recovered")).toEqual([String(byPhone.id)]);
  expect(await idsOf(`updated_at:>'${byPhone.updatedAt}'`)).toEqual([String(recovered.id)]);
  const hidden = await ask(`{ node(id: "gid://shopify/AbandonedCheckout/${nobody.id}") { id } }`);
  expect(hidden.body.data.node).toBeNull();
  expect(order.value).toMatchObject({ checkoutToken: recovered.token, cartToken: recovered.cartToken });
  expect(order.value.lineItems[0]?.id).not.toBe(recovered.lineItems[0]?.id);
  expect(state.checkouts.complete(recovered.id).ok).toBe(false);
});

test("there is no sort key for updated_at, and an unknown filter is named", async () => {
  const { ask } = await open();

  const sorted = await ask("{ abandonedCheckouts(first: 1, sortKey: UPDATED_AT) { nodes { id } } }");
  const filtered = await ask(LIST, { q: "token:abc" });

  expect(JSON.stringify(sorted.body.errors)).toContain("UPDATED_AT");
  expect(JSON.stringify(filtered.body.extensions.search)).toContain("Invalid search field");
});

test("a checkout that is changed keeps its token, prices again and is refused what orders are refused", async () => {
  const { begin, state } = await open();
  const before = begin({ discountCodes: ["TEN"], discountPercent: "10" });

  const after = state.checkouts.update(before.id, { email: "b@example.com", lineItems: [{ ...line, quantity: 1 }] });

  expect(after).toMatchObject({
    ok: true,
    value: { token: before.token, key: before.key, cartToken: before.cartToken, email: "b@example.com" },
  });
  expect(after.ok && after.value.lineItems[0]?.discounts).toMatchObject([{ amount: "1.00" }]);
  expect(state.checkouts.update(before.id, { email: "no" }).ok).toBe(false);
  expect(state.checkouts.update(1, {}).ok).toBe(false);
  expect(state.checkouts.begin({ lineItems: [] }).ok).toBe(false);
});

test("the control endpoint counts checkouts", async () => {
  const { begin, send } = await open();
  begin();

  expect((await send("GET", "/__control/state")).body).toMatchObject({
    checkouts: 1,
    shops: { [SHOP]: { checkouts: 1 } },
  });
});
