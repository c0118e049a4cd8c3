/** Both halves of a MoneyBag: the stand-in's shops sell in their own currency only. */
export function moneyBag(amount: string, currencyCode: string) {
  return { shopMoney: money(amount, currencyCode), presentmentMoney: money(amount, currencyCode) };
}

/** Shopify drops the zeros that carry nothing: 12.50 is "12.5", 12.00 is "12.0". */
export function money(amount: string, currencyCode: string) {
  const [whole = "0", fraction = ""] = amount.split(".");
  return { amount: `${whole}.${fraction.replace(/0+$/, "") || "0"}`, currencyCode };
}
