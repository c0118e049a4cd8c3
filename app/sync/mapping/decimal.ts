const plain = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/;

/**
 * Decimal text without needless zeros, plus sign or exponent; undefined when it is no number. Never through a float unless it has an
 * exponent: amounts of any length stay exact.
 */
export function canonicalDecimal(value: string): string | undefined {
  const match = plain.exec(value.trim());
  if (!match || !/\d/.test(value)) {
    const number = Number(value);
    return value.trim() !== "" && /e/i.test(value) && Number.isFinite(number)
      ? canonicalDecimal(number.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 }))
      : undefined;
  }
  const [, sign, whole = "", fraction = ""] = match;
  const digits = `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

/** Compares two numbers of decimal text exactly. @returns negative, zero or positive; undefined when either is no number */
export function compareDecimals(a: string, b: string): number | undefined {
  const [left, right] = [canonicalDecimal(a), canonicalDecimal(b)];
  if (left === undefined || right === undefined) return undefined;
  const scale = Math.max(fractionOf(left).length, fractionOf(right).length);
  const [scaledLeft, scaledRight] = [scaled(left, scale), scaled(right, scale)];
  return scaledLeft < scaledRight ? -1 : scaledLeft > scaledRight ? 1 : 0;
}

function fractionOf(digits: string): string {
  return digits.split(".")[1] ?? "";
}

/** The number as a whole one, `scale` places up. */
function scaled(digits: string, scale: number): bigint {
  const [whole = "0"] = digits.split(".");
  return BigInt(`${whole}${fractionOf(digits).padEnd(scale, "0")}`);
}
