import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { capText } from "./multiline.ts";

// Shopify's names and address lines hold 255 characters; cutting a name short would come back as an edit.
const SHOPIFY_MAX = 255;

const tidy = (value: string): string => value.normalize("NFC").trim();

/** One line of text. */
export const text: Transform = {
  toHubspot: (value) => mapped(capText(tidy(value))),
  toShopify: (value) =>
    [...tidy(value)].length > SHOPIFY_MAX ? { ok: false, reason: "invalid_value" } : mapped(tidy(value)),
  comparable: (_side, value) => capText(tidy(value)),
};
