import { expect, test } from "vitest";
import { ABANDONED_AFTER_MS, PENDING_EXPIRES_AFTER_MS } from "#app/sync/objects/carts/checkout-age.ts";
import type { MemoryMerchant } from "#tests/support/memory/memory-merchant.ts";
import type { AllSettings } from "#tests/support/memory/memory-trade-world.ts";
import type { OpenShop } from "#tests/support/memory/open-shop.ts";
import { lineIdsOf, openShop } from "#tests/support/memory/open-shop.ts";

const asDeals = { options: { asDeals: true } };
const both: AllSettings = { orders: asDeals, carts: asDeals };

async function shopWithTea(settings: AllSettings = both) {
  const shop = await openShop(settings);
  const variant = shop.merchant.addProduct({ name: "Green tea", price: "3" });
  const customerId = shop.engine.shopify.create({ email: "ada@x.io" });
  await shop.engine.quiet();
  return { ...shop, variant, customerId };
}

const deals = ({ engine }: Pick<OpenShop, "engine">) => [...engine.hubspotOf("orders").records.values()];

/** Lets a while pass in which nothing happens but what the clock makes. */
async function wait({ engine }: Pick<OpenShop, "engine">, ms: number): Promise<void> {
  engine.clock.advance(ms);
  await engine.quiet();
}

/** A checkout that nobody knows yet is found by the sweep; Shopify's times are whole seconds. */
async function sweepCarts({ engine }: Pick<OpenShop, "engine">): Promise<void> {
  engine.clock.advance(2_000);
  await engine.sweep("carts");
}

test("an order becomes a deal with its amount, its lines and its customer", async () => {
  const shop = await shopWithTea();
  const { engine, merchant, twin, variant, customerId } = shop;

  const id = merchant.placeOrder([variant], { customerId }, { name: "#1001", status: "paid" });
  await engine.quiet();

  const deal = twin("orders", id);
  expect(deal?.values).toMatchObject({
    dealname: "#1001",
    amount: "3",
    deal_currency_code: "EUR",
    dealstage: "processed",
    tandem_order_key: `${engine.connection.shop}:${id}`,
  });
  expect(lineIdsOf(engine, "orders", deal?.id ?? "")).toHaveLength(1);
  const contact = twin("customers", customerId)?.id;
  expect(engine.portal.associated(engine.definitionOf("orders"), deal?.id ?? "", "customers")).toEqual([contact]);
  expect(engine.portal.of("orders").records.size).toBe(0);
});

test("a checkout is pending while its buyer is about, and abandoned once it was left", async () => {
  const { engine, merchant, twin, variant, customerId } = await shopWithTea();

  const id = merchant.abandonCart([variant], customerId);
  await sweepCarts({ engine });
  await engine.drain("carts");
  const begun = twin("carts", id)?.values;
  await wait({ engine }, ABANDONED_AFTER_MS);

  expect(begun).toMatchObject({ dealstage: "checkout_pending", tandem_is_abandoned: "false" });
  expect(twin("carts", id)?.values).toMatchObject({ dealstage: "checkout_abandoned", tandem_is_abandoned: "true" });
});

test("a pending checkout that Shopify shows no more is deleted after two days, and its lines with it", async () => {
  const { engine, merchant, outcome, twin, variant, customerId } = await shopWithTea();
  const id = merchant.abandonCart([variant], customerId);
  await sweepCarts({ engine });
  await engine.drain("carts");
  const deal = twin("carts", id)?.id ?? "";

  engine.shop.carts.hidden.add(id);
  engine.clock.advance(ABANDONED_AFTER_MS);
  await engine.drain("carts");
  const before = engine.hubspotOf("carts").records.has(deal);
  await wait({ engine }, PENDING_EXPIRES_AFTER_MS);

  expect(before).toBe(true);
  expect(engine.hubspotOf("carts").records.has(deal)).toBe(false);
  expect(engine.portal.of("cart_lines").records.size).toBe(0);
  expect(outcome("carts", id)).toBeUndefined();
});

test("an abandoned checkout that Shopify shows no more stays a deal", async () => {
  const { engine, merchant, twin, variant, customerId } = await shopWithTea();
  const id = merchant.abandonCart([variant], customerId);
  await wait({ engine }, ABANDONED_AFTER_MS);

  engine.shop.carts.hidden.add(id);
  await engine.store.mark(engine.connection, [{ object: "carts", side: "shopify", recordId: id, lane: "live" }]);
  await wait({ engine }, PENDING_EXPIRES_AFTER_MS);

  expect(twin("carts", id)?.values.dealstage).toBe("checkout_abandoned");
});

test("the deal of an abandoned checkout becomes its order's: one deal, one amount, the order's lines", async () => {
  const shop = await shopWithTea();
  const { engine, merchant, outcome, twin, variant, customerId } = shop;
  const id = merchant.abandonCart([variant], customerId);
  await wait(shop, ABANDONED_AFTER_MS);
  const deal = twin("carts", id)?.id;

  const orderId = merchant.completeCart(id) ?? "";
  await engine.quiet();

  expect(deals(shop).map((one) => one.id)).toEqual([deal]);
  expect(twin("orders", orderId)).toMatchObject({ id: deal, values: { dealstage: "processed", amount: "3" } });
  expect(outcome("carts", id)).toMatchObject({ status: "excluded", reason: "ordered" });
  const line = engine.shop.orders.records.get(orderId)?.children?.[0]?.id;
  expect(lineIdsOf(engine, "orders", deal ?? "")).toEqual([line]);
  expect(engine.portal.of("order_lines").records.size).toBe(1);
  expect(engine.tables.facts.get(`cart:${id}`)).toMatchObject({ status: "recovered" });
});

test("a checkout that was ordered before it was ever a deal is none", async () => {
  const shop = await shopWithTea();
  const { engine, merchant, outcome, variant, customerId } = shop;
  const id = merchant.abandonCart([variant], customerId);

  merchant.completeCart(id);
  await engine.quiet();

  expect(deals(shop)).toHaveLength(1);
  expect(outcome("carts", id)).toMatchObject({ status: "excluded", reason: "ordered" });
});

test("an order and its checkout that two workers settle at once are one deal all the same", async () => {
  const shop = await shopWithTea();
  const { engine, merchant, twin, variant, customerId } = shop;
  const id = merchant.abandonCart([variant], customerId);
  await sweepCarts(shop);
  const token = engine.shop.carts.records.get(id)?.groupId ?? null;
  const orderId = merchant.placeOrder([variant], { customerId }, { checkoutToken: token, status: "paid" });
  await engine.deliverAll();

  await Promise.all([engine.drain("carts"), engine.drain("orders")]);
  await wait(shop, ABANDONED_AFTER_MS);

  expect(deals(shop)).toHaveLength(1);
  expect(twin("orders", orderId)?.values).toMatchObject({ dealstage: "processed", amount: "3" });
  expect(engine.portal.of("order_lines").records.size).toBe(1);
});

test("a newer checkout of the same person makes the older one's deal a lost one", async () => {
  const shop = await shopWithTea();
  const { merchant, twin, variant, customerId } = shop;
  const older = merchant.abandonCart([variant], customerId);
  await wait(shop, ABANDONED_AFTER_MS);

  const newer = merchant.abandonCart([variant], customerId);
  await wait(shop, ABANDONED_AFTER_MS);

  expect([older, newer].map((id) => twin("carts", id)?.values.dealstage)).toEqual(["cancelled", "checkout_abandoned"]);
});

test("an order deleted in Shopify is a cancelled deal, closed on the day of its deletion", async () => {
  const { engine, merchant, twin, variant } = await shopWithTea();
  const id = merchant.placeOrder([variant], {}, { status: "paid" });
  await engine.quiet();
  const deal = twin("orders", id)?.id ?? "";

  engine.shop.orders.delete(id);
  const deletion = engine.shop.orders.events.at(-1)?.at;
  await engine.quiet();

  expect(engine.hubspotOf("orders").records.get(deal)?.values).toMatchObject({
    dealstage: "cancelled",
    closedate: deletion,
    tandem_cancelled_at: deletion,
  });
});

test("a deal that people edit is put back, and one that people keep themselves is never looked at", async () => {
  const { engine, merchant, twin, variant } = await shopWithTea();
  const id = merchant.placeOrder([variant], {}, { status: "paid" });
  await engine.quiet();
  const deals = engine.hubspotOf("orders");
  const others = deals.create({ dealname: "Big customer", amount: "9000", dealstage: "shipped" });

  deals.update(twin("orders", id)?.id ?? "", { amount: "1", dealstage: "shipped" });
  deals.update(others, { amount: "9001" });
  await engine.quiet();

  expect(twin("orders", id)?.values).toMatchObject({ amount: "3", dealstage: "processed" });
  expect(deals.records.get(others)?.values).toEqual({ dealname: "Big customer", amount: "9001", dealstage: "shipped" });
  for (const object of ["orders", "carts"] as const)
    expect([...engine.tables.of(object).outcomes].filter(({ hubspotId }) => hubspotId === others)).toEqual([]);
});

test("a deal of ours that people delete is not made again, nor is it for the checkout it came from", async () => {
  const shop = await shopWithTea();
  const { engine, merchant, outcome, twin, variant, customerId } = shop;
  const cart = merchant.abandonCart([variant], customerId);
  await wait(shop, ABANDONED_AFTER_MS);
  const id = merchant.completeCart(cart) ?? "";
  await engine.quiet();

  engine.hubspotOf("orders").delete(twin("orders", id)?.id ?? "");
  await engine.quiet();

  expect(deals(shop)).toEqual([]);
  expect(outcome("orders", id)).toMatchObject({ status: "excluded", reason: "deleted_in_hubspot" });
});

test("orders that stay orders are tied to the deal of the checkout they came from, which is completed", async () => {
  const shop = await shopWithTea({ carts: asDeals });
  const { engine, merchant, twin, variant, customerId } = shop;
  const id = merchant.abandonCart([variant], customerId);
  await wait(shop, ABANDONED_AFTER_MS);

  const orderId = merchant.completeCart(id) ?? "";
  await engine.quiet();

  expect(twin("carts", id)?.values.dealstage).toBe("checkout_completed");
  const order = twin("orders", orderId)?.id ?? "";
  expect(engine.portal.associated("orders", order, engine.definitionOf("carts"))).toEqual([twin("carts", id)?.id]);
});

test("switching to deals leaves orders and carts untouched, and switching back finds them again", async () => {
  const shop = await shopWithTea({});
  const { engine, merchant, twin, variant, customerId } = shop;
  const id = merchant.placeOrder([variant], { customerId }, { status: "paid" });
  const cart = merchant.abandonCart([variant], customerId);
  await engine.quiet();
  const pairs = () => [twin("orders", id)?.id, twin("carts", cart)?.id];
  const [before, order] = [pairs(), { ...twin("orders", id) }];

  for (const object of ["orders", "carts"] as const) engine.switchMode(object, { asDeals: true });
  await wait(shop, ABANDONED_AFTER_MS);
  const asDeal = { ...twin("orders", id) };
  const made = deals(shop).length;
  const left = { ...engine.portal.of("orders").records.get(before[0] ?? "") };
  merchant.setLines(id, (lines) => lines.map((line) => ({ ...line, values: { ...line.values, quantity: "2" } })));
  await engine.quiet();
  for (const object of ["orders", "carts"] as const) engine.switchMode(object, {});
  await engine.quiet();

  expect(asDeal.values).toMatchObject({ dealstage: "processed", amount: "3" });
  expect(made).toBe(2);
  expect(left).toEqual(order);
  expect(pairs()).toEqual(before);
  expect(engine.portal.of("orders").records.size + engine.portal.of("carts").records.size).toBe(2);
  expect(lineIdsOf(engine, "orders", before[0] ?? "")).toHaveLength(1);
});

test("the reports' figures of an order do not depend on what it is in HubSpot", async () => {
  const trade = (merchant: MemoryMerchant) => {
    const variant = merchant.addProduct({ name: "Green tea", price: "3" });
    merchant.placeOrder([variant], {}, { status: "paid" });
  };

  const [orders, deals] = [await openShop({}, trade), await openShop(both, trade)];

  const factsOf = ({ engine }: OpenShop) => [...engine.tables.facts.values()].map(({ stageId: _, ...fact }) => fact);
  expect(factsOf(deals)).toEqual(factsOf(orders));
});
