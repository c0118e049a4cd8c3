import { expect, test } from "vitest";
import type { FiguresOfShop } from "./customer-figures.ts";
import { combineFigures, figuresOf } from "./customer-figures.ts";

const values = (totalSpent: string, currency: string, ordersCount = "1") => ({
  ...{ shop: "b.myshopify.com", ordersCount, totalSpent, currency },
});
const other = (shop: string, totalSpent: string, currency: string, ordersCount = "2"): FiguresOfShop => ({
  shop,
  figures: { ordersCount, totalSpent, currency },
});

const cases: readonly [string, Record<string, string>, readonly FiguresOfShop[], string, string, string][] = [
  ["a customer of one shop", values("12.5", "EUR"), [], "1", "12.5", "12.50 EUR"],
  ["one who bought nothing", values("0.0", "EUR", "0"), [], "0", "0.0", "0.00 EUR"],
  ["a currency without cents", values("1200", "JPY"), [], "1", "1200", "1200 JPY"],
  ["a currency of three digits", values("1.5", "KWD"), [], "1", "1.5", "1.500 KWD"],
  ["a currency that is not in the books", values("3", "USDC"), [], "1", "3", "3.00 USDC"],
  [
    "two shops of one currency",
    values("100.10", "EUR"),
    [other("a.myshopify.com", "19.90", "EUR")],
    ...(["3", "120", "120.00 EUR"] as const),
  ],
  [
    "two shops of two currencies, never added up",
    values("40", "USD"),
    [other("a.myshopify.com", "120", "EUR")],
    ...(["3", "40", "120.00 EUR, 40.00 USD"] as const),
  ],
  [
    "three shops, two of one currency",
    values("0.10", "EUR"),
    [other("a.myshopify.com", "5", "USD"), other("c.myshopify.com", "0.20", "EUR")],
    ...(["5", "0.3", "0.30 EUR, 5.00 USD"] as const),
  ],
  [
    "a shop whose part is not noted yet",
    values("7", "EUR"),
    [{ shop: "a.myshopify.com", figures: null }],
    ...(["1", "7", "7.00 EUR"] as const),
  ],
];

test.each(cases)("%s", (_what, own, others, orders, spent, byCurrency) => {
  expect(combineFigures(own, others)).toMatchObject({
    portalOrdersCount: orders,
    portalTotalSpent: spent,
    portalSpentByCurrency: byCurrency,
  });
});

test("shops are told in order, whichever of them asks", () => {
  const others = [other("c.myshopify.com", "1", "EUR"), other("a.myshopify.com", "1", "EUR")];

  expect(combineFigures(values("1", "EUR"), others).portalShops).toBe(
    "a.myshopify.com, b.myshopify.com, c.myshopify.com",
  );
});

test("combined once more, nothing is counted twice", () => {
  const others = [other("a.myshopify.com", "1", "EUR")];
  const once = { ...values("2", "EUR"), ...combineFigures(values("2", "EUR"), others) };

  expect({ ...once, ...combineFigures(once, others) }).toEqual(once);
});

test("where Shopify does not say all figures there are none, and what it says is kept", () => {
  expect(figuresOf({ ordersCount: "1", totalSpent: "5" })).toBeNull();
  expect(combineFigures({ ordersCount: "1" }, [other("a.myshopify.com", "1", "EUR")])).toMatchObject({
    portalOrdersCount: "1",
    portalTotalSpent: null,
    portalSpentByCurrency: null,
  });
});
