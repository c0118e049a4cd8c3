import { expect, test } from "vitest";
import { objectTypes } from "#sandbox/hubspot/crm/object-types.ts";
import { startCommerceHubspot } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import { PORTAL } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const NAMES: [typeId: string, singular: string, plural: string][] = [
  ["0-1", "contact", "contacts"],
  ["0-2", "company", "companies"],
  ["0-3", "deal", "deals"],
  ["0-7", "product", "products"],
  ["0-8", "line_item", "line_items"],
  ["0-123", "order", "orders"],
  ["0-142", "cart", "carts"],
];

test.each(NAMES)("%s is reached as %s and as %s, and has a name of its own for messages", async (typeId, one, many) => {
  const { call, portal } = await startCommerceHubspot();
  const { id } = portal(PORTAL).createRecord(typeId, {});

  const answers = await Promise.all(
    [typeId, one, many].map((name) => call("GET", `/crm/objects/2026-09/${name}/${id}`)),
  );

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(answers.map(({ body }) => body.id)).toEqual([id, id, id]);
});

test.each(NAMES)("records of %s answer with their default properties and their own modified time", async (typeId) => {
  const { call, portal } = await startCommerceHubspot();
  const type = objectTypes.find((one) => one.typeId === typeId);
  const { id } = portal(PORTAL).createRecord(typeId, {});

  const { body } = await call("GET", `/crm/objects/2026-09/${typeId}/${id}`);

  const modified = typeId === "0-1" ? "lastmodifieddate" : "hs_lastmodifieddate";
  const expected = ["hs_object_id", type?.createdProperty, modified, ...(type?.defaultProperties ?? [])];
  expect(Object.keys(body.properties)).toEqual(expected.toSorted());
  expect(body.properties[modified]).toBe(body.updatedAt);
});

test.each(NAMES)("every property that %s shows, searches or derives is defined", (typeId) => {
  const type = objectTypes.find((one) => one.typeId === typeId);
  const defined = new Set(type?.properties.map(({ name }) => name));

  const used = [
    ...(type?.defaultProperties ?? []),
    ...(type?.searchableProperties ?? []),
    ...(type?.listProperties ?? []),
    ...(type?.nameProperties ?? []),
    type?.createdProperty,
    type?.modifiedProperty,
  ];

  expect(used.filter((name) => name === undefined || !defined.has(name))).toEqual([]);
});

test("the definitions of products and line items need the e-commerce scope to be written", async () => {
  const hubspot = await startCommerceHubspot();
  const definition = { name: "x", label: "X", type: "string", fieldType: "text", groupName: "productinformation" };
  const scopes = ["crm.objects.products.write", "crm.schemas.products.write", "crm.objects.products.read"];
  const { accessToken } = hubspot.issueTokens(PORTAL, scopes);

  const refused = await hubspot.call("POST", "/crm/properties/2026-09/products", definition, accessToken);
  const read = await hubspot.call("GET", "/crm/properties/2026-09/products", undefined, accessToken);
  const taken = await hubspot.call("POST", "/crm/properties/2026-09/products", definition);

  expect(refused).toMatchObject({
    status: 403,
    body: { category: "MISSING_SCOPES", errors: [{ context: { requiredGranularScopes: ["e-commerce"] } }] },
  });
  expect([read.status, taken.status]).toEqual([200, 201]);
});

test("companies with one domain are not told apart, products with one SKU are refused", async () => {
  const { call } = await startCommerceHubspot();
  const create = (type: string, properties: object) => call("POST", `/crm/objects/2026-09/${type}`, { properties });

  const [first, second] = [
    await create("companies", { name: "A", domain: "a.example" }),
    await create("companies", { name: "B", domain: "a.example" }),
  ];
  const product = await create("products", { name: "Shirt", hs_sku: "S-1" });
  const taken = await create("products", { name: "Other", hs_sku: "s-1" });

  expect([first.status, second.status]).toEqual([201, 201]);
  expect(taken).toMatchObject({ status: 400, body: { category: "VALIDATION_ERROR" } });
  expect(taken.body.message).toMatch(
    new RegExp(
      `^Cannot set PropertyValueCoordinates\\{portalId=${PORTAL}, objectTypeId=ObjectTypeId\\{legacyObjectType=PRODUCT\\}, propertyName=hs_sku, value=s-1\\} on \\d+\\. ${product.body.id} already has that value\\.$`,
    ),
  );
});

test("prices cannot be negative and currencies must be the account's", async () => {
  const { call } = await startCommerceHubspot({
    portals: [{ id: PORTAL, currency: "EUR", additionalCurrencies: ["USD"] }],
  });
  const codes = async (type: string, properties: object) =>
    (await call("POST", `/crm/objects/2026-09/${type}`, { properties })).body.errors?.map((error) => error.code);

  expect(await codes("products", { price: "-1" })).toEqual(["INVALID_NUMBER_RANGE"]);
  expect(await codes("orders", { hs_currency_code: "GBP" })).toEqual(["INVALID_OPTION"]);
  expect(await codes("deals", { deal_currency_code: "GBP" })).toEqual(["INVALID_OPTION"]);
  expect(await codes("orders", { hs_currency_code: "USD" })).toBeUndefined();
  expect(await codes("products", { hs_price_usd: "5" })).toBeUndefined();
  expect(await codes("products", { hs_price_gbp: "5" })).toEqual(["PROPERTY_DOESNT_EXIST"]);
});

test("products, line items, orders and carts cannot be merged, companies and deals can", async () => {
  const { call, portal } = await startCommerceHubspot();
  const merge = async (typeId: string) => {
    const [primaryObjectId, objectIdToMerge] = [1, 2].map(() => portal(PORTAL).createRecord(typeId, {}).id);
    return call("POST", `/crm/objects/2026-09/${typeId}/merge`, { primaryObjectId, objectIdToMerge });
  };

  const statuses: Record<string, number> = {};
  for (const [typeId, , plural] of NAMES) statuses[plural] = (await merge(typeId)).status;

  expect(statuses).toEqual({
    contacts: 200,
    companies: 200,
    deals: 200,
    products: 400,
    line_items: 400,
    orders: 400,
    carts: 400,
  });
});

test("an account can lack objects, whose names it then does not know, and cap others", async () => {
  const { call, portal } = await startCommerceHubspot({
    portals: [{ id: PORTAL, missingObjects: ["carts"], recordLimits: { products: 2 } }],
  });
  const product = (name: string) => ({ properties: { name } });
  portal(PORTAL).createRecord("0-7", { name: "First" });

  const lacking = await call("GET", "/crm/objects/2026-09/carts");
  const batch = await call("POST", "/crm/objects/2026-09/products/batch/create", {
    inputs: [product("Second"), product("Third")],
  });
  const second = await call("POST", "/crm/objects/2026-09/products", product("Second"));
  const third = await call("POST", "/crm/objects/2026-09/products", product("Third"));

  expect(lacking).toMatchObject({ status: 400, body: { message: "Unable to infer object type from: carts" } });
  expect([batch.status, second.status, third.status]).toEqual([400, 201, 400]);
  expect(third.body.message).toBe("This account has reached its limit of 2 products");
});

test("rules of the admin hold for the objects they were made for", async () => {
  const { call } = await startCommerceHubspot({
    portals: [{ id: PORTAL, requiredOnCreate: { orders: ["hs_source_store"] } }],
  });

  const order = await call("POST", "/crm/objects/2026-09/orders", { properties: { hs_order_name: "#1" } });
  const cart = await call("POST", "/crm/objects/2026-09/carts", { properties: { hs_cart_name: "#1" } });

  expect(order.body.errors).toMatchObject([{ code: "MISSING_REQUIRED_PROPERTY" }]);
  expect([order.status, cart.status]).toEqual([400, 201]);
});
