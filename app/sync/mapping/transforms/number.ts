import { canonicalDecimal } from "../decimal.ts";
import type { Mapped, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

function toEither(value: string): Mapped {
  const number = canonicalDecimal(value);
  return number === undefined ? { ok: false, reason: "invalid_value" } : mapped(number);
}

/** A number as decimal text. */
export const number: Transform = {
  toHubspot: toEither,
  toShopify: toEither,
  comparable: (_side, value) => canonicalDecimal(value) ?? value.trim(),
};
