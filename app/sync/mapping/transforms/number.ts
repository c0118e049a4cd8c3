import type { Mapped, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

const decimal = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/;

/** Decimal text without needless zeros, plus sign or exponent; undefined when it is no number. Never through a float unless it has an exponent. */
function tidy(value: string): string | undefined {
  const match = decimal.exec(value.trim());
  if (!match || !/\d/.test(value)) {
    const number = Number(value);
    return value.trim() !== "" && /e/i.test(value) && Number.isFinite(number)
      ? tidy(number.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 }))
      : undefined;
  }
  const [, sign, whole = "", fraction = ""] = match;
  const digits = `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

function toEither(value: string): Mapped {
  const number = tidy(value);
  return number === undefined ? { ok: false, reason: "invalid_value" } : mapped(number);
}

/** A number as decimal text. */
export const number: Transform = {
  toHubspot: toEither,
  toShopify: toEither,
  comparable: (_side, value) => tidy(value) ?? value.trim(),
};
