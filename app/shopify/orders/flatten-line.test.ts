import { expect, test } from "vitest";
import { multiplyDecimals, roundDecimal, subtractDecimals } from "#app/sync/decimal.ts";
import { flattenOrderLine } from "./flatten-line.ts";
import { lineNode, money } from "./order-node.fixture.ts";

const owner = { shop: "demo.myshopify.com", id: "5001", modifiedAt: "2026-03-02T10:00:00.000Z", currency: "EUR" };

interface Row {
  readonly currency?: string;
  readonly price: string;
  readonly quantity: number;
  readonly current?: number;
  readonly discounts?: readonly string[];
  readonly taxes?: readonly string[];
}

function flatten({ currency = "EUR", price, quantity, current = quantity, discounts = [], taxes = [] }: Row) {
  const node = lineNode({
    quantity,
    currentQuantity: current,
    originalUnitPriceSet: money(price),
    discountAllocations: discounts.map((amount) => ({ allocatedAmountSet: money(amount) })),
    taxLines: taxes.map((amount) => ({ priceSet: money(amount) })),
  });
  return flattenOrderLine({ ...owner, currency }, node).values;
}

// what is ordered · unit discount · discount of the line · amount · tax
const rows: readonly [string, Row, string, string, string, string][] = [
  ["no discount", { price: "10.0", quantity: 2, taxes: ["1.9", "0.1"] }, "0", "0", "20", "2"],
  ["an even discount", { price: "10.0", quantity: 2, discounts: ["1.5", "0.5"] }, "1", "2", "18", "0"],
  [
    "a discount that does not divide",
    { price: "10.00", quantity: 3, discounts: ["10.00"] },
    "3.333333",
    "10",
    "20",
    "0",
  ],
  ["a discount of everything", { price: "9.99", quantity: 1, discounts: ["9.99"] }, "9.99", "9.99", "0", "0"],
  ["a free item", { price: "0.0", quantity: 5 }, "0", "0", "0", "0"],
  [
    "one of three units refunded",
    { price: "10.00", quantity: 3, current: 2, discounts: ["10.00"], taxes: ["3.80"] },
    "3.333333",
    "6.67",
    "13.33",
    "2.53",
  ],
  ["a unit added by an edit", { price: "10.00", quantity: 4, current: 4, discounts: ["1.00"] }, "0.25", "1", "39", "0"],
  [
    "yen",
    { currency: "JPY", price: "1000", quantity: 3, discounts: ["100"], taxes: ["290"] },
    "33.3333",
    "100",
    "2900",
    "290",
  ],
  [
    "dinars",
    { currency: "KWD", price: "1.255", quantity: 3, discounts: ["0.010"], taxes: ["0.001"] },
    "0.0033333",
    "0.01",
    "3.755",
    "0.001",
  ],
];

test.each(rows)("a line with %s", (_, row, unitDiscount, totalDiscount, amount, tax) => {
  expect(flatten(row)).toMatchObject({ unitDiscount, totalDiscount, amount, tax });
});

test.each(rows)("what HubSpot reckons from price, discount and quantity of a line with %s is its amount", (_, row) => {
  const { price, unitDiscount, quantity, amount } = flatten(row);
  const digits = { JPY: 0, KWD: 3 }[row.currency ?? ""] ?? 2;

  const reckoned = multiplyDecimals(subtractDecimals(price ?? "", unitDiscount ?? ""), quantity ?? "");

  expect(roundDecimal(reckoned, digits)).toBe(amount);
});

test("a line names its variant, product and parts of its name", () => {
  expect(flattenOrderLine(owner, lineNode())).toMatchObject({
    side: "shopify",
    id: "9001",
    groupId: "5001",
    values: {
      lineId: "9001",
      shop: "demo.myshopify.com",
      name: "Bowl - Blue",
      title: "Bowl",
      variantTitle: "Blue",
      sku: "B-1",
      vendor: "Töpferei",
      variantId: "41",
      productId: "31",
      currency: "EUR",
      quantity: "3",
      price: "16.67",
    },
  });
});

test("a line of no units has no discount to share", () => {
  expect(flatten({ price: "10.00", quantity: 0, discounts: ["1.00"] })).toMatchObject({ unitDiscount: "0", tax: "0" });
});
