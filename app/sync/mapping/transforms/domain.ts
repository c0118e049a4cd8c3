import type { Mapped, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

/** The bare host of a domain or an address: without scheme, user, port, path and "www.", in lower case. */
function tidy(value: string): string {
  return value
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/[/?#].*$/, "")
    .replace(/^.*@/, "")
    .replace(/:\d+$/, "")
    .replace(/^www\./, "")
    .replace(/\.$/, "");
}

function toEither(value: string): Mapped {
  const domain = tidy(value);
  return /^[^\s.]+(\.[^\s.]+)+$/.test(domain) ? mapped(domain) : { ok: false, reason: "invalid_value" };
}

/** A company's internet domain, as HubSpot keeps it whatever people type. */
export const domain: Transform = {
  toHubspot: toEither,
  toShopify: toEither,
  comparable: (_side, value) => tidy(value),
};
