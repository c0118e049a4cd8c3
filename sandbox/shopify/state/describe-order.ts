import { fromMinor, sumOf, toMinor } from "./money.ts";
import type { LineItemRecord, OrderRecord, ShippingLineRecord, TaxLineRecord } from "./order-records.ts";
import { lineTotals } from "./order-totals.ts";
import type { ShopProfile } from "./records.ts";

export const lineName = (line: { title: string; variantTitle: string | null }): string =>
  [line.title, line.variantTitle].filter(Boolean).join(" - ");

export const gateways = (order: OrderRecord): string[] => [
  ...new Set(order.transactions.map(({ gateway }) => gateway)),
];

/** Nine letters and digits that a buyer can read out, always the same for an order. */
export const confirmationNumber = (order: OrderRecord): string =>
  (BigInt(order.id) * 2_654_435_761n).toString(36).toUpperCase().padStart(9, "X").slice(-9);

export const statusUrl = (order: OrderRecord, shop: ShopProfile): string =>
  `https://${shop.domain}/${shop.id}/orders/${order.id.toString(16)}/authenticate?key=${order.number.toString(16)}`;

/** Taxes of all lines, those of one title and rate together; by default before returns. */
export function taxLines(order: OrderRecord): TaxLineRecord[] {
  const sums = new Map<string, TaxLineRecord & { minor: bigint }>();
  for (const line of order.lineItems)
    for (const tax of line.taxLines) {
      const key = `${tax.title} ${tax.rate}`;
      const known = sums.get(key);
      sums.set(key, { ...tax, minor: (known?.minor ?? 0n) + lineTotals(order, { ...line, taxLines: [tax] }).tax });
    }
  return [...sums.values()].map(({ minor, ...tax }) => ({ ...tax, amount: fromMinor(minor, order.currency) }));
}

/** Codes with what each took off lines and shipping together. */
export function discountCodes(order: OrderRecord): { code: string; amount: string; type: string }[] {
  const { currency, discountApplications, lineItems, shippingLines } = order;
  const parts = [...lineItems, ...shippingLines].flatMap((line) => line.discounts);
  const codes = new Map<string, { code: string; minor: bigint; type: string }>();
  discountApplications.forEach((application, place) => {
    if (application.kind !== "code") return;
    const minor = sumOf(parts, ({ index, amount }) => (index === place ? toMinor(amount, currency) : 0n));
    const percent = "percentage" in application.value ? "percentage" : "fixed_amount";
    const type = application.target === "SHIPPING_LINE" ? "shipping" : percent;
    const known = codes.get(application.title);
    codes.set(application.title, {
      code: application.title,
      minor: minor + (known?.minor ?? 0n),
      type: known?.type ?? type,
    });
  });
  return [...codes.values()].map(({ code, minor, type }) => ({ code, amount: fromMinor(minor, currency), type }));
}

export function discountedShipping(line: ShippingLineRecord, currency: string): string {
  const discount = sumOf(line.discounts, ({ amount }) => toMinor(amount, currency));
  return fromMinor(toMinor(line.price, currency) - discount, currency);
}

/** As webhooks write it: nothing for an order of which nothing was sent. */
export function fulfillmentWord(order: OrderRecord): string | null {
  if (order.fulfillmentStatus === "FULFILLED") return "fulfilled";
  if (order.fulfillmentStatus === "PARTIALLY_FULFILLED") return "partial";
  return order.fulfillmentStatus === "RESTOCKED" ? "restocked" : null;
}

/** Units of a line in shipments that were not cancelled. */
export function sentUnits(order: OrderRecord, line: { id: number }): number {
  return order.fulfillments
    .filter(({ status }) => status === "SUCCESS")
    .flatMap(({ lines }) => lines)
    .reduce((sum, one) => (one.lineItemId === line.id ? sum + one.quantity : sum), 0);
}

export function lineWord(order: OrderRecord, line: LineItemRecord): string | null {
  if (sentUnits(order, line) === 0) return null;
  return line.fulfillableQuantity > 0 ? "partial" : "fulfilled";
}
