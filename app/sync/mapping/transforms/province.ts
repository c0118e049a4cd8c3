import { iso31662 } from "iso-3166";
import type { MappingContext, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { countryCodeOf } from "./country.ts";

const simple = (name: string): string => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

// Shopify lists the United States' military post offices as provinces; ISO 3166-2 does not.
const military: readonly (readonly [string, string])[] = [
  ["AA", "Armed Forces Americas"],
  ["AE", "Armed Forces Europe"],
  ["AP", "Armed Forces Pacific"],
];

// Shopify's codes for these countries are ISO's whole ones (JP-13); for all others they are what follows the dash.
const wholeCodes: ReadonlySet<string> = new Set(["JP", "KR", "KW", "PA", "PE", "PH", "PT", "TH"]);

interface Provinces {
  readonly names: Map<string, string>;
  readonly codes: Map<string, string>;
}

const byCountry = new Map<string, Provinces>();
for (const { code, name } of iso31662)
  add(code.slice(0, 2), wholeCodes.has(code.slice(0, 2)) ? code : code.slice(3), name);
for (const [code, name] of military) add("US", code, name);

function add(countryCode: string, code: string, name: string): void {
  const provinces = byCountry.get(countryCode) ?? { names: new Map(), codes: new Map() };
  provinces.names.set(code, name);
  if (!provinces.codes.has(simple(name))) provinces.codes.set(simple(name), code);
  byCountry.set(countryCode, provinces);
}

function countryOf({ shopify, hubspot }: MappingContext): string | undefined {
  return countryCodeOf(hubspot.country ?? "") ?? shopify.countryCode ?? undefined;
}

/** Code of a province's name or code; Shopify's own name for its code counts too, since its lists are not all ISO's. */
function codeOf(value: string, context: MappingContext, countryCode: string | undefined): string | undefined {
  const { province, provinceCode } = context.shopify;
  if (province && provinceCode && simple(province) === simple(value)) return provinceCode;
  const provinces = byCountry.get(countryCode ?? "");
  const code = value.trim().toUpperCase();
  if (provinces?.names.has(code) || code === provinceCode) return code;
  return provinces?.codes.get(simple(value));
}

/**
 * A province or state: its code in Shopify, its name in HubSpot, read within the record's country (HubSpot's when it names one, for that
 * is where a new one comes from).
 */
export const province: Transform = {
  toHubspot: (value, { shopify }) => {
    if (shopify.province && shopify.provinceCode === value) return mapped(shopify.province);
    return mapped(byCountry.get(shopify.countryCode ?? "")?.names.get(value) ?? value.trim());
  },
  toShopify: (value, context) => {
    const code = codeOf(value, context, countryOf(context));
    return code ? mapped(code) : { ok: false, reason: "invalid_value" };
  },
  comparable: (side, value, context) => {
    if (side === "shopify") return simple(value);
    return simple(codeOf(value, context, context.shopify.countryCode ?? countryOf(context)) ?? value);
  },
};
