import { expect, test } from "vitest";
import { customers } from "../objects/customers/definition.ts";
import { fieldValue, mapTo, saysTheSame } from "./map-value.ts";

const field = (hubspot: string) => {
  const found = customers.fields.find((entry) => entry.hubspot === hubspot);
  if (!found) throw new Error(hubspot);
  return found;
};

test.each([null, undefined, "", "   "])("%j is blank on both sides and stays so", (blank) => {
  const context = { shopify: { firstName: blank ?? null }, hubspot: { firstname: blank ?? null } };

  expect(fieldValue(field("firstname"), "shopify", context)).toBeNull();
  expect(mapTo(field("firstname"), "hubspot", context)).toEqual({ ok: true, value: null });
  expect(mapTo(field("firstname"), "shopify", context)).toEqual({ ok: true, value: null });
  expect(saysTheSame(field("firstname"), context)).toBe(true);
});

// every field of the definition: Shopify's attributes, and what HubSpot gets of it
const everyField: readonly [string, Record<string, string>, string][] = [
  ["email", { email: "Ada@x.io" }, "ada@x.io"],
  ["firstname", { firstName: "Ada" }, "Ada"],
  ["lastname", { lastName: "李" }, "李"],
  ["phone", { phone: "+4930901820" }, "+4930901820"],
  ["address", { address1: "1 <Main> St" }, "1 <Main> St"],
  ["city", { city: "São Paulo" }, "São Paulo"],
  ["state", { provinceCode: "SP", countryCode: "BR" }, "São Paulo"],
  ["zip", { zip: "01001-000" }, "01001-000"],
  ["country", { countryCode: "BR" }, "Brazil"],
  ["company", { company: "Ünal & Co." }, "Ünal & Co."],
  ["tandem_shop", { shop: "tea.myshopify.com" }, "tea.myshopify.com"],
  ["tandem_customer_id", { customerId: "7" }, "7"],
  ["tandem_customer_url", { customerUrl: "https://x/7" }, "https://x/7"],
  ["tandem_customer_since", { createdAt: "2026-01-01T00:00:00Z" }, "2026-01-01T00:00:00.000Z"],
  ["tandem_account_state", { state: "enabled" }, "enabled"],
  ["tandem_verified_email", { verifiedEmail: "true" }, "true"],
  ["tandem_tax_exempt", { taxExempt: "false" }, "false"],
  ["tandem_tags", { tags: "b, a" }, "a, b"],
  ["tandem_note", { note: "one\r\ntwo" }, "one\ntwo"],
  ["tandem_locale", { locale: "pt-BR" }, "pt-BR"],
  ["tandem_orders_count", { portalOrdersCount: "3" }, "3"],
  ["tandem_total_spent", { portalTotalSpent: "12.50" }, "12.5"],
  ["tandem_total_spent_by_currency", { portalSpentByCurrency: "12.50 EUR, 3.00 USD" }, "12.50 EUR, 3.00 USD"],
  ["tandem_shops", { portalShops: "a.myshopify.com, b.myshopify.com" }, "a.myshopify.com, b.myshopify.com"],
  ["tandem_currency", { currency: "BRL" }, "BRL"],
  ["tandem_email_consent", { emailConsent: "pending" }, "pending"],
  ["tandem_email_consent_at", { emailConsentAt: "2026-01-01T00:00:00Z" }, "2026-01-01T00:00:00.000Z"],
  ["tandem_sms_consent", { smsConsent: "subscribed" }, "subscribed"],
  ["tandem_sms_consent_at", { smsConsentAt: "2026-01-01T00:00:00Z" }, "2026-01-01T00:00:00.000Z"],
];

test.each(everyField)("%s of %j", (hubspot, shopify, expected) => {
  const sent = mapTo(field(hubspot), "hubspot", { shopify, hubspot: {} });

  expect(sent).toEqual({ ok: true, value: expected });
  expect(saysTheSame(field(hubspot), { shopify, hubspot: { [hubspot]: expected } })).toBe(true);
});

test("the table above names every field", () => {
  const named = everyField.map(([hubspot]) => hubspot);

  expect(named.sort()).toEqual(customers.fields.map(({ hubspot }) => hubspot).sort());
});

// fields that go both ways: HubSpot's properties, and what Shopify gets of them
const back: readonly [string, Record<string, string>, string][] = [
  ["email", { email: "ADA@x.io" }, "ada@x.io"],
  ["firstname", { firstname: " Ada " }, "Ada"],
  ["lastname", { lastname: "O'Neil" }, "O'Neil"],
  ["phone", { phone: "030 901820", country: "Germany" }, "+4930901820"],
  ["address", { address: "Straße 1" }, "Straße 1"],
  ["city", { city: "Łódź" }, "Łódź"],
  ["state", { state: "Nevada", country: "United States" }, "NV"],
  ["tandem_tax_exempt", { tandem_tax_exempt: "true" }, "true"],
  ["tandem_tags", { tandem_tags: "b, a" }, "a, b"],
  ["tandem_note", { tandem_note: "one\r\ntwo" }, "one\ntwo"],
  ["zip", { zip: "0012" }, "0012"],
  ["country", { country: "Japan" }, "JP"],
];

test.each(back)("%s of %j comes back", (hubspot, properties, expected) => {
  expect(mapTo(field(hubspot), "shopify", { shopify: {}, hubspot: properties })).toEqual({ ok: true, value: expected });
});

test("that table names every field that goes both ways", () => {
  const both = customers.fields.filter(({ direction }) => direction === "both");

  expect(back.map(([hubspot]) => hubspot).sort()).toEqual(both.map(({ hubspot }) => hubspot).sort());
});
