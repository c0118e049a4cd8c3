import { afterEach, expect, test } from "vitest";
import { checkMetafieldValue, checkValidations } from "./state/metafield-values.ts";
import { openShopify } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});
async function open() {
  shop = await openShopify();
  const { state, ask } = shop;
  const events: string[] = [];
  state.onEvent((event) => events.push(event.topic));
  state.customers.load({ id: 1, email: "a@example.com", createdAt: "2026-01-01T00:00:00Z" });
  const set = async (...metafields: object[]) =>
    (
      await ask(
        `mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) {
          metafields { value ownerType definition { name } owner { ... on Customer { id } } }
          userErrors { field message code elementIndex } } }`,
        { m: metafields.map((one) => ({ ownerId: "gid://shopify/Customer/1", namespace: "custom", ...one })) },
      )
    ).body.data;
  return { ...shop, events, set };
}

test.each([
  ["single_line_text_field", "a", "a\nb"],
  ["number_integer", "-3", "1.5"],
  ["number_decimal", "1.50", "1,5"],
  ["boolean", "true", "yes"],
  ["date", "2026-02-28", "2026-02-30"],
  ["date_time", "2026-02-28T12:00:00", "2026-02-28"],
  ["url", "https://example.com", "example.com"],
  ["color", "#FF00aa", "red"],
  ["json", '{"a":1}', "{a}"],
  ["money", '{"amount":"5.00","currency_code":"USD"}', '{"amount":"5.00"}'],
  ["rating", '{"value":"4","scale_min":"1","scale_max":"5"}', '{"value":"6","scale_min":"1","scale_max":"5"}'],
  ["dimension", '{"value":2,"unit":"cm"}', '{"value":2,"unit":"kg"}'],
  ["weight", '{"value":2,"unit":"kg"}', '{"unit":"kg"}'],
  ["volume", '{"value":2,"unit":"ml"}', "2 ml"],
  ["list.single_line_text_field", '["a","b"]', '"a"'],
  ["list.number_integer", "[1,2]", '["a"]'],
  ["product_reference", "gid://shopify/Product/1", "gid://shopify/Customer/1"],
  ["metaobject_reference", "gid://shopify/Metaobject/1", "1"],
])("a value of type %s is taken when it is one, and refused when it is not", (type, good, bad) => {
  expect(checkMetafieldValue(type, good)).toBeNull();
  expect(checkMetafieldValue(type, bad)).not.toBeNull();
});

test("a definition's choices, limits and pattern hold for single values and for each of a list", () => {
  const rule = (name: string, value: string) => [{ name, value }];

  expect(checkValidations("single_line_text_field", "c", rule("choices", '["a","b"]'))).toBe(
    'Value does not exist in provided choices: ["a", "b"].',
  );
  expect(checkValidations("list.single_line_text_field", '["a","b"]', rule("choices", '["a","b"]'))).toBeNull();
  expect(checkValidations("number_integer", "9", rule("max", "10"))).toBeNull();
  expect(checkValidations("number_integer", "11", rule("max", "10"))).toBe("Value has a maximum of 10.");
  expect(checkValidations("single_line_text_field", "ab", rule("regex", "^\\d+$"))).not.toBeNull();
});

test("all metafields of a call are stored or none, and the owner's time moves and is told of once", async () => {
  const { set, state, events } = await open();

  const broken = await set(
    { key: "size", type: "number_integer", value: "5" },
    { key: "born", type: "date", value: "soon" },
  );
  const none = state.metafields.count();
  await set({ key: "size", type: "number_integer", value: "5" }, { key: "born", type: "date", value: "2000-01-01" });
  await set({ key: "size", type: "number_integer", value: "5" });

  expect(broken).toMatchObject({
    metafieldsSet: {
      metafields: null,
      userErrors: [{ field: ["metafields", "1", "value"], code: "INVALID_VALUE", elementIndex: 1 }],
    },
  });
  expect([none, state.metafields.count()]).toEqual([0, 2]);
  expect(events).toEqual(["customers/update"]);
  expect(state.customers.get(1)?.updatedAt).not.toBe("2026-01-01T00:00:00Z");
});

test("a definition gives the type, names the metafield and makes its values unique", async () => {
  const { ask, set, state } = await open();
  state.customers.load({ id: 2, email: "b@example.com" });
  const define = () =>
    ask(
      `mutation { metafieldDefinitionCreate(definition: { name: "ERP number", namespace: "custom", key: "erp", type: "single_line_text_field",
        ownerType: CUSTOMER, capabilities: { uniqueValues: { enabled: true } } }) { createdDefinition { id } userErrors { code field } } }`,
    );
  await define();
  const twice = await define();

  const set1 = await set({ key: "erp", value: "A1" });
  const wrong = await set({ key: "erp", type: "boolean", value: "true" });
  const taken = await set({ ownerId: "gid://shopify/Customer/2", key: "erp", value: "A1" });
  const { body } =
    await ask(`{ metafieldDefinitions(ownerType: CUSTOMER, first: 5) { nodes { name type { name } capabilities { uniqueValues { enabled } } } }
    customerByIdentifier(identifier: { customId: { namespace: "custom", key: "erp", value: "A1" } }) { id } }`);

  expect(twice.body.data).toMatchObject({ metafieldDefinitionCreate: { userErrors: [{ code: "TAKEN" }] } });
  expect(set1).toMatchObject({
    metafieldsSet: { metafields: [{ value: "A1", ownerType: "CUSTOMER", definition: { name: "ERP number" } }] },
  });
  expect(wrong).toMatchObject({ metafieldsSet: { userErrors: [{ code: "INVALID_TYPE" }] } });
  expect(taken).toMatchObject({ metafieldsSet: { userErrors: [{ code: "CAPABILITY_VIOLATION" }] } });
  expect(body.data).toMatchObject({
    metafieldDefinitions: { nodes: [{ name: "ERP number", capabilities: { uniqueValues: { enabled: true } } }] },
    customerByIdentifier: { id: "gid://shopify/Customer/1" },
  });
});

test("a reference shows what it names, nothing when it is a metaobject, and must exist when it is set", async () => {
  const { ask, set, state } = await open();
  const hat = state.products.load({ title: "Hat" });
  const id = hat.ok ? `gid://shopify/Product/${hat.value.id}` : "";

  const gone = await set({ key: "gone", type: "product_reference", value: "gid://shopify/Product/1" });
  await set(
    { key: "one", type: "product_reference", value: id },
    { key: "many", type: "list.product_reference", value: JSON.stringify([id]) },
    { key: "object", type: "metaobject_reference", value: "gid://shopify/Metaobject/1" },
  );
  const { body } = await ask(`{ customer(id: "gid://shopify/Customer/1") { metafields(first: 5) { nodes { key
    reference { ... on Product { title } } references(first: 5) { nodes { ... on Product { title } } } } } } }`);

  expect(gone).toMatchObject({ metafieldsSet: { userErrors: [{ message: expect.stringContaining("non-existent") }] } });
  expect(body.data.customer).toMatchObject({
    metafields: {
      nodes: [
        { key: "one", reference: { title: "Hat" }, references: null },
        { key: "many", reference: null, references: { nodes: [{ title: "Hat" }] } },
        { key: "object", reference: null },
      ],
    },
  });
});

test("a customer's update with metafields is told once, and one of metafields alone is told too", async () => {
  const { ask, events } = await open();
  const update = (input: object) =>
    ask(
      "mutation($i: CustomerInput!) { customerUpdate(input: $i) { customer { updatedAt } userErrors { message } } }",
      {
        i: { id: "gid://shopify/Customer/1", ...input },
      },
    );
  const size = (value: string) => [{ namespace: "custom", key: "size", type: "number_integer", value }];

  await update({ note: "x", metafields: size("1") });
  await update({ metafields: size("2") });
  await update({ metafields: size("2") });

  expect(events).toEqual(["customers/update", "customers/update"]);
});

test("without the scope of the owner its definitions are not shown and cannot be made", async () => {
  const { ask, shopify, state } = await open();
  state.definitions.create({
    kind: "Product",
    namespace: "custom",
    key: "care",
    name: "Care",
    description: null,
    type: "boolean",
    validations: [],
    isUnique: false,
    isPinned: false,
  });
  shopify.setScopes("demo-shop.myshopify.com", ["read_customers"]);

  const shown = await ask("{ metafieldDefinitions(ownerType: PRODUCT, first: 5) { nodes { name } } }");
  const made = await ask(
    'mutation { metafieldDefinitionCreate(definition: { name: "X", namespace: "abc", key: "xy", type: "boolean", ownerType: PRODUCT }) { userErrors { message } } }',
  );

  expect(shown.body.data).toMatchObject({ metafieldDefinitions: { nodes: [] } });
  expect(made.body.errors[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
});
