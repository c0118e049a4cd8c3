import { expect, test } from "vitest";
import type { WholeProduct, WholeVariant } from "./flatten-variant.ts";
import { flattenVariant } from "./flatten-variant.ts";

const shop = "a.myshopify.com";

const product = (more: Partial<WholeProduct> = {}): WholeProduct => ({
  id: "gid://shopify/Product/7",
  title: "Crème 🍮",
  descriptionHtml: "",
  vendor: "Acme",
  productType: "",
  tags: ["b", "A"],
  handle: "creme",
  status: "ACTIVE",
  onlineStoreUrl: null,
  createdAt: "2026-01-01T00:00:00Z",
  publishedAt: null,
  updatedAt: "2026-01-02T00:00:00Z",
  hasOnlyDefaultVariant: true,
  priceRangeV2: { minVariantPrice: { currencyCode: "EUR" } },
  featuredMedia: null,
  collections: [],
  ...more,
});

const variant = (more: Partial<WholeVariant> = {}): WholeVariant => ({
  id: "gid://shopify/ProductVariant/71",
  title: "Default Title",
  sku: "",
  price: "10.00",
  compareAtPrice: null,
  barcode: "",
  position: 1,
  inventoryQuantity: 0,
  updatedAt: "2026-01-01T00:00:00Z",
  selectedOptions: [{ name: "Title", value: "Default Title" }],
  inventoryItem: { unitCost: null },
  imageUrl: null,
  ...more,
});

test("the only variant of a product is the product itself", () => {
  const { id, groupId, values } = flattenVariant(shop, product(), variant());

  expect({ id, groupId }).toEqual({ id: "71", groupId: "7" });
  expect(values).toMatchObject({
    name: "Crème 🍮",
    isNamedAlone: "true",
    isFirstVariant: "true",
    option1Name: null,
    option1Value: null,
    productUrl: "https://admin.shopify.com/store/a/products/7",
  });
});

test("one of several variants has its own name, options and links", () => {
  const whole = product({ hasOnlyDefaultVariant: false, onlineStoreUrl: "https://a.example/products/creme" });
  const selectedOptions = [
    { name: "Größe", value: "M" },
    { name: "Farbe", value: "Grün" },
  ];

  const { values } = flattenVariant(shop, whole, variant({ title: "M / Grün", position: 2, selectedOptions }));

  expect(values).toMatchObject({
    name: "Crème 🍮 - M / Grün",
    isNamedAlone: "false",
    isFirstVariant: "false",
    option1Name: "Größe",
    option2Value: "Grün",
    option3Name: null,
    url: "https://a.example/products/creme?variant=71",
    productUrl: "https://admin.shopify.com/store/a/products/7/variants/71",
  });
});

test("blanks are null, zero is not", () => {
  const { values } = flattenVariant(shop, product(), variant({ price: "0.00" }));

  expect(values).toMatchObject({
    sku: null,
    barcode: null,
    compareAtPrice: null,
    cost: null,
    descriptionHtml: null,
    productType: null,
    publishedAt: null,
    collections: null,
    image: null,
    url: null,
    price: "0.00",
    inventoryQuantity: "0",
  });
  expect(flattenVariant(shop, product(), variant({ inventoryQuantity: null })).values.inventoryQuantity).toBeNull();
});

test.each([
  ["JPY", "1500", "1500"],
  ["KWD", "1.234", "1.234"],
  ["EUR", "10.00", "10.00"],
] as const)("prices stay as Shopify writes them: %s %s", (currencyCode, price, expected) => {
  const priced = product({ priceRangeV2: { minVariantPrice: { currencyCode } } });

  expect(flattenVariant(shop, priced, variant({ price })).values).toMatchObject({
    price: expected,
    currency: currencyCode,
  });
});

test("a variant shows its own picture, else its product's", () => {
  const featuredMedia = { preview: { image: { url: "https://cdn.example.com/p.png" } } };
  const own = variant({ imageUrl: "https://cdn.example.com/v.png" });

  expect(flattenVariant(shop, product({ featuredMedia }), own).values.image).toBe("https://cdn.example.com/v.png");
  expect(flattenVariant(shop, product({ featuredMedia }), variant()).values.image).toBe(
    "https://cdn.example.com/p.png",
  );
});

test("tags and collections are in an order of their own, and the record is as new as the newer of its two", () => {
  const collections = [
    { id: "gid://shopify/Collection/1", title: "Summer" },
    { id: "gid://shopify/Collection/2", title: "Sale, all year" },
  ];

  const record = flattenVariant(shop, product({ collections }), variant());

  expect(record.values).toMatchObject({ tags: "A, b", collections: "Sale, all year\nSummer" });
  expect(record.modifiedAt).toBe("2026-01-02T00:00:00.000Z");
});
