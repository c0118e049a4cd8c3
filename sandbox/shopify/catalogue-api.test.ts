import { afterEach, expect, test } from "vitest";
import { itemsOf, openShopify, SHOP } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});
const open = async () => {
  shop = await openShopify();
  return shop;
};

test("products with their variants are read, searched by SKU and counted", async () => {
  const { ask, state } = await open();
  for (const title of ["Shirt", "Hat"])
    state.products.load({
      title,
      tags: ["new"],
      variants: [
        {
          title: "Small",
          sku: `${title}-S`,
          price: "10.00",
          cost: "4.00",
          options: [{ name: "Size", value: "Small" }],
        },
        { title: "Large", sku: `${title}-L`, price: "12.50", options: [{ name: "Size", value: "Large" }] },
      ],
    });

  const { body } = await ask(`{
    products(first: 5, query: "sku:'Hat-S'") { nodes { title handle status options { name values }
      variants(first: 5) { nodes { sku price selectedOptions { name value } inventoryItem { unitCost { amount } } product { title } } } } }
    productVariants(first: 5, sortKey: SKU) { nodes { sku displayName } }
    productsCount { count } productVariantsCount { count } }`);

  expect(body.errors).toBeUndefined();
  expect(body.data).toMatchObject({
    products: {
      nodes: [
        {
          title: "Hat",
          handle: "hat",
          status: "ACTIVE",
          options: [{ name: "Size", values: ["Small", "Large"] }],
          variants: {
            nodes: [
              {
                sku: "Hat-S",
                price: "10.00",
                inventoryItem: { unitCost: { amount: "4.0" } },
                product: { title: "Hat" },
              },
              { sku: "Hat-L", price: "12.50", inventoryItem: { unitCost: null } },
            ],
          },
        },
      ],
    },
    productVariants: { nodes: [{ sku: "Hat-L" }, { sku: "Hat-S" }, { sku: "Shirt-L" }, { sku: "Shirt-S" }] },
    productsCount: { count: 2 },
    productVariantsCount: { count: 4 },
  });
});

test("an order shows its lines and its customer, and the customer its totals", async () => {
  const { ask, state } = await open();
  state.customers.load({ id: 1, email: "a@example.com" });
  const product = state.products.load({ title: "Hat", variants: [{ sku: "HAT", price: "12.50" }] });
  if (!product.ok) throw new Error("no product");
  state.orders.load({
    name: "#1001",
    customerId: 1,
    refunded: "5.00",
    shipping: "3.00",
    total: "28.00",
    lineItems: [{ title: "Hat", sku: "HAT", quantity: 2, price: "12.50", productId: product.value.id }],
  });

  const { body } = await ask(`{ orders(first: 5) { nodes {
      name customer { id } displayFinancialStatus totalPriceSet { shopMoney { amount currencyCode } }
      netPaymentSet { shopMoney { amount } }
      lineItems(first: 5) { nodes { title quantity product { title } originalUnitPriceSet { shopMoney { amount } } } } } }
    ordersCount { count }
    customer(id: "gid://shopify/Customer/1") { numberOfOrders amountSpent { amount } lastOrder { name } } }`);

  expect(body.errors).toBeUndefined();
  expect(body.data).toMatchObject({
    orders: {
      nodes: [
        {
          name: "#1001",
          customer: { id: "gid://shopify/Customer/1" },
          displayFinancialStatus: "PAID",
          totalPriceSet: { shopMoney: { amount: "28.0", currencyCode: "USD" } },
          netPaymentSet: { shopMoney: { amount: "23.0" } },
          lineItems: { nodes: [{ title: "Hat", quantity: 2, product: { title: "Hat" } }] },
        },
      ],
    },
    ordersCount: { count: 1 },
    customer: { numberOfOrders: "1", amountSpent: { amount: "23.0" }, lastOrder: { name: "#1001" } },
  });
});

test("an answer that is lost was applied all the same, and one cut before was not", async () => {
  const { ask, state, shopify } = await open();
  const create = (email: string) =>
    ask("mutation($e: String!) { customerCreate(input: { email: $e }) { userErrors { message } } }", { e: email });

  shopify.faults.add({ kind: "reset_after", match: { body: "lost@example.com" } });
  await expect(create("lost@example.com")).rejects.toThrow();
  shopify.faults.add({ kind: "reset_before", match: { body: "early@example.com" } });
  await expect(create("early@example.com")).rejects.toThrow();

  expect(state.customers.list().map((customer) => customer.email)).toEqual(["lost@example.com"]);
});

test("the control endpoint counts requests and records, and puts records back", async () => {
  const { ask, send, state } = await open();
  state.customers.load({ id: 1, email: "a@example.com" });
  state.markSeed();
  await send("POST", "/__control/requests/reset");
  await ask(
    'mutation Note { customerUpdate(input: { id: "gid://shopify/Customer/1", note: "x" }) { userErrors { message } } }',
  );

  expect((await send("GET", "/__control/requests")).body).toMatchObject({
    total: 1,
    byRoute: { "POST /admin/api/:version/graphql.json": 1 },
    byOperation: { Note: 1 },
  });
  expect((await send("GET", "/__control/state")).body).toMatchObject({
    customers: 1,
    shops: { [SHOP]: { customers: 1 } },
  });
  await send("POST", "/__control/reset");
  expect(state.customers.get(1)?.note).toBeNull();
  expect((await ask("{ shop { name } }")).status).toBe(200);
});

test("Shopify's schema describes itself", async () => {
  const { ask } = await open();

  const { body } = await ask('{ __type(name: "Customer") { fields { name } } }');

  expect(JSON.stringify(body.data)).toContain("defaultEmailAddress");
  expect(itemsOf((await ask("{ customers(first: 1) { nodes { id __typename } } }")).body.data.customers.nodes)).toEqual(
    [],
  );
});
