import { expect, test } from "vitest";
import { openShop } from "#tests/support/memory/open-shop.ts";

// A sync that was deleted and set up again: the links are gone, HubSpot's records and their keys are there.
type Shop = Awaited<ReturnType<typeof openShop>>;

function forgetLinks({ engine }: Shop, object: "products" | "companies" | "customers"): void {
  const { links, outcomes } = engine.tables.of(object);
  links.clear();
  outcomes.clear();
}

test("of variants that share a SKU or a name each takes up its own product again", async () => {
  const shop = await openShop();
  const { engine, merchant, twin } = shop;
  const ids = ["Green tea", "Black tea", "Black tea"].map((name) =>
    merchant.addProduct({ name, sku: "TEA-1", price: "3" }),
  );
  await engine.quiet();
  const before = ids.map((id) => twin("products", id)?.id);

  forgetLinks(shop, "products");
  for (const id of ids.toReversed()) engine.shop.products.update(id, { price: "4" });
  await engine.quiet();

  expect(ids.map((id) => twin("products", id)?.id)).toEqual(before);
  expect(new Set(before).size).toBe(3);
  expect(engine.portal.of("products").records.size).toBe(3);
});

test("a product that is called and numbered otherwise in HubSpot by now is still its variant's", async () => {
  const shop = await openShop({ products: { createInShopify: true, direction: "both" } });
  const { engine, merchant, twin } = shop;
  const id = merchant.addProduct({ name: "Green tea", sku: "TEA-1", price: "3" });
  await engine.quiet();
  const before = twin("products", id)?.id;

  forgetLinks(shop, "products");
  engine.portal.of("products").update(before ?? "", { name: "Sencha", hs_sku: "TEA-9" });
  await engine.quiet();

  expect(twin("products", id)?.id).toBe(before);
  expect(engine.shop.products.records.size).toBe(1);
  expect(engine.portal.of("products").records.size).toBe(1);
});

test("a contact whose address is another by now is still its customer's, and no second customer is made", async () => {
  const shop = await openShop({ customers: { createInShopify: true, direction: "both" } });
  const { engine, twin } = shop;
  const id = engine.shop.customers.create({ email: "ada@example.com" });
  await engine.quiet();
  const before = twin("customers", id)?.id;

  forgetLinks(shop, "customers");
  engine.portal.of("customers").update(before ?? "", { email: "ada@other.example" });
  await engine.quiet();

  expect(twin("customers", id)?.id).toBe(before);
  expect(engine.shop.customers.records.size).toBe(1);
});

test("a key of a record that is gone from Shopify holds nobody up: its SKU finds the one that came in its place", async () => {
  const shop = await openShop();
  const { engine, merchant, twin } = shop;
  const id = merchant.addProduct({ name: "Green tea", sku: "TEA-1", price: "3" });
  await engine.quiet();
  const before = twin("products", id)?.id;

  forgetLinks(shop, "products");
  engine.shop.products.records.delete(id);
  const next = merchant.addProduct({ name: "Green tea", sku: "TEA-1", price: "3" });
  await engine.quiet();

  expect(twin("products", next)?.id).toBe(before);
  expect(engine.portal.of("products").records.size).toBe(1);
});
