import type { Value } from "#app/sync/record.ts";

/** A field as the checks see it, independently of the product's own mapping. */
export interface CheckedField {
  readonly shopify: string;
  readonly hubspot: string;
  /** one form for what means the same */
  readonly normal: (value: Value | undefined) => Value;
  readonly shopifyPool: readonly Value[];
  readonly hubspotPool: readonly Value[];
}

const text = (value: Value | undefined): Value =>
  value === undefined || value === null || value.trim() === "" ? null : value.trim();
const lower = (value: Value | undefined): Value => text(value)?.toLowerCase() ?? null;

const names = ["Ada", "Zoë 🌱", "O'Neil", " Bob ", "李小龍", null, "{{first}}"];
const cities = ["London", "São Paulo", "Łódź", null, "0"];
const countries = new Map([
  ["us", "US"],
  ["united states", "US"],
  ["usa", "US"],
  ["de", "DE"],
  ["germany", "DE"],
  ["jp", "JP"],
  ["japan", "JP"],
]);

const phone = (value: Value | undefined): Value => {
  const known = text(value);
  return known?.startsWith("+") ? known.replace(/[^+\d]/g, "") : known;
};

const country = (value: Value | undefined): Value => {
  const known = lower(value);
  return known === null ? null : (countries.get(known) ?? known);
};

/** The fields that scenarios edit on both sides. */
export const twoWayFields: readonly CheckedField[] = [
  { shopify: "firstName", hubspot: "firstname", normal: text, shopifyPool: names, hubspotPool: names },
  { shopify: "lastName", hubspot: "lastname", normal: text, shopifyPool: names, hubspotPool: names },
  { shopify: "city", hubspot: "city", normal: text, shopifyPool: cities, hubspotPool: cities },
  {
    shopify: "phone",
    hubspot: "phone",
    normal: phone,
    shopifyPool: ["+12025550123", "+442071838750", null],
    hubspotPool: ["+1 (202) 555-0123", "+442071838750", "call me", null],
  },
  {
    shopify: "countryCode",
    hubspot: "country",
    normal: country,
    shopifyPool: ["US", "DE", "JP", null],
    hubspotPool: ["United States", "usa", "Germany", "Atlantis", null],
  },
  {
    shopify: "tags",
    hubspot: "tandem_tags",
    normal: lower,
    shopifyPool: ["vip", "a, b", null],
    hubspotPool: ["b", null],
  },
  {
    shopify: "note",
    hubspot: "tandem_note",
    normal: text,
    shopifyPool: ["<b>call</b>", "two\nlines", null],
    hubspotPool: ["mine", null],
  },
];

/** Values that HubSpot takes and Shopify cannot hold. */
export const impossible: ReadonlySet<Value> = new Set(["call me", "atlantis"]);

/** Fields of Shopify's alone. */
export const oneWayFields: readonly CheckedField[] = [
  {
    shopify: "locale",
    hubspot: "tandem_locale",
    normal: text,
    shopifyPool: ["en", "pt-BR"],
    hubspotPool: ["mine", null],
  },
];

export const emailField: CheckedField = {
  shopify: "email",
  hubspot: "email",
  normal: lower,
  shopifyPool: ["a@x.com", "B@x.com", "c@x.com", "d@x.com", null],
  hubspotPool: ["a@x.com", "b@x.com", "C@x.com", "e@x.com"],
};
