import type { Mapped, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

/** Milliseconds since 1970 from ISO 8601 (UTC where it names no zone) or from HubSpot's digits; undefined when it is no instant. */
export function toMs(value: string): number | undefined {
  const text = value.trim();
  const zoned = /T[\d:.]+$/i.test(text) ? `${text}Z` : text;
  const ms = /^-?\d{10,}$/.test(text) ? Number(text) : Date.parse(zoned);
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
