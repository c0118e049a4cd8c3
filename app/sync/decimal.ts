/** Exact arithmetic on decimal texts such as `-12.50`, of any length: money never goes through a float. Results bear no needless zeros. */

interface Parsed {
  readonly units: bigint;
  /** digits after the point */
  readonly scale: number;
}

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** @throws RangeError for a text that is no decimal number. */
function parse(text: string): Parsed {
  const match = decimal.exec(text.trim());
  if (!match || !/\d/.test(text)) throw new RangeError("not a decimal number");
  const [, sign, whole = "", fraction = ""] = match;
  const units = BigInt(`${whole}${fraction}` || "0");
  return { units: sign === "-" ? -units : units, scale: fraction.length };
}

function format({ units, scale }: Parsed): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

const scaled = ({ units, scale }: Parsed, to: number): bigint => units * 10n ** BigInt(to - scale);

/** Half a unit goes away from zero, as Shopify rounds money. */
function divideRounding(dividend: bigint, divisor: bigint): bigint {
  const isNegative = dividend < 0n !== divisor < 0n;
  const [top, bottom] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return isNegative ? -rounded : rounded;
}

/** Adds decimal texts; none make `0`. @throws RangeError for a text that is no decimal number. */
export function addDecimals(...texts: readonly string[]): string {
  const parsed = texts.map(parse);
  const scale = Math.max(0, ...parsed.map((one) => one.scale));
  return format({ units: parsed.reduce((sum, one) => sum + scaled(one, scale), 0n), scale });
}

/** @throws RangeError for a text that is no decimal number. */
export function subtractDecimals(from: string, text: string): string {
  const [one, other] = [parse(from), parse(text)];
  const scale = Math.max(one.scale, other.scale);
  return format({ units: scaled(one, scale) - scaled(other, scale), scale });
}

/** @throws RangeError for a text that is no decimal number. */
export function multiplyDecimals(text: string, by: string): string {
  const [one, other] = [parse(text), parse(by)];
  return format({ units: one.units * other.units, scale: one.scale + other.scale });
}

/**
 * A quotient to `digits` after the point, half away from zero.
 * @throws RangeError for a text that is no decimal number, or a division by zero.
 */
export function divideDecimals(text: string, by: string, digits: number): string {
  const [one, other] = [parse(text), parse(by)];
  if (other.units === 0n) throw new RangeError("division by zero");
  const scale = Math.max(one.scale, other.scale);
  return format({
    units: divideRounding(scaled(one, scale) * 10n ** BigInt(digits), scaled(other, scale)),
    scale: digits,
  });
}

/** A number to `digits` after the point, half away from zero. @throws RangeError for a text that is no decimal number. */
export function roundDecimal(text: string, digits: number): string {
  return divideDecimals(text, "1", digits);
}

/** @returns below, above or zero as the first is less than, greater than or equal to the second. */
export function compareDecimals(text: string, other: string): number {
  const difference = subtractDecimals(text, other);
  if (difference === "0") return 0;
  return difference.startsWith("-") ? -1 : 1;
}

/** Digits that a currency's amounts have after the point: 2, of yen 0, of Kuwaiti dinar 3. Two for a code that is not ISO 4217's. */
export function currencyDigits(currency: string): number {
  // Shopify lists USDC among its currencies; Intl throws at four letters.
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
