import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { capText } from "./multiline.ts";
import { readJson } from "./read-json.ts";

/** Entries of a list metafield as text; of text that is no JSON list, what its commas part. */
export function listEntries(value: string): readonly string[] {
  const read = readJson(value);
  const entries = Array.isArray(read) ? read.map(show) : value.split(",");
  return entries.map((entry) => entry.normalize("NFC").trim()).filter((entry) => entry !== "");
}

/** An entry as a person writes it: 25 cm, 12.5 EUR, 4.5. */
function show(entry: unknown): string {
  if (typeof entry !== "object" || entry === null) return String(entry ?? "");
  const { value, amount, unit, currency_code: currency } = entry as Readonly<Record<string, unknown>>;
  const number = value ?? amount;
  return number === undefined ? JSON.stringify(entry) : `${number} ${unit ?? currency ?? ""}`;
}

const join = (value: string): string => capText(listEntries(value).join(", "));

/** A list metafield and text with commas, in order. An entry with a comma of its own is two on the way back, and equal as it stands. */
export const listText: Transform = {
  toHubspot: (value) => mapped(join(value)),
  toShopify: (value) => mapped(JSON.stringify(listEntries(value))),
  comparable: (_side, value) => join(value),
};
