import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { capText } from "./multiline.ts";

/** Tags apart, trimmed, one of each without regard to case, in order. */
function split(value: string): readonly string[] {
  const unique = new Map<string, string>();
  for (const tag of value.split(",").map((part) => part.normalize("NFC").trim())) {
    if (tag !== "" && !unique.has(tag.toLowerCase())) unique.set(tag.toLowerCase(), tag);
  }
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag);
}

/** Tags as text with commas; neither order nor case matters. */
export const tags: Transform = {
  toHubspot: (value) => mapped(capText(split(value).join(", "))),
  toShopify: (value) => mapped(split(value).join(", ")),
  comparable: (_side, value) => capText(split(value).join(", ")).toLowerCase(),
};
