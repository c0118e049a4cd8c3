import { afterEach, expect, test } from "vitest";
import { openShopify } from "./test-support.ts";

const TOML = `
name = "Tandem"
handle = "tandem"
[access_scopes]
scopes = "read_customers,write_customers,read_products,write_products"
[webhooks]
api_version = "2026-10"
  [[webhooks.subscriptions]]
  uri = "/webhooks/shopify"
  topics = ["products/create", "products/update", "products/delete", "collections/update"]
`;

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});

async function open() {
  const opened = await openShopify({ toml: TOML });
  shop = opened;
  const events: string[] = [];
  opened.state.onEvent((event) => events.push(event.topic));
  const load = (title: string, sizes: string[]) => {
    const made = opened.state.products.load({
      title,
      createdAt: "2026-01-01T00:00:00Z",
      variants: sizes.map((value) => ({ sku: `${title}-${value}`, price: "10", options: [{ name: "Size", value }] })),
    });
    if (!made.ok) throw new Error(JSON.stringify(made.errors));
    return made.value;
  };
  const gid = (id: number | undefined, type = "Product") => `gid://shopify/${type}/${id}`;
  return { ...opened, events, load, gid };
}

const SET = `mutation($input: ProductSetInput!, $identifier: ProductSetIdentifiers) {
  productSet(input: $input, identifier: $identifier, synchronous: true) {
    product { id title tags variants(first: 9) { nodes { id title sku price } } metafields(first: 9) { nodes { key value } } }
    userErrors { field message code } } }`;

test("a product shows every field that an integration reads", async () => {
  const { ask, state, load } = await open();
  const hat = load("Hat", ["S", "M"]);
  state.collections.load({ title: "Hats", productIds: [hat.id] });
  state.products.update(hat.id, { descriptionHtml: "<p>Warm &amp; <b>soft</b></p>", tags: ["new"] });

  const { body } =
    await ask(`{ products(first: 1, sortKey: UPDATED_AT, reverse: true, query: "collection_id:*") { nodes {
    legacyResourceId handle description(truncateAt: 9) vendor productType status publishedAt onlineStoreUrl tags
    hasOnlyDefaultVariant variantsCount { count } totalInventory createdAt updatedAt seo { title description }
    featuredMedia { id preview { image { url } } } media(first: 2) { nodes { id } } options { id name position values optionValues { id name hasVariants } }
    collections(first: 5) { nodes { title handle productsCount { count } } }
    variants(first: 5, sortKey: TITLE) { nodes { displayName position price compareAtPrice taxable inventoryQuantity
      selectedOptions { name value optionValue { id } } image { url } createdAt updatedAt
      inventoryItem { id sku unitCost { amount } measurement { weight { unit value } } } } } } } }`);

  expect(body.errors).toBeUndefined();
  expect(body.data).toMatchObject({
    products: {
      nodes: [
        {
          handle: "hat",
          description: "Warm &...",
          hasOnlyDefaultVariant: false,
          variantsCount: { count: 2 },
          options: [{ name: "Size", position: 1, values: ["S", "M"] }],
          collections: { nodes: [{ title: "Hats", handle: "hats", productsCount: { count: 1 } }] },
          variants: { nodes: [{ displayName: "Hat - M", price: "10.00" }, { displayName: "Hat - S" }] },
        },
      ],
    },
  });
});

test("an update moves the product's time and is told; one that changes nothing does neither", async () => {
  const { ask, events, load, gid } = await open();
  const hat = load("Hat", ["S"]);
  const update = (product: object) =>
    ask(
      "mutation($product: ProductUpdateInput!) { productUpdate(product: $product) { product { title updatedAt } userErrors { field message } } }",
      { product: { id: gid(hat.id), ...product } },
    );

  const changed = await update({ title: "Cap" });
  const same = await update({ title: "Cap" });
  const refused = await update({ title: " " });

  expect(changed.body.data).toMatchObject({ productUpdate: { product: { title: "Cap" }, userErrors: [] } });
  expect(changed.body.data).not.toMatchObject({ productUpdate: { product: { updatedAt: "2026-01-01T00:00:00Z" } } });
  expect(same.body.data).toMatchObject({ productUpdate: { userErrors: [] } });
  expect(refused.body.data).toMatchObject({
    productUpdate: { userErrors: [{ field: ["title"], message: "Title can't be blank" }] },
  });
  expect(events).toEqual(["products/update"]);
});

test("a variant's price is changed and all else left alone; one bad entry stops all unless partial updates are allowed", async () => {
  const { ask, state, events, load, gid } = await open();
  const hat = load("Hat", ["S", "M"]);
  const [small, medium] = hat.variants;
  const update = (allowPartialUpdates: boolean) =>
    ask(
      `mutation($id: ID!, $variants: [ProductVariantsBulkInput!]!, $partial: Boolean) {
        productVariantsBulkUpdate(productId: $id, variants: $variants, allowPartialUpdates: $partial) {
          productVariants { sku price } userErrors { field code } } }`,
      {
        id: gid(hat.id),
        partial: allowPartialUpdates,
        variants: [
          { id: gid(small?.id, "ProductVariant"), price: "12.5" },
          { id: gid(99, "ProductVariant"), price: "1" },
        ],
      },
    );

  const whole = await update(false);
  const untouched = state.products.get(hat.id);
  const partial = await update(true);

  const userErrors = [{ field: ["variants", "1", "id"], code: "PRODUCT_VARIANT_DOES_NOT_EXIST" }];
  expect(whole.body.data).toMatchObject({ productVariantsBulkUpdate: { productVariants: null, userErrors } });
  expect(untouched).toBe(hat);
  expect(partial.body.data).toMatchObject({
    productVariantsBulkUpdate: { productVariants: [{ sku: "Hat-S", price: "12.50" }], userErrors },
  });
  const after = state.products.get(hat.id);
  expect(after?.variants[1]).toBe(medium);
  expect(after?.updatedAt).toBe(after?.variants[0]?.updatedAt);
  expect(events).toEqual(["products/update"]);
});

test("variants are added in place of the default one, no two alike, and the last one stays", async () => {
  const { ask, state, gid } = await open();
  const made = state.products.create({ title: "Mug" });
  const id = made.ok ? made.value.id : 0;
  const add = (...names: string[]) =>
    ask(
      `mutation($id: ID!, $variants: [ProductVariantsBulkInput!]!) { productVariantsBulkCreate(productId: $id, variants: $variants) {
        productVariants { id title } userErrors { field message code } } }`,
      {
        id: gid(id),
        variants: names.map((name) => ({ price: "3", optionValues: [{ optionName: "Title", name }] })),
      },
    );

  const added = await add("Red", "Blue");
  const again = await add("red");
  const variants = state.products.get(id)?.variants ?? [];
  const { body } = await ask(
    "mutation($id: ID!, $ids: [ID!]!) { productVariantsBulkDelete(productId: $id, variantsIds: $ids) { userErrors { code } } }",
    { id: gid(id), ids: variants.map((variant) => gid(variant.id, "ProductVariant")) },
  );

  expect(added.body.data).toMatchObject({
    productVariantsBulkCreate: { productVariants: [{ title: "Red" }, { title: "Blue" }], userErrors: [] },
  });
  expect(again.body.data).toMatchObject({
    productVariantsBulkCreate: {
      userErrors: [
        {
          field: ["variants", "0"],
          message: "The variant 'red' already exists. Please change at least one option value.",
          code: "VARIANT_ALREADY_EXISTS",
        },
      ],
    },
  });
  expect(variants).toHaveLength(2);
  expect(body.data).toMatchObject({
    productVariantsBulkDelete: { userErrors: [{ code: "CANNOT_DELETE_LAST_VARIANT" }] },
  });
});

test("productSet makes a product, and set again by its handle replaces every list that it names", async () => {
  const { ask, state, events } = await open();
  const collection = state.collections.load({ title: "Hats" });
  const collections = collection.ok ? [`gid://shopify/Collection/${collection.value.id}`] : [];
  const option = (values: string[]) => [{ name: "Size", values: values.map((name) => ({ name })) }];
  const variant = (name: string, price: string) => ({ price, optionValues: [{ optionName: "Size", name }] });
  const color = (key: string) => ({ namespace: "custom", key, type: "single_line_text_field", value: "red" });

  const made = await ask(SET, {
    input: {
      title: "Hat",
      handle: "hat",
      tags: ["a", "b"],
      collections,
      productOptions: option(["S", "M"]),
      variants: [variant("S", "1"), variant("M", "2")],
      metafields: [color("one"), color("two")],
    },
  });
  const before = state.products.findByHandle("hat");
  const set = await ask(SET, {
    identifier: { handle: "hat" },
    input: { handle: "hat", productOptions: option(["M"]), variants: [variant("M", "3")], metafields: [color("two")] },
  });
  const lone = await ask(SET, {
    identifier: { handle: "hat" },
    input: { handle: "hat", variants: [variant("M", "3")] },
  });

  expect(made.body.data).toMatchObject({
    productSet: {
      product: { title: "Hat", variants: { nodes: [{ price: "1.00" }, { price: "2.00" }] } },
      userErrors: [],
    },
  });
  expect(set.body.data).toMatchObject({
    productSet: {
      product: {
        tags: ["a", "b"],
        variants: { nodes: [{ id: `gid://shopify/ProductVariant/${before?.variants[1]?.id}`, price: "3.00" }] },
        metafields: { nodes: [{ key: "two", value: "red" }] },
      },
    },
  });
  expect(state.collections.listOf(before?.id ?? 0)).toHaveLength(1);
  expect(lone.body.data).toMatchObject({
    productSet: { userErrors: [{ code: "PRODUCT_OPTIONS_INPUT_MISSING", field: ["input", "productOptions"] }] },
  });
  expect(events).toEqual(["products/create", "collections/update", "products/update"]);
});

test("a product is found and made by a custom id, whose value no other product may take", async () => {
  const { ask, state } = await open();
  const customId = { namespace: "erp", key: "number", value: "42" };
  const without = await ask(SET, { identifier: { customId }, input: { title: "Hat" } });
  await ask(
    'mutation { metafieldDefinitionCreate(definition: { name: "Number", namespace: "erp", key: "number", type: "id", ownerType: PRODUCT }) { userErrors { message } } }',
  );

  const first = await ask(SET, { identifier: { customId }, input: { title: "Hat" } });
  const second = await ask(SET, { identifier: { customId }, input: { title: "Cap" } });
  const other = await ask(SET, {
    input: { title: "Mug", metafields: [{ namespace: "erp", key: "number", type: "id", value: "42" }] },
  });

  expect(without.body.errors[0].extensions).toMatchObject({ code: "INVALID_CUSTOM_ID" });
  expect(first.body.data).toMatchObject({ productSet: { product: { metafields: { nodes: [{ value: "42" }] } } } });
  expect(second.body.data).toMatchObject({ productSet: { product: { title: "Cap" } } });
  expect(other.body.data).toMatchObject({ productSet: { product: null } });
  expect(state.products.list().map((product) => product.title)).toEqual(["Cap"]);
});

test("a deleted product is gone with its variants, metafields and places, and is told of by its number only", async () => {
  const { ask, state, load, gid, received } = await open();
  const hat = load("Hat", ["S"]);
  state.collections.load({ title: "Hats", productIds: [hat.id] });
  state.metafields.set(gid(hat.variants[0]?.id, "ProductVariant"), {
    namespace: "abc",
    key: "de",
    type: "id",
    value: "1",
  });

  const { body } = await ask(
    "mutation($id: ID!) { productDelete(input: { id: $id }) { deletedProductId userErrors { message } } }",
    { id: gid(hat.id) },
  );
  const nodes = await ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
    ids: [gid(hat.id), gid(hat.variants[0]?.id, "ProductVariant")],
  });

  expect(body.data).toMatchObject({ productDelete: { deletedProductId: gid(hat.id), userErrors: [] } });
  expect(nodes.body.data.nodes).toEqual([null, null]);
  expect([state.metafields.count(), state.collections.listOf(hat.id).length]).toEqual([0, 0]);
  await expect.poll(() => received.map((one) => [one.topic, one.body])).toEqual([["products/delete", { id: hat.id }]]);
});

test("an input that the stand-in cannot keep is an error, not left out", async () => {
  const { ask, load, gid } = await open();
  const hat = load("Hat", ["S"]);

  const { body } = await ask(
    'mutation($id: ID!) { productUpdate(product: { id: $id, templateSuffix: "x" }) { userErrors { message } } }',
    { id: gid(hat.id) },
  );

  expect(body.errors[0]).toMatchObject({ extensions: { code: "NOT_HELD_BY_STAND_IN" } });
});

test("a hundred thousand variants are searched, paged and changed in a moment", async () => {
  const { ask, state } = await open();
  for (let product = 0; product < 5_000; product += 1)
    state.products.load({
      title: `Hat ${product}`,
      variants: Array.from({ length: 20 }, (_, size) => ({
        sku: `H-${product}-${size}`,
        price: "1",
        options: [{ name: "Size", value: String(size) }],
      })),
    });
  const start = performance.now();

  const found = await ask(
    '{ productVariants(first: 5, query: "sku:H-4321-7") { nodes { sku } } productVariantsCount(limit: null) { count } products(first: 100, sortKey: UPDATED_AT, reverse: true) { nodes { id } } }',
  );

  expect(found.body.data).toMatchObject({
    productVariants: { nodes: [{ sku: "H-4321-7" }] },
    productVariantsCount: { count: 100_000 },
  });
  expect(performance.now() - start).toBeLessThan(5_000);
});
