import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

// HubSpot refuses text above 65,536 characters.
const HUBSPOT_MAX = 65_536;

/** Cut to HubSpot's 65,536 characters without splitting a surrogate pair. */
export function capText(value: string): string {
  if (value.length <= HUBSPOT_MAX) return value;
  const cut = value.slice(0, HUBSPOT_MAX);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

const tidy = (value: string): string => capText(value.normalize("NFC").replace(/\r\n?/g, "\n").trim());

/** Text of several lines; line ends are the same whatever their form. */
export const multiline: Transform = {
  toHubspot: (value) => mapped(tidy(value)),
  toShopify: (value) => mapped(tidy(value)),
  comparable: (_side, value) => tidy(value),
};
