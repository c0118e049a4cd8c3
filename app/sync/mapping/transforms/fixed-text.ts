import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

/** The same text for every record whose attribute is not blank. Only to HubSpot. */
export function fixedText(text: string): Transform {
  return {
    toHubspot: () => mapped(text.trim() || null),
    toShopify: () => ({ ok: false, reason: "invalid_value" }),
    comparable: (side, value) => (side === "shopify" ? text : value).trim(),
  };
}
