import { iso31661, iso31662 } from "iso-3166";

const regionNames = new Intl.DisplayNames(["en"], { type: "region" });
const assigned = new Set(iso31661.filter((country) => country.state === "assigned").map((country) => country.alpha2));
// Asking Intl each time would cost more than the rest of an address.
const codeToName = new Map([...assigned].map((code) => [code, regionNames.of(code) ?? code]));
const nameToCode = new Map([...codeToName].map(([code, name]) => [name.toLowerCase(), code]));

// Shopify's province codes follow ISO 3166-2 in these countries; elsewhere (Mexico, Japan, Italy…) its lists differ, so
// any province is taken there rather than refusing one that Shopify knows.
const CHECKED = new Set(["US", "CA", "AU", "BR"]);
const MILITARY: [string, string][] = [
  ["AA", "Armed Forces Americas"],
  ["AE", "Armed Forces Europe"],
  ["AP", "Armed Forces Pacific"],
];
const provinces = new Map<string, Map<string, string>>();
for (const { code, name, parent } of iso31662) {
  const list = provinces.get(parent) ?? new Map(parent === "US" ? MILITARY : []);
  list.set(code.slice(3), name);
  provinces.set(parent, list);
}

/** The English name Shopify shows, such as "United States" for US. */
export function countryName(code: string): string {
  return codeToName.get(code) ?? code;
}

/** Two-letter code for a code or an English name in any case; undefined when there is no such country. */
export function findCountryCode(value: string): string | undefined {
  const code = value.trim().toUpperCase();
  return assigned.has(code) ? code : nameToCode.get(value.trim().toLowerCase());
}

/** Province by code or name; undefined when the country's list is known for certain and the province is not on it. */
export function findProvince(countryCode: string, value: string): { code: string; name: string } | undefined {
  const list = provinces.get(countryCode) ?? new Map<string, string>();
  const wanted = value.trim();
  const byCode = list.get(wanted.toUpperCase());
  if (byCode) return { code: wanted.toUpperCase(), name: byCode };
  for (const [code, name] of list) if (name.toLowerCase() === wanted.toLowerCase()) return { code, name };
  return CHECKED.has(countryCode) ? undefined : { code: wanted, name: wanted };
}
