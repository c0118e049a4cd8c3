import { beforeEach, expect, test } from "vitest";
import { readMetafieldDefinitions } from "#app/shopify/metafields/read-definitions.ts";
import { withAdapters } from "./open-adapters.ts";

const adapters = withAdapters();

beforeEach(() => {
  const plain = { description: null, isUnique: false, isPinned: false, validations: [], namespace: "custom" };
  const text = { ...plain, type: "single_line_text_field" };
  for (const kind of ["Product", "ProductVariant"])
    adapters.shop.definitions.create({ ...text, kind, key: "care", name: "Care" });
  for (const kind of ["Company", "CompanyLocation"])
    adapters.shop.definitions.create({ ...text, kind, key: "zone", name: "Zone" });
});

test("the shop's definitions of an object are read to their end, with choices, owners and who may write", async () => {
  const plain = { description: null, isUnique: false, isPinned: false, namespace: "custom", kind: "Customer" };
  const validations = [{ name: "choices", value: '["gold","silver"]' }];
  const tier = { ...plain, key: "tier", name: "Tier", type: "single_line_text_field", validations };
  adapters.shop.definitions.create(tier);
  for (let i = 0; i < 110; i++)
    adapters.shop.definitions.create({
      ...plain,
      key: `many-${i}`,
      name: `Many ${i}`,
      type: "boolean",
      validations: [],
    });
  const ask = { shop: adapters.connection.shop, lane: "live" } as const;

  const customers = await readMetafieldDefinitions(adapters.admin, { ...ask, object: "customers" });
  const products = await readMetafieldDefinitions(adapters.admin, { ...ask, object: "products" });
  const companies = await readMetafieldDefinitions(adapters.admin, { ...ask, object: "companies" });
  const carts = await readMetafieldDefinitions(adapters.admin, { ...ask, object: "carts" });

  expect(customers.filter(({ key }) => key.startsWith("many-"))).toHaveLength(110);
  expect(customers.find(({ key }) => key === "tier")).toEqual({
    namespace: "custom",
    key: "tier",
    name: "Tier",
    type: "single_line_text_field",
    ownerType: "CUSTOMER",
    ofVariant: false,
    ofLocation: false,
    choices: ["gold", "silver"],
    writable: true,
  });
  expect(products.filter(({ key }) => key === "care")).toMatchObject([{ ofVariant: false }, { ofVariant: true }]);
  expect(companies.filter(({ key }) => key === "zone")).toMatchObject([{ ofLocation: false }, { ofLocation: true }]);
  expect(carts).toEqual([]);
});
