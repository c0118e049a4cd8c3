import type { Mapped, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

function toEither(value: string): Mapped {
  const word = value.trim().toLowerCase();
  return word === "true" || word === "false" ? mapped(word) : { ok: false, reason: "invalid_value" };
}

/** Yes or no, as the words `true` and `false` on both sides. */
export const bool: Transform = {
  toHubspot: toEither,
  toShopify: toEither,
  comparable: (_side, value) => value.trim().toLowerCase(),
};
