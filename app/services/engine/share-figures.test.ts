import fc from "fast-check";
import { expect, test } from "vitest";
import { drainChanges } from "#app/services/drain-changes.ts";
import type { Connection, Values } from "#app/sync/record.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { MemoryShop } from "#tests/support/memory/memory-shop.ts";
import type { CallCounts } from "#tests/support/memory/memory-vendors.ts";
import { createMemoryVendors } from "#tests/support/memory/memory-vendors.ts";
import { emptyTables } from "#tests/support/memory/tables.ts";

const email = "ada@example.com";
const eur = { ordersCount: "3", totalSpent: "120.0", currency: "EUR" };
const usd = { ordersCount: "1", totalSpent: "40.0", currency: "USD" };

/** Shops of one portal, each with the same customer. */
function openShops(first: Values, ...others: readonly Values[]) {
  const engine = new MemoryEngine();
  const { clock, store, world } = engine;
  const shops = [first, ...others].map((figures, place) => {
    const id = `${place + 1}`.repeat(8);
    const connection: Connection =
      place === 0
        ? engine.connection
        : { id: `${id}-2222-4222-8222-222222222222`, shop: `shop${place}.myshopify.com`, portalId: "77" };
    const shop = place === 0 ? engine.shop : new MemoryShop(clock, connection.shop);
    const shopify = shop.customers;
    for (let n = 0; n < place; n++) shopify.create({ email: `nobody${n}@example.com` });
    const tables = place === 0 ? engine.tables : emptyTables(connection);
    store.tables.set(connection.id, tables);
    const deps = { ...engine.deps, vendors: createMemoryVendors({ ...world, shop }) };
    return { connection, shopify, tables, deps, recordId: shopify.create({ email, firstName: "Ada", ...figures }) };
  });
  type Shop = (typeof shops)[number];
  /** Every shop looks at what is due, in turn, until nothing is. */
  const settle = async () => {
    for (let round = 0; round < 8; round++) {
      for (const { connection, deps } of shops)
        await drainChanges(deps, { connection, object: "customers", lane: "any" });
      clock.advance(200_000);
    }
    for (const { tables } of shops) expect([...tables.changes.values()].filter(() => tables.active)).toEqual([]);
  };
  const touch = async (...touched: readonly Shop[]) => {
    for (const { connection, recordId } of touched)
      await store.mark(connection, [{ object: "customers", side: "shopify", recordId, lane: "live" }]);
    await settle();
  };
  const contact = () => {
    const [only, ...more] = engine.hubspot.contacts.values();
    expect(more).toEqual([]);
    return only?.values ?? {};
  };
  const combined = () => {
    const { tandem_orders_count, tandem_total_spent, tandem_currency, tandem_total_spent_by_currency, tandem_shops } =
      contact();
    return [tandem_orders_count, tandem_total_spent, tandem_currency, tandem_total_spent_by_currency, tandem_shops];
  };
  const calls = ({ shopify, hubspot }: CallCounts = engine.counts) => ({
    shopify: { ...shopify },
    hubspot: { ...hubspot },
  });
  return { engine, shops, settle, touch, combined, calls };
}

test("a contact of one shop has that shop's figures, and none of them is kept here", async () => {
  const { shops, touch, combined } = openShops(eur);

  await touch(...shops);

  expect(combined()).toEqual(["3", "120", "EUR", "120.00 EUR", "tea.myshopify.com"]);
  expect([...(shops[0]?.tables.links.values() ?? [])].map(({ figures }) => figures ?? null)).toEqual([null]);
});

test("two shops of one currency are added up", async () => {
  const { shops, touch, combined } = openShops(eur, { ...usd, currency: "EUR" });

  for (const shop of shops) await touch(shop);

  expect(combined()).toEqual(["4", "160", "EUR", "160.00 EUR", "shop1.myshopify.com, tea.myshopify.com"]);
});

test("two shops of two currencies are not: the total is in the currency of the shop that was linked first", async () => {
  const { shops, touch, combined } = openShops(eur, usd);

  for (const shop of shops) await touch(shop);

  expect(combined()).toEqual(["4", "120", "EUR", "120.00 EUR, 40.00 USD", "shop1.myshopify.com, tea.myshopify.com"]);
});

test("what somebody buys in the second shop arrives by the first one's hand", async () => {
  const { shops, touch, combined } = openShops(eur, usd);
  for (const shop of shops) await touch(shop);
  const [, second] = shops;

  second?.shopify.update(second.recordId, { ordersCount: "2", totalSpent: "65.5" });
  await touch(...shops.slice(1));

  expect(combined()).toEqual(["5", "120", "EUR", "120.00 EUR, 65.50 USD", "shop1.myshopify.com, tea.myshopify.com"]);
});

test("settling again writes nothing, and marks nobody", async () => {
  const { engine, shops, touch } = openShops(eur, usd, { ...eur, totalSpent: "7" });
  await touch(...shops);
  const before = { ...engine.counts.records };

  for (let round = 0; round < 3; round++) await touch(...shops);

  expect(engine.counts.records).toEqual(before);
});

test("a shop that disconnects takes its part along with the next change, and the other shop's stays", async () => {
  const { shops, touch, combined } = openShops(eur, usd);
  for (const shop of shops) await touch(shop);
  const [first, second] = shops;
  if (!first || !second) throw new Error("two shops");

  second.tables.active = false;
  first.shopify.update(first.recordId, { note: "called" });
  await touch(first);

  expect(combined()).toEqual(["3", "120", "EUR", "120.00 EUR", "tea.myshopify.com"]);
});

test("when the first shop disconnects the second one's figures are told, and back again they are combined again", async () => {
  const { shops, touch, combined } = openShops(eur, usd);
  for (const shop of shops) await touch(shop);
  const [first, second] = shops;
  if (!first || !second) throw new Error("two shops");

  first.tables.active = false;
  await touch(second);
  const alone = combined();
  first.tables.active = true;
  await touch(first);

  expect(alone).toEqual(["1", "40", "USD", "40.00 USD", "shop1.myshopify.com"]);
  expect(combined()).toEqual(["4", "120", "EUR", "120.00 EUR, 40.00 USD", "shop1.myshopify.com, tea.myshopify.com"]);
});

test("a customer who is deleted in one shop is not counted there any more", async () => {
  const { shops, engine, touch, combined } = openShops(eur, usd);
  for (const shop of shops) await touch(shop);
  const [first, second] = shops;
  if (!first || !second) throw new Error("two shops");

  second.shopify.delete(second.recordId);
  const deletion = { object: "customers", side: "shopify", recordId: second.recordId, lane: "live" } as const;
  await engine.store.mark(second.connection, [{ ...deletion, deletedAt: engine.clock.now().toISOString() }]);
  await touch();
  first.shopify.update(first.recordId, { note: "called" });
  await touch(first);

  expect(combined()).toEqual(["3", "120", "EUR", "120.00 EUR", "tea.myshopify.com"]);
});

test("the limit asks for what was bought in the shop itself", async () => {
  const { shops, touch, combined } = openShops(eur, { ...usd, ordersCount: "0" });
  const [first, second] = shops;
  if (!first || !second) throw new Error("two shops");
  second.tables.settings = {
    ...second.tables.settings,
    limit: [{ field: "ordersCount", operator: "greater_than", value: "0" }],
  };

  await touch(first);
  await touch(second);

  expect([...second.tables.outcomes]).toMatchObject([{ status: "excluded", reason: "limit_not_met" }]);
  expect(combined()).toEqual(["3", "120", "EUR", "120.00 EUR", "tea.myshopify.com"]);
});

test("a contact of one shop costs no call and no write more than before", async () => {
  const { engine, shops, touch, calls } = openShops(eur);
  await touch(...shops);
  const before = calls();

  const [only] = shops;
  only?.shopify.update(only.recordId, { totalSpent: "130" });
  await touch(...shops);
  const after = calls();

  expect(engine.counts.records.hubspot).toBe(2);
  expect(after.shopify.read - before.shopify.read).toBe(1);
  expect(after.hubspot.read - before.hubspot.read).toBe(1);
});

test("whatever is bought where and in whatever order it settles, the sums are right in the end", {
  timeout: 60_000,
}, async () => {
  const buy = fc.record({ shop: fc.nat(2), cents: fc.nat(99_999), marked: fc.array(fc.nat(2), { maxLength: 3 }) });
  const currencies = fc.array(fc.constantFrom("EUR", "USD"), { minLength: 3, maxLength: 3 });
  const property = fc.asyncProperty(currencies, fc.array(buy, { maxLength: 6 }), async (kinds, purchases) => {
    const all = kinds.map((currency) => ({ ordersCount: "0", totalSpent: "0.00", currency }));
    const [first = eur, ...others] = all;
    const { engine, shops, touch, combined } = openShops(first, ...others);
    for (const shop of shops) await touch(shop);
    const cents = [0, 0, 0];
    for (const purchase of purchases) {
      const shop = shops[purchase.shop];
      cents[purchase.shop] = (cents[purchase.shop] ?? 0) + purchase.cents;
      const totalSpent = ((cents[purchase.shop] ?? 0) / 100).toFixed(2);
      shop?.shopify.update(shop.recordId, { totalSpent });
      await touch(...(shop ? [shop] : []), ...shops.filter((_, place) => purchase.marked.includes(place)));
    }

    const sumOf = (currency: string) =>
      (cents.reduce((sum, one, place) => sum + (kinds[place] === currency ? one : 0), 0) / 100).toFixed(2);
    const expected = [...new Set(kinds)].sort().map((currency) => `${sumOf(currency)} ${currency}`);
    expect(combined()[3]).toBe(expected.join(", "));
    expect(Number(combined()[1])).toBe(Number(sumOf(kinds[0] ?? "")));
    const before = { ...engine.counts.records };
    await touch(...shops);
    expect(engine.counts.records).toEqual(before);
  });

  await fc.assert(property, { numRuns: 25, seed: 20_261_125 });
});
