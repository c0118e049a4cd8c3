import { iso31661 } from "iso-3166/1.js";
import { iso31662 } from "iso-3166/2.js";
import { SyncError } from "#app/sync/errors.ts";
import type { Value, Values } from "#app/sync/record.ts";

/** Attributes of a customer that live on the default address. */
const addressAttributes = [
  "address1",
  "address2",
  "city",
  "company",
  "province",
  "provinceCode",
  "zip",
  "country",
  "countryCode",
] as const;

/** Countries whose addresses have a province in Shopify; elsewhere Shopify keeps none, so none is sent. */
const zoned = new Set(
  "AE AR AU BR CA CL CN CO CR EG ES GB GT HK ID IE IN IT JP KR KW MX MY NG NZ PA PE PH PT RO RU SV TH US UY VE ZA".split(
    " ",
  ),
);

const regionNames = new Intl.DisplayNames(["en"], { type: "region" });
const countryCodes = new Map<string, string>();
for (const country of iso31661) {
  if (country.state !== "assigned") continue;
  const names = [country.alpha2, country.alpha3, country.name, regionNames.of(country.alpha2) ?? ""];
  for (const name of names) countryCodes.set(name.toLowerCase(), country.alpha2);
}
for (const [name, code] of Object.entries({
  uk: "GB",
  "great britain": "GB",
  england: "GB",
  "united states of america": "US",
  "u.s.a.": "US",
  "u.s.": "US",
  holland: "NL",
})) {
  countryCodes.set(name, code);
}

/**
 * An address as Shopify's input wants it: countries and provinces by code, for its fields by name are deprecated.
 * @param values attributes to write; those left out stay as they are
 * @param countryNow the address's present country code, which a province is looked up in
 * @throws SyncError permanent `invalid_value` with the field, when a country or province is not one Shopify can know
 */
export function addressInput(values: Values, countryNow: Value): Record<string, string | null> {
  const input: Record<string, string | null> = {};
  for (const name of ["address1", "address2", "city", "company", "zip"] as const) {
    const value = values[name];
    if (value !== undefined) input[name] = value;
  }
  // A code that is null clears: only one that is left out leaves the choice to the name.
  const country = values.countryCode === undefined ? values.country : values.countryCode;
  if (country !== undefined) input.countryCode = country === null ? null : countryCode(country);
  const province = values.provinceCode === undefined ? values.province : values.provinceCode;
  if (province !== undefined) {
    const within = input.countryCode === undefined ? countryNow : input.countryCode;
    const code = province === null ? null : provinceCode(province, within);
    if (code !== undefined) input.provinceCode = code;
  }
  return input;
}

/** @returns whether a write touches the default address. */
export function touchesAddress(values: Values): boolean {
  return addressAttributes.some((name) => values[name] !== undefined);
}

function countryCode(text: string): string {
  const code = countryCodes.get(text.trim().toLowerCase());
  if (!code) throw new SyncError("permanent", { code: "invalid_value", details: { field: "country" } });
  return code;
}

function provinceCode(text: string, country: Value): string | undefined {
  if (!country || !zoned.has(country)) return undefined;
  const wanted = fold(text);
  const prefix = `${country}-`;
  const found = iso31662.find(
    ({ code, name }) => code.startsWith(prefix) && (fold(name) === wanted || fold(code.slice(3)) === wanted),
  );
  // Japan's codes keep the country in Shopify: JP-13.
  if (found) return country === "JP" ? found.code : found.code.slice(3);
  // Shopify's lists differ from ISO's here and there: a code is handed on for Shopify to judge, any other text cannot be one.
  if (/^[a-z0-9-]{1,6}$/i.test(wanted)) return text.trim().toUpperCase();
  throw new SyncError("permanent", { code: "invalid_value", details: { field: "province" } });
}

/** ISO writes Tôkyô, people write Tokyo. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();
}
