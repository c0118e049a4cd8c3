/** Amounts in a currency's smallest unit. Whole numbers of any size: sums are exact, and nothing is ever a float. */
export type Minor = bigint;

const digits = new Map<string, number>();

/** Digits after the point in this currency: none for JPY, three for KWD. */
function digitsOf(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const found =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}

/** A decimal string as minor units; digits that the currency does not have are rounded half away from zero. */
export function toMinor(amount: string, currency: string): Minor {
  const match = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(amount.trim());
  if (!match) throw new RangeError(`"${amount}" is not a decimal amount`);
  const [, sign, whole = "0", fraction = ""] = match;
  const places = digitsOf(currency);
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, "0"));
  const rounded = (fraction[places] ?? "0") >= "5" ? kept + 1n : kept;
  return sign === "-" ? -rounded : rounded;
}

/** Minor units as a decimal string with all of the currency's digits. */
export function fromMinor(minor: Minor, currency: string): string {
  const places = digitsOf(currency);
  const sign = minor < 0n ? "-" : "";
  const text = (minor < 0n ? -minor : minor).toString().padStart(places + 1, "0");
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** The amount as this currency writes it. */
export function inCurrency(amount: string, currency: string): string {
  return fromMinor(toMinor(amount, currency), currency);
}

export function sumOf<T>(items: readonly T[], read: (item: T) => Minor): Minor {
  return items.reduce((sum, item) => sum + read(item), 0n);
}

/** part ÷ whole of an amount that is not negative, rounded half up; a share of nothing is nothing. */
export function shareOf(amount: Minor, part: Minor, whole: Minor): Minor {
  return whole === 0n ? 0n : (amount * part * 2n + whole) / (whole * 2n);
}

/** The percentage ("12.5") of an amount, rounded half up. */
export function percentOf(amount: Minor, percent: string): Minor {
  const [whole = "0", fraction = ""] = percent.split(".");
  return shareOf(amount, BigInt(whole + fraction), 100n * 10n ** BigInt(fraction.length));
}

/** The rate ("0.08875") of an amount, rounded half up. */
export function rateOf(amount: Minor, rate: string): Minor {
  return percentOf(amount * 100n, rate);
}

/**
 * Splits an amount by weights so that the parts add up to it: everybody gets the whole units of their share, and what is
 * left goes, one by one, to the largest remainders, the earlier first. Without any weight all weigh the same.
 */
export function allocate(amount: Minor, weights: readonly Minor[]): Minor[] {
  if (weights.length === 0) return [];
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const used = total === 0n ? weights.map(() => 1n) : weights;
  const whole = total === 0n ? BigInt(weights.length) : total;
  const parts = used.map((weight) => (amount * weight) / whole);
  const byRemainder = used
    .map((weight, index) => ({ index, rest: (amount * weight) % whole }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  let left = amount - parts.reduce((sum, part) => sum + part, 0n);
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
}
