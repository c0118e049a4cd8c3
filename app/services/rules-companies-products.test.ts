import { expect, test } from "vitest";
import { openShop } from "#tests/support/memory/open-shop.ts";

test("a company takes the HubSpot company of its domain before one of its name", async () => {
  const { engine, merchant, twin } = await openShop({}, (_, { portal }) => {
    portal.of("companies").create({ name: "Tea House", domain: "other.example" });
    portal.of("companies").create({ name: "Somebody", domain: "tea.example" });
  });

  const id = merchant.addCompany({ name: "Tea House", domain: "https://tea.example/shop" });
  await engine.quiet();

  expect(twin("companies", id)?.values.domain).toBe("tea.example");
  expect(engine.portal.of("companies").records.size).toBe(2);
});

test("a company without a domain takes the HubSpot company of its name", async () => {
  const { engine, merchant, twin } = await openShop({}, (_, { portal }) => {
    portal.of("companies").create({ name: "Tea House" });
  });

  const id = merchant.addCompany({ name: "Tea House" });
  await engine.quiet();

  expect(twin("companies", id)?.values.tandem_company_id).toBe(id);
  expect(engine.portal.of("companies").records.size).toBe(1);
});

test("two companies of one name stay two: the second never takes a company that is linked", async () => {
  const { engine, merchant, twin, outcome } = await openShop();
  const first = merchant.addCompany({ name: "Tea House" });
  await engine.quiet();

  const second = merchant.addCompany({ name: "Tea House" });
  await engine.quiet();

  expect(outcome("companies", second)).toMatchObject({ status: "in_sync" });
  expect(twin("companies", first)?.id).not.toBe(twin("companies", second)?.id);
});

test("two free HubSpot companies of one name are for a person to choose between", async () => {
  const { engine, merchant, outcome } = await openShop({}, (_, { portal }) => {
    portal.of("companies").create({ name: "Tea House" });
    portal.of("companies").create({ name: "Tea House" });
  });

  const id = merchant.addCompany({ name: "Tea House" });
  await engine.quiet();

  expect(outcome("companies", id)).toMatchObject({ status: "failing", reason: "ambiguous_match" });
  expect(engine.portal.of("companies").records.size).toBe(2);
});

test("a company deleted in HubSpot stays in Shopify, and is not made again", async () => {
  const { engine, merchant, twin, outcome } = await openShop();
  const id = merchant.addCompany({ name: "Tea House" });
  await engine.quiet();

  engine.portal.of("companies").delete(twin("companies", id)?.id ?? "");
  await engine.quiet();
  engine.shop.companies.update(id, { note: "still here" });
  await engine.quiet();

  expect(engine.shop.companies.records.has(id)).toBe(true);
  expect(engine.portal.of("companies").records.size).toBe(0);
  expect(outcome("companies", id)).toMatchObject({ status: "excluded", reason: "deleted_in_hubspot" });
});

test("a company deleted in Shopify stays in HubSpot", async () => {
  const { engine, merchant } = await openShop();
  const id = merchant.addCompany({ name: "Tea House" });
  await engine.quiet();

  engine.shop.companies.delete(id);
  await engine.quiet();

  expect(engine.portal.of("companies").records.size).toBe(1);
  expect([...engine.tables.of("companies").outcomes]).toMatchObject([
    { status: "excluded", reason: "deleted_in_shopify" },
  ]);
});

test("a company's contacts are associated with their roles, and no longer once they leave", async () => {
  const { engine, merchant, twin } = await openShop();
  const person = engine.shopify.create({ email: "ada@x.io" });
  const id = merchant.addCompany({ name: "Tea House" }, [{ to: "customers", id: person, label: "Buyer" }]);
  await engine.quiet();
  const [company = "", contact = ""] = [twin("companies", id)?.id, twin("customers", person)?.id];
  expect(engine.portal.labels("companies", company, "customers", contact)).toEqual(["Buyer"]);

  engine.shop.companies.update(id, {}, { associations: [] });
  await engine.quiet();

  expect(engine.portal.associated("companies", company, "customers")).toEqual([]);
});

test("a variant takes the HubSpot product of its SKU before one of its name", async () => {
  const { engine, merchant, twin } = await openShop({}, (_, { portal }) => {
    portal.of("products").create({ name: "Green tea" });
    portal.of("products").create({ name: "Something", hs_sku: "TEA-1" });
  });

  const id = merchant.addProduct({ name: "Green tea", sku: "TEA-1", price: "3" });
  await engine.quiet();

  expect(twin("products", id)?.values.hs_sku).toBe("TEA-1");
  expect(engine.portal.of("products").records.size).toBe(2);
});

test("a variant without a SKU takes the HubSpot product of its name", async () => {
  const { engine, merchant, twin } = await openShop({}, (_, { portal }) => {
    portal.of("products").create({ name: "Green tea" });
  });

  const id = merchant.addProduct({ name: "Green tea", sku: null, price: "3" });
  await engine.quiet();

  expect(twin("products", id)?.values.tandem_variant_id).toBe(id);
  expect(engine.portal.of("products").records.size).toBe(1);
});

test("two products of one name and different SKUs are two", async () => {
  const { engine, merchant, twin } = await openShop({}, (_, { portal }) => {
    portal.of("products").create({ name: "Green tea", hs_sku: "OLD-1" });
  });

  const id = merchant.addProduct({ name: "Green tea", sku: "TEA-1", price: "3" });
  await engine.quiet();

  expect(twin("products", id)?.values.hs_sku).toBe("TEA-1");
  expect(engine.portal.of("products").records.size).toBe(2);
});

test("of variants that share a SKU each is a product, and one of them has it in HubSpot", async () => {
  const { engine, merchant, outcome, twin } = await openShop();
  const ids = ["Green tea", "Black tea"].map((name) => merchant.addProduct({ name, sku: "TEA-1", price: "3" }));
  await engine.quiet();

  expect(ids.map((id) => outcome("products", id)?.status)).toEqual(["in_sync", "in_sync"]);
  expect(ids.map((id) => twin("products", id)?.values.hs_sku ?? null).sort()).toEqual(["TEA-1", null].sort());
  expect(ids.map((id) => twin("products", id)?.values.tandem_sku)).toEqual(["TEA-1", "TEA-1"]);
});

test("variants without a SKU are products of their own", async () => {
  const { engine, merchant, outcome } = await openShop();
  const ids = ["Green tea", "Black tea"].map((name) => merchant.addProduct({ name, sku: null, price: "3" }));
  await engine.quiet();

  expect(engine.portal.of("products").records.size).toBe(2);
  expect(ids.map((id) => outcome("products", id)?.status)).toEqual(["in_sync", "in_sync"]);
});

test("a product deleted in Shopify is deleted in HubSpot, and nothing is left of it", async () => {
  const { engine, merchant, twin } = await openShop();
  const [id, other] = ["Green tea", "Black tea"].map((name) => merchant.addProduct({ name, price: "3" }));
  await engine.quiet();

  engine.shop.products.delete(id ?? "");
  await engine.quiet();

  expect([...engine.portal.of("products").records.keys()]).toEqual([twin("products", other ?? "")?.id]);
  expect(engine.tables.of("products").links.size).toBe(1);
  expect([...engine.tables.of("products").outcomes].map(({ shopifyId }) => shopifyId)).toEqual([other]);
});

test("a product deleted in HubSpot stays in Shopify, and is not made again", async () => {
  const { engine, merchant, twin, outcome } = await openShop();
  const id = merchant.addProduct({ name: "Green tea", price: "3" });
  await engine.quiet();

  engine.portal.of("products").delete(twin("products", id)?.id ?? "");
  await engine.quiet();
  engine.shop.products.update(id, { price: "4" });
  await engine.quiet();

  expect(engine.shop.products.records.has(id)).toBe(true);
  expect(engine.portal.of("products").records.size).toBe(0);
  expect(outcome("products", id)).toMatchObject({ status: "excluded", reason: "deleted_in_hubspot" });
});

test.each(["products", "companies"] as const)(
  "of two HubSpot %s of one name, the one that changes is not taken for the only one",
  async (object) => {
    const { engine, merchant, outcome } = await openShop();
    const twins = ["1", "2"].map(() => engine.portal.of(object).create({ name: "Green tea" }));
    await engine.quiet();
    const id =
      object === "products"
        ? merchant.addProduct({ name: "Green tea", sku: null, price: "3" })
        : merchant.addCompany({ name: "Green tea" });
    await engine.quiet();

    engine.portal.of(object).update(twins[0] ?? "", { description: "Changed in HubSpot" });
    await engine.quiet();

    expect(outcome(object, id)).toMatchObject({ status: "failing", reason: "ambiguous_match" });
    expect(engine.tables.of(object).links.size).toBe(0);
  },
);
