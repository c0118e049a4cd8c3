import { expect, test } from "vitest";
import { childObjects, syncObjects } from "../objects/index.ts";
import type { Values } from "../record.ts";
import type { Mapped } from "./transform.ts";
import { transformNamed, transforms } from "./transforms.ts";

const no = (reason: string) => ({ reason });
type Expected = string | null | { reason: string };

function show(result: Mapped): Expected {
  return result.ok ? result.value : { reason: result.reason };
}

const long = "x".repeat(70_000);
const emoji = `${"a".repeat(65_535)}😀`;

// transform · Shopify's value · what HubSpot gets
const toHubspot: readonly [string, string, Expected, Values?][] = [
  ["text", "  Zoë 🌱 ", "Zoë 🌱"],
  ["text", "李小龍", "李小龍"],
  ["text", "<b>Ada</b> & co", "<b>Ada</b> & co"],
  ["text", "Zoe\u0308", "Zoë"],
  ["text", long, long.slice(0, 65_536)],
  ["multiline", "a\r\nb\rc\n", "a\nb\nc"],
  ["multiline", long, long.slice(0, 65_536)],
  ["multiline", emoji, "a".repeat(65_535)],
  ["email", " Ada@Example.COM ", "ada@example.com"],
  ["email", "müller@bücher.example", "müller@bücher.example"],
  ["email", "no address", no("invalid_email")],
  ["phone", "+12025550123", "+12025550123"],
  ["phone", "ask Ada", "ask Ada"],
  ["number", "0012.50", "12.5"],
  ["number", "+7", "7"],
  ["number", "-0.0", "0"],
  ["number", ".5", "0.5"],
  ["number", "1e3", "1000"],
  ["number", "12345678901234567890.10", "12345678901234567890.1"],
  ["number", "twelve", no("invalid_value")],
  ["datetime", "2026-02-01T10:00:00Z", "2026-02-01T10:00:00.000Z"],
  ["datetime", "2026-02-01T10:00:00+02:00", "2026-02-01T08:00:00.000Z"],
  ["datetime", "1769940000000", "2026-02-01T10:00:00.000Z"],
  ["datetime", "soon", no("invalid_value")],
  ["bool", "TRUE", "true"],
  ["bool", "false", "false"],
  ["bool", "maybe", no("invalid_value")],
  ["country", "US", "United States"],
  ["country", "de", "Germany"],
  ["country", "Middle-earth", "Middle-earth"],
  ["province", "CA", "California", { countryCode: "US" }],
  ["province", "ON", "Ontario", { countryCode: "CA" }],
  ["province", "AGS", "Aguascalientes", { countryCode: "MX", provinceCode: "AGS", province: "Aguascalientes" }],
  ["province", "JP-13", "Tokyo", { countryCode: "JP", provinceCode: "JP-13", province: "Tokyo" }],
  ["province", "ZZ", "ZZ", { countryCode: "US" }],
  ["tags", " vip ,New, vip,", "New, vip"],
  ["domain", "https://user@WWW.Example.com:8080/shop?a=b#c", "example.com"],
  ["domain", "münchen.example.", "münchen.example"],
  ["domain", "no domain", no("invalid_value")],
  ["store_key", "https://Shop.myshopify.com/admin|1001", "shop.myshopify.com|1001"],
];

test.each(toHubspot)("%s takes %j to HubSpot", (name, value, expected, shopify = {}) => {
  expect(show(transformNamed(name).toHubspot(value, { shopify, hubspot: {} }))).toEqual(expected);
});

// transform · HubSpot's value · what Shopify gets
const toShopify: readonly [string, string, Expected, { shopify?: Values; hubspot?: Values }?][] = [
  ["text", " Ada ", "Ada"],
  ["text", "n".repeat(256), no("invalid_value")],
  ["text", "😀".repeat(255), "😀".repeat(255)],
  ["multiline", "a\r\nb", "a\nb"],
  ["email", "ADA@x.io", "ada@x.io"],
  ["email", "ada@x", no("invalid_email")],
  ["phone", "+1 (202) 555-0123", "+12025550123"],
  ["phone", "(202) 555-0123", "+12025550123", { shopify: { countryCode: "US" } }],
  ["phone", "020 7183 8750", "+442071838750", { hubspot: { country: "UK" } }],
  ["phone", "030 901820", "+4930901820", { hubspot: { country: "Germany" } }],
  ["phone", "(202) 555-0123", no("invalid_phone")],
  ["phone", "+12025550123 ext. 5", no("invalid_phone")],
  ["phone", "call me", no("invalid_phone")],
  ["phone", "12", no("invalid_phone"), { shopify: { countryCode: "US" } }],
  ["number", "1.10", "1.1"],
  ["datetime", "1769940000000", "2026-02-01T10:00:00.000Z"],
  ["bool", "false", "false"],
  ["country", "United States", "US"],
  ["country", "usa", "US"],
  ["country", "U.S.A.", "US"],
  ["country", "united kingdom", "GB"],
  ["country", "Côte d’Ivoire", "CI"],
  ["country", "DEU", "DE"],
  ["country", "jp", "JP"],
  ["country", "Atlantis", no("invalid_value")],
  ["province", "California", "CA", { hubspot: { country: "United States" } }],
  ["province", "ca", "CA", { shopify: { countryCode: "US" } }],
  ["province", "Québec", "QC", { hubspot: { country: "Canada" } }],
  ["province", "Armed Forces Pacific", "AP", { hubspot: { country: "US" } }],
  [
    "province",
    "Aguascalientes",
    "AGS",
    { shopify: { countryCode: "MX", provinceCode: "AGS", province: "Aguascalientes" } },
  ],
  ["province", "Osaka", "JP-27", { hubspot: { country: "Japan" } }],
  ["province", "California", no("invalid_value"), { hubspot: { country: "Germany" } }],
  ["tags", "b, A", "A, b"],
];

test.each(toShopify)("%s takes %j to Shopify", (name, value, expected, context = {}) => {
  const sides = { shopify: {}, hubspot: {}, ...context };

  expect(show(transformNamed(name).toShopify(value, sides))).toEqual(expected);
});

// transform · Shopify's value · HubSpot's value · whether they say the same
const pairs: readonly [string, string, string, boolean, Values?][] = [
  ["text", "Ada", " Ada", true],
  ["text", "Ada", "ada", false],
  ["email", "ADA@x.io", "ada@x.io", true],
  ["phone", "+12025550123", "+1 202-555-0123", true],
  ["phone", "+12025550123", "(202) 555 0123", true, { countryCode: "US" }],
  ["phone", "+12025550123", "+12025550123 ext 4", false],
  ["number", "12.50", "12.5", true],
  ["number", "12.5", "12.51", false],
  ["datetime", "2026-02-01T10:00:00Z", "2026-02-01T10:00:00.789Z", true],
  ["datetime", "2026-02-01T10:00:00Z", "2026-02-01T10:00:01Z", false],
  ["bool", "true", "TRUE", true],
  ["country", "US", "United States of America", true],
  ["country", "US", "Germany", false],
  ["province", "CA", "California", true, { countryCode: "US" }],
  ["province", "CA", "Nevada", false, { countryCode: "US" }],
  ["tags", "a, B", "b,a", true],
  ["domain", "https://www.Example.com/", "example.com", true],
  ["domain", "example.com", "example.org", false],
  ["store_key", "shop.myshopify.com|7", "http://SHOP.myshopify.com/| 7", true],
  ["store_key", "shop.myshopify.com|7", "other.myshopify.com|7", false],
  ["multiline", "a\nb", "a\r\nb", true],
  ["multiline", long, long.slice(0, 65_536), true],
];

test.each(pairs)("%s holds %j against %j", (name, shopify, hubspot, same, values = {}) => {
  const transform = transformNamed(name);
  const context = { shopify: values, hubspot: {} };
  const equal = transform.comparable("shopify", shopify, context) === transform.comparable("hubspot", hubspot, context);

  expect(equal).toBe(same);
});

test("what a transform stores on one side it takes for the same as the other's", () => {
  const samples: Record<string, string> = {
    ...Object.fromEntries(toHubspot.map(([name, value]) => [name, value])),
    bool: "true",
    datetime: "1769940000000",
    number: "1.50",
  };
  for (const [name, transform] of Object.entries(transforms)) {
    const context = { shopify: { countryCode: "US" }, hubspot: {} };
    const value = samples[name] ?? "";
    const result = transform.toHubspot(value, context);
    if (!result.ok || result.value === null) continue;
    expect(transform.comparable("hubspot", result.value, context)).toBe(
      transform.comparable("shopify", value, context),
    );
  }
});

test("every definition names transforms that there are", () => {
  for (const { fields, match } of [...syncObjects, ...childObjects])
    for (const { transform } of [...fields, ...match]) expect(Object.keys(transforms)).toContain(transform);
  expect(() => transformNamed("none")).toThrow("no transform none");
});
