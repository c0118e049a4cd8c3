import { iso31661, iso31661Alpha3ToAlpha2 } from "iso-3166";
import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";

const displayNames = new Intl.DisplayNames(["en"], { type: "region" });
const codes = new Set(iso31661.filter((entry) => entry.state === "assigned").map((entry) => entry.alpha2));

const simple = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, "and")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

// Names people write that neither list has.
const spoken: Readonly<Record<string, string>> = {
  usa: "US",
  "u s a": "US",
  "u s": "US",
  "united states of america": "US",
  uk: "GB",
  "great britain": "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  holland: "NL",
  "the netherlands": "NL",
  "south korea": "KR",
  "czech republic": "CZ",
  turkey: "TR",
  russia: "RU",
  vietnam: "VN",
};

const byName = new Map<string, string>([
  ...iso31661.filter(({ alpha2 }) => codes.has(alpha2)).map(({ alpha2, name }) => [simple(name), alpha2] as const),
  ...[...codes].map((code) => [simple(countryName(code)), code] as const),
  ...Object.entries(spoken),
]);

/** English name of an ISO 3166-1 code, as Shopify shows it; the code itself when it is not one. */
function countryName(code: string): string {
  return displayNames.of(code) ?? code;
}

/** ISO 3166-1 alpha-2 code of a code or an English name; undefined when neither is known. */
export function countryCodeOf(value: string): string | undefined {
  const code = value.trim().toUpperCase();
  if (codes.has(code)) return code;
  return iso31661Alpha3ToAlpha2[code] ?? byName.get(simple(value));
}

/** A country: its code in Shopify, its English name in HubSpot. */
export const country: Transform = {
  toHubspot: (value) => {
    const code = countryCodeOf(value);
    return mapped(code ? countryName(code) : value.trim());
  },
  toShopify: (value) => {
    const code = countryCodeOf(value);
    return code ? mapped(code) : { ok: false, reason: "invalid_value" };
  },
  comparable: (_side, value) => countryCodeOf(value) ?? simple(value),
};
