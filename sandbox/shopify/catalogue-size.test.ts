import { afterEach, expect, test } from "vitest";
import { openShopify } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});

test("a hundred thousand variants are searched, counted and paged", async () => {
  shop = await openShopify();
  const { ask, state } = shop;
  for (let product = 0; product < 5_000; product += 1)
    state.products.load({
      title: `Hat ${product}`,
      variants: Array.from({ length: 20 }, (_, size) => ({
        sku: `H-${product}-${size}`,
        price: "1",
        options: [{ name: "Size", value: String(size) }],
      })),
    });

  const found = await ask(
    '{ productVariants(first: 5, query: "sku:H-4321-7") { nodes { sku } } productVariantsCount(limit: null) { count } products(first: 100, sortKey: UPDATED_AT, reverse: true) { nodes { id } } }',
  );

  expect(found.body.data).toMatchObject({
    productVariants: { nodes: [{ sku: "H-4321-7" }] },
    productVariantsCount: { count: 100_000 },
  });
});
