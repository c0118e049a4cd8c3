import type { Mapped, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

/** Milliseconds since 1970 from ISO 8601 or from HubSpot's digits; undefined when it is no instant. */
function toMs(value: string): number | undefined {
  const text = value.trim();
  const ms = /^-?\d{10,}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function toEither(value: string): Mapped {
  const ms = toMs(value);
  return ms === undefined ? { ok: false, reason: "invalid_value" } : mapped(new Date(ms).toISOString());
}

/** An instant. Shopify keeps whole seconds and HubSpot milliseconds, so they are compared by the second. */
export const datetime: Transform = {
  toHubspot: toEither,
  toShopify: toEither,
  comparable: (_side, value) => {
    const ms = toMs(value);
    return ms === undefined ? value.trim() : String(Math.floor(ms / 1000));
  },
};
