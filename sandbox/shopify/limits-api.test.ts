import { afterEach, expect, test } from "vitest";
import { itemsOf, openShopify, SHOP } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});
const open = async (...args: Parameters<typeof openShopify>) => {
  shop = await openShopify(...args);
  return shop;
};

test("a query is charged by what it asks for and gets back what it did not use", async () => {
  const { ask, state } = await open();
  for (let id = 1; id <= 3; id += 1) state.customers.load({ id, email: `c${id}@example.com` });

  const { body } = await ask(
    "query($n: Int!) { customers(first: $n) { nodes { id defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } } pageInfo { endCursor } } }",
    { n: 250 },
  );

  expect(body.extensions.cost).toMatchObject({ requestedQueryCost: 752, actualQueryCost: 8 });
  expect(body.extensions.cost.throttleStatus).toMatchObject({ maximumAvailable: 2000, restoreRate: 100 });
  expect(Number(body.extensions.cost.throttleStatus.currentlyAvailable)).toBeGreaterThanOrEqual(1992);
});

test("edges cost as nodes do, a mutation costs ten, and more than a thousand points are refused", async () => {
  const { ask } = await open();
  const cost = async (query: string) => (await ask(query)).body.extensions.cost.requestedQueryCost;

  expect(await cost("{ customers(first: 10) { edges { cursor node { id } } } }")).toBe(12);
  expect(await cost("{ shop { name plan { publicDisplayName } } }")).toBe(2);
  expect(
    await cost(
      'mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["a"]) { node { id } userErrors { message } } }',
    ),
  ).toBe(10);
  const dear = await ask(
    "{ customers(first: 250) { nodes { id defaultAddress { city } amountSpent { amount } lastOrder { id } } } }",
  );
  expect(dear.status).toBe(200);
  expect(dear.body.errors[0].extensions).toMatchObject({ code: "MAX_COST_EXCEEDED", cost: 1002, maxCost: 1000 });
  expect(dear.body.data).toBeUndefined();
});

test("an empty bucket answers THROTTLED with 200 and fills on the clock", async () => {
  const { ask, clock } = await open({ bucketSize: 30, restoreRate: 1 });
  const query = "{ customers(first: 25) { nodes { id } } }";
  // Mutations give nothing back, so they empty the bucket.
  const tag = 'mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["a"]) { userErrors { message } } }';
  await ask(tag);

  const throttled = await ask(query);

  expect(throttled.status).toBe(200);
  expect(throttled.body).toMatchObject({
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
    extensions: { cost: { requestedQueryCost: 27, actualQueryCost: null } },
  });
  expect(throttled.body.data).toBeUndefined();
  clock.advance(10_000);
  expect((await ask(query)).body.errors).toBeUndefined();
});

test("a fault throttles, fails or half answers one request", async () => {
  const { ask, shopify } = await open();
  const query = "{ shop { name } }";

  shopify.faults.add({ kind: "throttled" });
  expect((await ask(query)).body.errors[0].extensions.code).toBe("THROTTLED");
  shopify.clock.advance(60_000);
  shopify.faults.add({ kind: "status", status: 429 });
  const limited = await ask(query);
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "2.0"]);
  shopify.faults.add({ kind: "status", status: 430 });
  expect((await ask(query)).status).toBe(430);
  shopify.faults.add({ kind: "partial" });
  const partial = await ask(query);
  expect(partial.body.errors[0].extensions.code).toBe("INTERNAL_SERVER_ERROR");
  expect((await ask(query)).body.data.shop.name).toBe("Demo Shop");
});

test("scopes guard fields as the schema says, with 200 and ACCESS_DENIED", async () => {
  const { ask, shopify, state } = await open();
  state.customers.load({ id: 1, email: "a@example.com" });
  shopify.setScopes(SHOP, ["read_customers"]);

  const write = await ask(
    'mutation { customerUpdate(input: { id: "gid://shopify/Customer/1", note: "x" }) { userErrors { message } } }',
  );
  expect(write.status).toBe(200);
  expect(write.body.errors[0]).toMatchObject({
    message: "Access denied for customerUpdate field. Required access: `write_customers` access scope.",
    path: ["customerUpdate"],
    extensions: { code: "ACCESS_DENIED", requiredAccess: "`write_customers` access scope." },
  });
  const merge = await ask('{ customer(id: "gid://shopify/Customer/1") { id mergeable { isMergeable } } }');
  expect(merge.body.errors[0].extensions.code).toBe("ACCESS_DENIED");
  const tags = await ask(
    'mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["a"]) { userErrors { message } } }',
  );
  expect(tags.body.errors[0].extensions.code).toBe("ACCESS_DENIED");
  shopify.setScopes(SHOP, ["read_products"]);
  expect((await ask("{ customers(first: 1) { nodes { id } } }")).body.errors[0].message).toContain(
    "Access denied for customers field",
  );
});

test("fields that the app was not approved for are null with an error", async () => {
  const { ask, state } = await open({ protectedData: { phone: false } });
  state.customers.load({ id: 1, email: "a@example.com", phone: "+12125550123" });

  const { body } = await ask(
    '{ customer(id: "gid://shopify/Customer/1") { defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } } }',
  );

  expect(body.data.customer).toEqual({
    defaultEmailAddress: { emailAddress: "a@example.com" },
    defaultPhoneNumber: null,
  });
  expect(body.errors[0].message).toContain("This app is not approved to use the defaultPhoneNumber field");
});

test("a field that the stand-in does not hold is an error, not a null", async () => {
  const { ask } = await open();

  const { body } = await ask("{ shop { id analyticsToken } }");

  expect(body.errors[0]).toMatchObject({
    message: "The stand-in shop does not hold Shop.analyticsToken.",
    extensions: { code: "NOT_HELD_BY_STAND_IN" },
  });
});

test("lists of more than 250 inputs are refused", async () => {
  const { ask } = await open();
  const tags = Array.from({ length: 251 }, (_, index) => `t${index}`);

  const { body } = await ask(
    'mutation($tags: [String!]!) { tagsAdd(id: "gid://shopify/Customer/1", tags: $tags) { userErrors { message } } }',
    { tags },
  );

  expect(body.errors[0].message).toBe("The input array size of 251 is greater than the maximum allowed of 250.");
});

test("orders older than sixty days need read_all_orders", async () => {
  const { ask, state, shopify } = await open();
  const line = { title: "x", quantity: 1, price: "2.00" };
  const order = (name: string, createdAt: string) =>
    state.orders.load({ name, createdAt, email: "a@example.com", lineItems: [line] });
  order("#1", "2020-01-01T00:00:00Z");
  order("#2", new Date(shopify.clock.now() - 86_400_000).toISOString());
  const names = async () =>
    itemsOf(
      (
        await ask(
          "{ orders(first: 9) { nodes { name totalPriceSet { shopMoney { amount } } lineItems(first: 3) { nodes { title quantity } } } } }",
        )
      ).body.data.orders.nodes,
    ).map((node) => node.name);

  expect(await names()).toEqual(["#2"]);
  shopify.setScopes(SHOP, ["read_orders", "read_all_orders"]);
  expect(await names()).toEqual(["#1", "#2"]);
});

test("the app's own metafields are written to its installation and removed again", async () => {
  const { ask } = await open();
  const id = (await ask("{ currentAppInstallation { id } }")).body.data.currentAppInstallation.id;
  const set = async (metafields: object[]) =>
    (
      await ask(
        "mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { id value } userErrors { field message code elementIndex } } }",
        { m: metafields },
      )
    ).body.data.metafieldsSet;
  const field = { ownerId: id, namespace: "tracking", key: "portal", type: "json", value: '{"portalId":1}' };

  expect((await set([field])).userErrors).toEqual([]);
  expect(
    (await ask('{ currentAppInstallation { metafield(namespace: "tracking", key: "portal") { value jsonValue } } }'))
      .body.data.currentAppInstallation.metafield.jsonValue,
  ).toEqual({ portalId: 1 });
  const refused = await set([field, { ...field, key: "other", value: "no json" }]);
  expect(refused).toMatchObject({ metafields: null, userErrors: [{ code: "INVALID_VALUE", elementIndex: 1 }] });
  expect((await set(Array.from({ length: 26 }, () => field))).userErrors[0].code).toBe("LESS_THAN_OR_EQUAL_TO");
  const removed = await ask(
    "mutation($m: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $m) { deletedMetafields { key } userErrors { message } } }",
    {
      m: [
        { ownerId: id, namespace: "tracking", key: "portal" },
        { ownerId: id, namespace: "tracking", key: "none" },
      ],
    },
  );
  expect(removed.body.data.metafieldsDelete.deletedMetafields).toEqual([{ key: "portal" }, null]);
});
