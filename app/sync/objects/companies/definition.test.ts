import { expect, test } from "vitest";
import type { FieldDefinition } from "../../definition.ts";
import { mapTo, saysTheSame } from "../../mapping/map-value.ts";
import { directionOn } from "../../plan/field-direction.ts";
import type { Value, Values } from "../../record.ts";
import { companyLocations } from "../company_locations/definition.ts";
import { companies } from "./definition.ts";
import { companyProperties } from "./properties.ts";

const fields: readonly FieldDefinition[] = companies.fields;
const ofLocations: readonly FieldDefinition[] = companyLocations.fields;

function fieldOf(hubspot: string): FieldDefinition {
  const field = [...fields, ...ofLocations].find((one) => one.hubspot === hubspot);
  if (!field) throw new Error(`no field ${hubspot}`);
  return field;
}

function toHubspot(hubspot: string, value: Value, more: Values = {}): Value | string {
  const field = fieldOf(hubspot);
  const result = mapTo(field, "hubspot", { shopify: { ...more, [field.shopify]: value }, hubspot: {} });
  return result.ok ? result.value : result.reason;
}

function toShopify(hubspot: string, value: Value, more: Values = {}): Value | string {
  const result = mapTo(fieldOf(hubspot), "shopify", { shopify: {}, hubspot: { ...more, [hubspot]: value } });
  return result.ok ? result.value : result.reason;
}

// HubSpot property · Shopify's value · what HubSpot gets · what else Shopify says
const rows: readonly [string, Value, Value, Values?][] = [
  ["name", "Müller & Söhne 株式会社 🏭", "Müller & Söhne 株式会社 🏭"],
  ["domain", "https://www.Example.com/shop", "example.com"],
  ["domain", null, null],
  ["phone", "+13125550123", "+13125550123"],
  ["phone", null, null],
  ["address", "1 Main St", "1 Main St"],
  ["address2", "Suite 2", "Suite 2"],
  ["address2", null, null],
  ["city", "Zürich", "Zürich"],
  ["country", "US", "United States"],
  ["state", "NY", "New York", { countryCode: "US" }],
  ["state", null, null, { countryCode: "DE" }],
  ["zip", "K1A 0B1", "K1A 0B1"],
  ["description", "Good\r\npayer <b>", "Good\npayer <b>"],
  ["tandem_shop", "a.myshopify.com", "a.myshopify.com"],
  ["tandem_company_id", "9007199254740993", "9007199254740993"],
  ["tandem_location_id", "9007199254740997", "9007199254740997"],
  [
    "tandem_company_url",
    "https://admin.shopify.com/store/a/companies/1",
    "https://admin.shopify.com/store/a/companies/1",
  ],
  ["tandem_external_id", "E-1", "E-1"],
  ["tandem_customer_since", "2020-02-29T00:00:00.000Z", "2020-02-29T00:00:00.000Z"],
  ["tandem_orders_count", "0", "0"],
  ["tandem_total_spent", "0.00", "0"],
  ["tandem_total_spent", "1234567", "1234567"],
  ["tandem_total_spent", "99.125", "99.125"],
  ["tandem_currency", "JPY", "JPY"],
  ["tandem_locations_count", "2", "2"],
  ["tandem_main_contact", "Zoë Ağaoğlu", "Zoë Ağaoğlu"],
  ["tandem_main_contact", null, null],
  ["tandem_first_sync", "true", "true"],
];

test.each(rows)("%s: Shopify's %j becomes %j", (hubspot, value, expected, more) => {
  expect(toHubspot(hubspot, value, more)).toBe(expected);
});

test.each([
  ["name", " Acme ", "Acme", {}],
  ["phone", "(312) 555-0123", "+13125550123", { country: "United States" }],
  ["phone", "call Ada", "invalid_phone", {}],
  ["address", "1 Main St", "1 Main St", {}],
  ["address2", null, null, {}],
  ["city", "Zürich", "Zürich", {}],
  ["country", "Germany", "DE", {}],
  ["country", "Atlantis", "invalid_value", {}],
  ["state", "New York", "NY", { country: "United States" }],
  ["zip", "12207", "12207", {}],
  ["description", "Good\npayer", "Good\npayer", {}],
  ["description", null, null, {}],
] as const)("%s: HubSpot's %j becomes %j", (hubspot, value, expected, more) => {
  expect(toShopify(hubspot, value, more)).toBe(expected);
});

test.each([
  ["domain", "https://www.example.com", "example.com"],
  ["country", "US", "United States"],
  ["phone", "+13125550123", "+1 312-555-0123"],
] as const)("%s: %j in Shopify and %j in HubSpot say the same", (hubspot, inShopify, inHubspot) => {
  const field = fieldOf(hubspot);
  const context = { shopify: { [field.shopify]: inShopify }, hubspot: { [hubspot]: inHubspot } };

  expect(saysTheSame(field, context)).toBe(true);
});

test("every field of companies and locations has a row, and every property of ours a field or the key", () => {
  const all = [...fields, ...ofLocations];
  const written = all.filter(({ property }) => property).map(({ hubspot }) => hubspot);
  const unique = (names: readonly string[]) => [...new Set(names)].sort();

  expect(unique(rows.map(([hubspot]) => hubspot))).toEqual(unique(all.map(({ hubspot }) => hubspot)));
  expect(unique([companies.hubspot.keyProperty, ...written])).toEqual(Object.keys(companyProperties).sort());
});

test("HubSpot tells us of every property that goes both ways", () => {
  for (const { direction, hubspot } of fields)
    if (direction !== "to_hubspot") expect(companies.hubspot.watchedProperties).toContain(hubspot);
});

test("phone and address go to Shopify only where there is a location to hold them", () => {
  const on = (hubspot: string, hasLocation: string) =>
    directionOn(fieldOf(hubspot), "both", { shopify: { hasLocation }, hubspot: {} });

  for (const hubspot of ["phone", "address", "address2", "city", "country", "state", "zip"]) {
    expect(on(hubspot, "true")).toBe("both");
    expect(on(hubspot, "false")).toBe("to_hubspot");
  }
  expect(on("name", "false")).toBe("both");
});

test("locations are written by Shopify alone, as children of their company", () => {
  for (const { direction } of ofLocations) expect(direction).toBe("to_hubspot");
  expect(companyLocations.parent).toEqual({ object: "companies", associationTypeId: 14, idPrefix: "location-" });
});
