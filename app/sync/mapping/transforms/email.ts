import type { Mapped, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

// Loose on purpose: only what no vendor takes is refused here, the rest is for the vendor to say.
const plausible = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const tidy = (value: string): string => value.trim().toLowerCase();

function toEither(value: string): Mapped {
  const address = tidy(value);
  return plausible.test(address) ? mapped(address) : { ok: false, reason: "invalid_email" };
}

/** An e-mail address; both vendors store it in lower case. */
export const email: Transform = {
  toHubspot: toEither,
  toShopify: toEither,
  comparable: (_side, value) => tidy(value),
};
