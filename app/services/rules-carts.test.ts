import { expect, test } from "vitest";
import { lineIdsOf, openShop } from "#tests/support/memory/open-shop.ts";

async function shopWithTea() {
  const shop = await openShop();
  const variant = shop.merchant.addProduct({ name: "Green tea", price: "3" });
  const customerId = shop.engine.shopify.create({ email: "ada@x.io" });
  await shop.engine.quiet();
  return { ...shop, variant, customerId };
}

test("an abandoned checkout becomes a cart with its lines and its customer", async () => {
  const { engine, merchant, twin, variant, customerId } = await shopWithTea();

  const id = merchant.abandonCart([variant], customerId);
  await engine.quiet();

  const cart = twin("carts", id);
  expect(cart?.values).toMatchObject({ hs_external_status: "abandoned", tandem_is_abandoned: "true" });
  expect(lineIdsOf(engine, "carts", cart?.id ?? "")).toHaveLength(1);
  expect(engine.portal.associated("carts", cart?.id ?? "", "customers")).toEqual([twin("customers", customerId)?.id]);
});

test("a completed cart is closed and tied to its order", async () => {
  const { engine, merchant, twin, variant, customerId } = await shopWithTea();
  const id = merchant.abandonCart([variant], customerId);
  await engine.quiet();

  const orderId = merchant.completeCart(id) ?? "";
  await engine.quiet();

  expect(twin("carts", id)?.values).toMatchObject({ hs_external_status: "recovered", tandem_is_abandoned: "false" });
  const order = twin("orders", orderId)?.id ?? "";
  expect(engine.portal.associated("orders", order, "carts")).toEqual([twin("carts", id)?.id]);
});

test("an order that comes before its cart is tied to it once the cart is there", async () => {
  const { engine, merchant, twin, variant, customerId } = await shopWithTea();
  const id = merchant.abandonCart([variant], customerId);
  const orderId = merchant.completeCart(id) ?? "";
  await engine.deliverAll();
  await engine.drain("orders");
  await engine.associate();

  await engine.quiet();

  const order = twin("orders", orderId)?.id ?? "";
  expect(engine.portal.associated("orders", order, "carts")).toEqual([twin("carts", id)?.id]);
});

test("a newer cart of the same person supersedes the older one, and leaves others' alone", async () => {
  const { engine, merchant, twin, variant, customerId } = await shopWithTea();
  const somebody = engine.shopify.create({ email: "bob@x.io" });
  const [older, others] = [merchant.abandonCart([variant], customerId), merchant.abandonCart([variant], somebody)];
  await engine.quiet();

  const newer = merchant.abandonCart([variant], customerId);
  await engine.quiet();

  const statuses = [older, others, newer].map((id) => twin("carts", id)?.values.hs_external_status);
  expect(statuses).toEqual(["superseded", "abandoned", "abandoned"]);
});

test("two carts of one person that two workers settle at once: the older one is superseded all the same", async () => {
  const { engine, merchant, twin, variant, customerId } = await shopWithTea();
  const [older, newer] = [merchant.abandonCart([variant], customerId), merchant.abandonCart([variant], customerId)];
  await engine.sweep("carts");
  engine.store.claimAtMost = 1;

  await Promise.all([engine.drain("carts"), engine.drain("carts")]);
  await engine.quiet();

  const statuses = [older, newer].map((id) => twin("carts", id)?.values.hs_external_status);
  expect(statuses).toEqual(["superseded", "abandoned"]);
});

test("a cart that nobody can be written to about is excluded", async () => {
  const { engine, merchant, outcome, variant } = await shopWithTea();

  const id = merchant.abandonCart([variant], null);
  await engine.quiet();

  expect(outcome("carts", id)).toMatchObject({ status: "excluded", reason: "no_contact" });
});

test("a cart without items is excluded", async () => {
  const { engine, merchant, outcome, customerId } = await shopWithTea();

  const id = merchant.abandonCart([], customerId);
  await engine.quiet();

  expect(outcome("carts", id)).toMatchObject({ status: "excluded", reason: "no_items" });
});

test("a cart that Shopify forgets stays in HubSpot", async () => {
  const { engine, merchant, variant, customerId } = await shopWithTea();
  const id = merchant.abandonCart([variant], customerId);
  await engine.quiet();

  engine.shop.carts.delete(id);
  await engine.quiet();

  expect(engine.portal.of("carts").records.size).toBe(1);
});
