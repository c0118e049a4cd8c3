import type { Mapped, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

/** `shop|id` with the shop as its bare host: other tools write it as an address, with a scheme or a path. */
function tidy(value: string): string {
  const split = value.lastIndexOf("|");
  const host = value
    .slice(0, Math.max(0, split))
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/\/.*$/, "");
  return `${host}|${value.slice(split + 1).trim()}`;
}

const toEither = (value: string): Mapped => mapped(tidy(value));

/** A shop and a record's id in it, joined by "|": what two HubSpot properties say of whence a record came. For matching only. */
export const storeKey: Transform = {
  toHubspot: toEither,
  toShopify: toEither,
  comparable: (_side, value) => tidy(value),
};
