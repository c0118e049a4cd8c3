import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { capText } from "./multiline.ts";

/** What only goes to HubSpot, as text: what comes back would lose what the text cannot say. */
export function textOf(read: (value: string) => string): Transform {
  const tidy = (value: string): string => capText(value.normalize("NFC").replace(/\r\n?/g, "\n").trim());
  return {
    toHubspot: (value) => mapped(tidy(read(value)) || null),
    toShopify: () => ({ ok: false, reason: "invalid_value" }),
    comparable: (side, value) => tidy(side === "shopify" ? read(value) : value),
  };
}
