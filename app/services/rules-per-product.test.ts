import { expect, test } from "vitest";
import type { Values } from "#app/sync/record.ts";
import type { OpenShop } from "#tests/support/memory/open-shop.ts";
import { openShop } from "#tests/support/memory/open-shop.ts";
import { switchOption } from "#tests/support/memory/switch-option.ts";

const perProduct = { products: { options: { perProduct: true, sameCurrency: true } } };
const perVariant = { products: { options: { perProduct: false, sameCurrency: true } } };

/** A variant as the adapter tells it: named by its product and itself, numbered by its place. */
function variantOf(title: string, name: string, place: number, values: Values = {}): Values {
  return {
    ...{ name: `${title} - ${name}`, productTitle: title, variantTitle: name },
    ...{ isNamedAlone: "false", isFirstVariant: String(place === 1), price: "3", currency: "EUR" },
    ...values,
  };
}

/** A product of several variants. @returns their ids. */
function addTea({ engine }: OpenShop, variants: readonly (readonly [name: string, values?: Values])[]): string[] {
  const groupId = `tea-${engine.shop.products.records.size}`;
  return variants.map(([name, values], index) =>
    engine.shop.products.create(variantOf("Green tea", name, index + 1, values), { groupId }),
  );
}

const inHubspot = ({ engine }: OpenShop) => [...engine.portal.of("products").records.values()];
const namesInHubspot = (shop: OpenShop) =>
  inHubspot(shop)
    .map(({ values }) => values.name)
    .sort();

test("per variant, each variant is a HubSpot product named by its product and itself", async () => {
  const shop = await openShop(perVariant);

  addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  expect(namesInHubspot(shop)).toEqual(["Green tea - 100 g", "Green tea - 250 g"]);
});

test("per product, the first variant stands for the product and the others are left out", async () => {
  const shop = await openShop(perProduct);

  const [first = "", second = ""] = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  expect(namesInHubspot(shop)).toEqual(["Green tea"]);
  expect(shop.outcome("products", first)?.status).toBe("in_sync");
  expect(shop.outcome("products", second)).toMatchObject({ status: "excluded", reason: "not_first_variant" });
});

test("per product, SKU and price are those of the first variant", async () => {
  const shop = await openShop(perProduct);

  const [first = ""] = addTea(shop, [
    ["100 g", { sku: "TEA-1", price: "3" }],
    ["250 g", { sku: "TEA-2", price: "7" }],
  ]);
  await shop.engine.quiet();

  expect(shop.twin("products", first)?.values).toMatchObject({ hs_sku: "TEA-1", price: "3" });
});

test("per product, a variant that is added changes nothing in HubSpot", async () => {
  const shop = await openShop(perProduct);
  addTea(shop, [["100 g"]]);
  await shop.engine.quiet();
  const before = shop.engine.counts.records.hubspot;

  const added = shop.engine.shop.products.create(variantOf("Green tea", "250 g", 2), { groupId: "tea-0" });
  await shop.engine.quiet();

  expect(shop.outcome("products", added)).toMatchObject({ status: "excluded", reason: "not_first_variant" });
  expect(shop.engine.counts.records.hubspot).toBe(before);
});

test("per variant, a variant that is added is one more HubSpot product", async () => {
  const shop = await openShop(perVariant);
  addTea(shop, [["100 g"]]);
  await shop.engine.quiet();

  shop.engine.shop.products.create(variantOf("Green tea", "250 g", 2), { groupId: "tea-0" });
  await shop.engine.quiet();

  expect(namesInHubspot(shop)).toEqual(["Green tea - 100 g", "Green tea - 250 g"]);
});

test("per variant, a variant that is removed goes from HubSpot and the others stay", async () => {
  const shop = await openShop(perVariant);
  const [first = "", second = ""] = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  shop.engine.shop.products.delete(first);
  shop.engine.shop.products.update(second, { isFirstVariant: "true" });
  await shop.engine.quiet();

  expect(namesInHubspot(shop)).toEqual(["Green tea - 250 g"]);
});

test("per product, once the first variant is removed the next one stands for the product", async () => {
  const shop = await openShop(perProduct);
  const [first = "", second = ""] = addTea(shop, [
    ["100 g", { sku: "TEA-1" }],
    ["250 g", { sku: "TEA-2" }],
  ]);
  await shop.engine.quiet();

  shop.engine.shop.products.delete(first);
  shop.engine.shop.products.update(second, { isFirstVariant: "true" });
  await shop.engine.quiet();

  expect(namesInHubspot(shop)).toEqual(["Green tea"]);
  expect(shop.twin("products", second)?.values.hs_sku).toBe("TEA-2");
  expect(shop.outcome("products", second)?.status).toBe("in_sync");
});

test("per product, once variants change places the new first one stands for the product, and the former's record stays as it was", async () => {
  const shop = await openShop(perProduct);
  const [first = "", second = ""] = addTea(shop, [
    ["100 g", { sku: "TEA-1" }],
    ["250 g", { sku: "TEA-2" }],
  ]);
  await shop.engine.quiet();

  shop.engine.shop.products.update(second, { isFirstVariant: "true" });
  shop.engine.shop.products.update(first, { isFirstVariant: "false", price: "9" });
  await shop.engine.quiet();

  expect(shop.outcome("products", first)).toMatchObject({ status: "excluded", reason: "not_first_variant" });
  expect(shop.twin("products", first)?.values).toMatchObject({ hs_sku: "TEA-1", price: "3" });
  expect(shop.twin("products", second)?.values).toMatchObject({ name: "Green tea", hs_sku: "TEA-2" });
});

test("per product, a product that is deleted is deleted in HubSpot", async () => {
  const shop = await openShop(perProduct);
  const ids = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  for (const id of ids) shop.engine.shop.products.delete(id);
  await shop.engine.quiet();

  expect(inHubspot(shop)).toEqual([]);
});

test("per product, a name that HubSpot changes becomes the product's title", async () => {
  const shop = await openShop(perProduct);
  const [first = ""] = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  shop.engine.portal.of("products").update(shop.twin("products", first)?.id ?? "", { name: "Sencha" });
  await shop.engine.quiet();

  expect(shop.engine.shop.products.records.get(first)?.values.name).toBe("Sencha");
});

test("per variant, a name that HubSpot changes is put back where a product has several variants", async () => {
  const shop = await openShop(perVariant);
  const [first = ""] = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  shop.engine.portal.of("products").update(shop.twin("products", first)?.id ?? "", { name: "Sencha" });
  await shop.engine.quiet();

  expect(shop.twin("products", first)?.values.name).toBe("Green tea - 100 g");
});

test("per product, a price that HubSpot changes becomes the first variant's alone", async () => {
  const shop = await openShop(perProduct);
  const ids = addTea(shop, [["100 g"], ["250 g", { price: "7" }]]);
  await shop.engine.quiet();

  shop.engine.portal.of("products").update(shop.twin("products", ids[0] ?? "")?.id ?? "", { price: "4" });
  await shop.engine.quiet();

  const prices = ids.map((id) => shop.engine.shop.products.records.get(id)?.values.price);
  expect(prices).toEqual(["4", "7"]);
});

test("a price that HubSpot changes is put back where account and shop reckon in different currencies", async () => {
  const shop = await openShop({ products: { options: { perProduct: true, sameCurrency: false } } });
  const [first = ""] = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  shop.engine.portal.of("products").update(shop.twin("products", first)?.id ?? "", { price: "4" });
  await shop.engine.quiet();

  expect(shop.engine.shop.products.records.get(first)?.values.price).toBe("3");
  expect(shop.twin("products", first)?.values.price).toBe("3");
});

test("per product, a product takes the HubSpot product of its first variant's SKU, or of its title", async () => {
  const shop = await openShop(perProduct, (_, { portal }) => {
    portal.of("products").create({ name: "Old tea", hs_sku: "TEA-1" });
    portal.of("products").create({ name: "Green tea" });
  });

  const [bySku = ""] = addTea(shop, [["100 g", { sku: "TEA-1" }], ["250 g"]]);
  const [byTitle = ""] = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  expect(inHubspot(shop)).toHaveLength(2);
  expect(shop.twin("products", bySku)?.values.hs_sku).toBe("TEA-1");
  expect(shop.twin("products", byTitle)?.values.hs_sku ?? null).toBeNull();
});

test("from per variant to per product, the first variant's record bears the title and the others stay as they were", async () => {
  const shop = await openShop(perVariant);
  const [first = "", second = ""] = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  await switchOption(shop.engine, "products", "perProduct", true);
  shop.engine.shop.products.update(second, { price: "9" });
  await shop.engine.quiet();

  expect(shop.twin("products", first)?.values.name).toBe("Green tea");
  expect(shop.twin("products", second)?.values).toMatchObject({ name: "Green tea - 250 g", price: "3" });
  expect(shop.outcome("products", second)).toMatchObject({ status: "excluded", reason: "not_first_variant" });
});

test("from per product to per variant, the product's record is its first variant's and the others are made", async () => {
  const shop = await openShop(perProduct);
  const [first = ""] = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();
  const before = shop.twin("products", first)?.id;

  await switchOption(shop.engine, "products", "perProduct", false);

  expect(namesInHubspot(shop)).toEqual(["Green tea - 100 g", "Green tea - 250 g"]);
  expect(shop.twin("products", first)?.id).toBe(before);
});

test("there and back again, no HubSpot product is made twice", async () => {
  const shop = await openShop(perVariant);
  const ids = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  await switchOption(shop.engine, "products", "perProduct", true);
  await switchOption(shop.engine, "products", "perProduct", false);

  expect(namesInHubspot(shop)).toEqual(["Green tea - 100 g", "Green tea - 250 g"]);
  expect(ids.map((id) => shop.outcome("products", id)?.status)).toEqual(["in_sync", "in_sync"]);
});

test("a line of a variant that is left out is written without a product", async () => {
  const shop = await openShop(perProduct);
  const [first = "", second = ""] = addTea(shop, [["100 g"], ["250 g"]]);
  await shop.engine.quiet();

  shop.merchant.placeOrder([first, second]);
  await shop.engine.quiet();

  const products = [...shop.engine.portal.of("order_lines").records.values()].map(
    ({ values }) => values.hs_product_id ?? null,
  );
  expect(products).toEqual([shop.twin("products", first)?.id, null]);
});
