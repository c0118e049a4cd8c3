import { canonicalDecimal, compareDecimals } from "../decimal.ts";
import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { readJsonObject } from "./read-json.ts";

const numberOf = (text: string): string | undefined => canonicalDecimal(String(readJsonObject(text)?.["value"]));

const invalid = { ok: false, reason: "invalid_value" } as const;

/** A rating metafield and a number. HubSpot's goes back only within the scale that Shopify has. */
export const rating: Transform = {
  toHubspot: (value) => {
    const number = numberOf(value);
    return number === undefined ? invalid : mapped(number);
  },
  toShopify: (value, { current }) => {
    const number = canonicalDecimal(value);
    const scale = readJsonObject(current ?? "");
    const [least, most] = [String(scale?.["scale_min"]), String(scale?.["scale_max"])];
    if (number === undefined || (compareDecimals(number, least) ?? -1) < 0 || (compareDecimals(number, most) ?? 1) > 0)
      return invalid;
    return mapped(JSON.stringify({ value: number, scale_min: least, scale_max: most }));
  },
  comparable: (side, value) => (side === "shopify" ? numberOf(value) : canonicalDecimal(value)) ?? value.trim(),
};
