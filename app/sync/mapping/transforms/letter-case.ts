import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { singleLine } from "./single-line.ts";

/** Text that HubSpot gets in another case; case is no difference, and on the way to Shopify it stays as it is. */
function cased(change: (text: string) => string): Transform {
  return {
    toHubspot: (value, context) => {
      const line = singleLine.toHubspot(value, context);
      return line.ok && line.value !== null ? mapped(change(line.value)) : line;
    },
    toShopify: singleLine.toShopify,
    // Through capitals, so that ß and SS are one.
    comparable: (side, value, context) => singleLine.comparable(side, value, context).toUpperCase().toLowerCase(),
  };
}

/** TEXT IN CAPITALS. */
export const upper: Transform = cased((text) => text.toUpperCase());

/** text in small letters. */
export const lower: Transform = cased((text) => text.toLowerCase());

/** Every Word Begins With A Capital. */
export const titleCase: Transform = cased((text) =>
  text
    .toLowerCase()
    .replace(/(^|[\s\-/(])(\p{L})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase()),
);
