import { expect, test } from "vitest";
import { openShop } from "#tests/support/memory/open-shop.ts";

async function twoShops() {
  const first = await openShop();
  const second = await openShop({}, () => undefined, first.engine);
  const quiet = async () => {
    for (let round = 0; round < 3; round++) for (const { engine } of [first, second]) await engine.quiet();
  };
  return { first, second, quiet, portal: first.engine.portal };
}

test("orders of two shops are records of their own, with the shop in their keys", async () => {
  const { first, second, quiet, portal } = await twoShops();
  const ids = [first.merchant.placeOrder([]), second.merchant.placeOrder([])];
  await quiet();

  const keys = [...portal.of("orders").records.values()].map(({ values }) => values.tandem_order_key).sort();
  expect(ids[0]).toBe(ids[1]);
  expect(keys).toEqual([`milk.myshopify.com:${ids[1]}`, `tea.myshopify.com:${ids[0]}`]);
});

test("a product of both shops, by its SKU, is one in HubSpot, told by the shop that had it first", async () => {
  const { first, second, quiet, portal } = await twoShops();
  const own = first.merchant.addProduct({ name: "Green tea", sku: "TEA-1", price: "3", vendor: "First" });
  await quiet();
  const other = second.merchant.addProduct({ name: "Green tea", sku: "TEA-1", price: "3", vendor: "Second" });
  await quiet();

  expect(first.twin("products", own)?.id).toBe(second.twin("products", other)?.id);
  expect(portal.of("products").records.size).toBe(1);
  expect(first.twin("products", own)?.values.tandem_vendor).toBe("First");
});

test("a product of both shops that one of them deletes stays the other's, who tells of it from then on", async () => {
  const { first, second, quiet, portal } = await twoShops();
  const own = first.merchant.addProduct({ name: "Green tea", sku: "TEA-1", price: "3", vendor: "First" });
  await quiet();
  const other = second.merchant.addProduct({ name: "Green tea", sku: "TEA-1", price: "3", vendor: "Second" });
  await quiet();

  first.engine.shop.products.delete(own);
  await quiet();
  second.engine.shop.products.update(other, { barcode: "123" });
  await quiet();

  expect(portal.of("products").records.size).toBe(1);
  expect(second.outcome("products", other)?.status).toBe("in_sync");
  expect(second.twin("products", other)?.values.tandem_vendor).toBe("Second");
});

test("a person who is a customer of both shops is one contact, and nobody fights over it", async () => {
  const { first, second, quiet, portal } = await twoShops();
  first.engine.shopify.create({ email: "ada@x.io", firstName: "Ada" });
  await quiet();
  const theirs = second.engine.shopify.create({ email: "ada@x.io", firstName: "Ada" });
  await quiet();
  const before = [first, second].map(({ engine }) => engine.counts.records.hubspot);

  second.engine.shopify.update(theirs, { firstName: "Anna" });
  await quiet();

  const names = [first, second].flatMap(({ engine }) =>
    [...engine.shopify.records.values()].map(({ values }) => values.firstName),
  );
  const writes = [first, second].map(({ engine }, index) => engine.counts.records.hubspot - (before[index] ?? 0));
  expect(portal.of("customers").records.size).toBe(1);
  expect(names).toEqual(["Anna", "Anna"]);
  expect(writes).toEqual([0, 1]);
});

test("a guest of one shop who is a customer of the other is the same contact", async () => {
  const { first, second, quiet, portal } = await twoShops();
  first.engine.shopify.create({ email: "ada@x.io" });
  await quiet();
  const id = second.merchant.placeOrder([], { email: "ada@x.io" });
  await quiet();

  const [contact] = portal.of("customers").records.keys();
  expect(portal.of("customers").records.size).toBe(1);
  expect(portal.associated("orders", second.twin("orders", id)?.id ?? "", "customers")).toEqual([contact]);
});

test("when one shop leaves, the other's records go on and its own stay as they were", async () => {
  const { first, second, quiet, portal } = await twoShops();
  const [own, other] = [
    first.merchant.placeOrder([], {}, { note: "first" }),
    second.merchant.placeOrder([], {}, { note: "second" }),
  ];
  await quiet();

  first.engine.tables.active = false;
  first.engine.takeDeliveries();
  second.engine.shop.orders.update(other, { note: "news" });
  await second.engine.quiet();

  expect(portal.of("orders").records.size).toBe(2);
  expect(first.twin("orders", own)?.values.hs_order_note).toBe("first");
  expect(second.twin("orders", other)?.values.hs_order_note).toBe("news");
});

test("a product deleted in one shop goes with it alone, not with the other's of the same name", async () => {
  const { first, second, quiet, portal } = await twoShops();
  const own = first.merchant.addProduct({ name: "Green tea", sku: "A", price: "3" });
  const other = second.merchant.addProduct({ name: "Green tea", sku: "B", price: "3" });
  await quiet();

  first.engine.shop.products.delete(own);
  await quiet();

  expect([...portal.of("products").records.keys()]).toEqual([second.twin("products", other)?.id]);
});
