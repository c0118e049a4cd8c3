import { addDecimals, currencyDigits } from "../decimal.ts";
import type { Value, Values } from "../record.ts";

/** What a customer has bought in one shop. Amounts are decimal texts, the currency is the shop's. */
export interface CustomerFigures {
  readonly ordersCount: string;
  readonly totalSpent: string;
  readonly currency: string;
}

/** One shop's part of a contact that several shops of a portal share; null: not noted yet. */
export interface FiguresOfShop {
  readonly shop: string;
  readonly figures: CustomerFigures | null;
}

/** The figures of a Shopify customer; null when Shopify did not say them all. */
export function figuresOf({ ordersCount, totalSpent, currency }: Values): CustomerFigures | null {
  return ordersCount && totalSpent && currency ? { ordersCount, totalSpent, currency } : null;
}

/**
 * The attributes of a Shopify customer that hold for all shops of the portal together: `portalOrdersCount`, `portalTotalSpent` (in the
 * customer's own shop's currency: amounts of other currencies are never added to it), `portalSpentByCurrency` ("120.00 EUR, 40.00 USD",
 * by currency), `portalShops` (domains, in order). Without other shops they say what the customer itself says.
 */
export function combineFigures(values: Values, others: readonly FiguresOfShop[]): Values {
  const own = figuresOf(values);
  const parts = [own, ...others.map(({ figures }) => figures)].filter((part) => part !== null);
  const shops = [...(values.shop ? [values.shop] : []), ...others.map(({ shop }) => shop)];
  const inOwnCurrency = parts.filter(({ currency }) => currency === own?.currency);
  const isAlone = own === null || others.length === 0;
  return {
    portalOrdersCount: isAlone ? (values.ordersCount ?? null) : addDecimals(...parts.map((part) => part.ordersCount)),
    portalTotalSpent: isAlone
      ? (values.totalSpent ?? null)
      : addDecimals(...inOwnCurrency.map((part) => part.totalSpent)),
    portalSpentByCurrency: own === null ? null : byCurrency(parts),
    portalShops: shops.length > 0 ? [...new Set(shops)].sort().join(", ") : null,
  };
}

function byCurrency(parts: readonly CustomerFigures[]): Value {
  const currencies = [...new Set(parts.map(({ currency }) => currency))].sort();
  const amounts = currencies.map((currency) => {
    const ofCurrency = parts.filter((part) => part.currency === currency).map(({ totalSpent }) => totalSpent);
    return `${withDigits(addDecimals(...ofCurrency), currencyDigits(currency))} ${currency}`;
  });
  return amounts.join(", ");
}

/** As many digits as the currency has, or as the amount says. */
function withDigits(amount: string, digits: number): string {
  const [whole = "0", fraction = ""] = amount.split(".");
  const padded = fraction.padEnd(digits, "0");
  return padded === "" ? whole : `${whole}.${padded}`;
}
