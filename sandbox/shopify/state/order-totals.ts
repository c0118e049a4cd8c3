import type { Minor } from "./money.ts";
import { fromMinor, shareOf, sumOf, toMinor } from "./money.ts";
import type { LineItemRecord, OrderRecord } from "./order-records.ts";

/** All amounts of one order, in minor units of its currency. Plain names are before returns, `current…` ones after. */
export interface OrderTotals {
  /** Prices of the lines before discounts. */
  items: Minor;
  /** Discounts of the whole order, without those given for one line or on shipping. */
  cartDiscount: Minor;
  discounts: Minor;
  subtotal: Minor;
  tax: Minor;
  /** Before and after discounts. */
  shippingPrice: Minor;
  shipping: Minor;
  tip: Minor;
  total: Minor;
  currentItems: Minor;
  currentCartDiscount: Minor;
  currentDiscounts: Minor;
  currentSubtotal: Minor;
  currentTax: Minor;
  currentShipping: Minor;
  currentTotal: Minor;
  received: Minor;
  refunded: Minor;
  refundedShipping: Minor;
  discrepancy: Minor;
  /** Authorised, and neither captured nor voided. */
  capturable: Minor;
  outstanding: Minor;
}

export interface LineTotals {
  gross: Minor;
  /** Given for this line alone. */
  lineDiscount: Minor;
  cartDiscount: Minor;
  net: Minor;
  tax: Minor;
  currentGross: Minor;
  currentCartDiscount: Minor;
  currentNet: Minor;
  currentTax: Minor;
}

export function lineTotals(order: OrderRecord, line: LineItemRecord): LineTotals {
  const minor = (amount: string): Minor => toMinor(amount, order.currency);
  const isWhole = (index: number): boolean => order.discountApplications[index]?.selection === "ALL";
  const price = minor(line.price);
  const gross = price * BigInt(line.quantity);
  const cartDiscount = sumOf(line.discounts, ({ index, amount }) => (isWhole(index) ? minor(amount) : 0n));
  const lineDiscount = sumOf(line.discounts, ({ index, amount }) => (isWhole(index) ? 0n : minor(amount)));
  const net = gross - cartDiscount - lineDiscount;
  const tax = sumOf(line.taxLines, ({ amount }) => minor(amount));
  return {
    gross,
    lineDiscount,
    cartDiscount,
    net,
    tax,
    currentGross: price * BigInt(line.currentQuantity),
    currentCartDiscount: forUnits(cartDiscount, line, line.currentQuantity),
    currentNet: forUnits(net, line, line.currentQuantity),
    currentTax: forUnits(tax, line, line.currentQuantity),
  };
}

/** What falls on the first n units of a line: the difference of two of these is exact, and all units make the whole. */
export function forUnits(amount: Minor, line: LineItemRecord, units: number): Minor {
  return shareOf(amount, BigInt(units), BigInt(line.quantity));
}

// A query reads many amounts of one order after another; holding the last order's avoids holding those of all.
let last: { order: OrderRecord; totals: OrderTotals } | undefined;

export function totalsOf(order: OrderRecord): OrderTotals {
  if (last?.order !== order) last = { order, totals: addUp(order) };
  return last.totals;
}

/** One of the order's amounts as a decimal string. */
export function amountOf(order: OrderRecord, name: keyof OrderTotals): string {
  return fromMinor(totalsOf(order)[name], order.currency);
}

function addUp(order: OrderRecord): OrderTotals {
  const minor = (amount: string): Minor => toMinor(amount, order.currency);
  const lines = order.lineItems.map((line) => lineTotals(order, line));
  const shippingPrice = sumOf(order.shippingLines, ({ price }) => minor(price));
  const shippingDiscount = sumOf(order.shippingLines, (line) => sumOf(line.discounts, ({ amount }) => minor(amount)));
  const shipping = shippingPrice - shippingDiscount;
  const refundedShipping = sumOf(order.refunds, (refund) => minor(refund.shipping));
  const discrepancy = sumOf(order.refunds, (refund) => minor(refund.discrepancy));
  const items = sumOf(lines, (line) => line.gross);
  const subtotal = sumOf(lines, (line) => line.net);
  const tax = sumOf(lines, (line) => line.tax);
  const tip = minor(order.tip);
  const currentItems = sumOf(lines, (line) => line.currentGross);
  const currentSubtotal = sumOf(lines, (line) => line.currentNet);
  const currentTax = sumOf(lines, (line) => line.currentTax);
  const currentShipping = shipping - refundedShipping;
  const addedTax = (amount: Minor): Minor => (order.taxesIncluded ? 0n : amount);
  const currentTotal = currentSubtotal + addedTax(currentTax) + currentShipping + tip - discrepancy;
  const paid = payments(order);
  return {
    items,
    cartDiscount: sumOf(lines, (line) => line.cartDiscount),
    discounts: items - subtotal + shippingDiscount,
    subtotal,
    tax,
    shippingPrice,
    shipping,
    tip,
    total: subtotal + addedTax(tax) + shipping + tip,
    currentItems,
    currentCartDiscount: sumOf(lines, (line) => line.currentCartDiscount),
    currentDiscounts: currentItems - currentSubtotal + shippingDiscount,
    currentSubtotal,
    currentTax,
    currentShipping,
    currentTotal,
    ...paid,
    refundedShipping,
    discrepancy,
    outstanding: currentTotal - (paid.received - paid.refunded),
  };
}

function payments(order: OrderRecord): Pick<OrderTotals, "capturable" | "received" | "refunded"> {
  const sum = (...kinds: string[]): Minor =>
    sumOf(order.transactions, ({ kind, status, amount }) =>
      status === "SUCCESS" && kinds.includes(kind) ? toMinor(amount, order.currency) : 0n,
    );
  const open = sum("AUTHORIZATION") - sum("CAPTURE") - sum("VOID");
  return { received: sum("SALE", "CAPTURE"), refunded: sum("REFUND"), capturable: open > 0n ? open : 0n };
}
