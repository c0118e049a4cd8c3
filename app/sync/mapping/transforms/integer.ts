import type { Transform } from "../transform.ts";
import { number } from "./number.ts";

/** A whole number. What HubSpot has behind the point Shopify cannot hold: such a value stays where it is. */
export const integer: Transform = {
  ...number,
  toShopify: (value, context) => {
    const result = number.toShopify(value, context);
    return result.ok && result.value?.includes(".") ? { ok: false, reason: "invalid_value" } : result;
  },
};
