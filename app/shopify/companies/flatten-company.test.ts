import { expect, test } from "vitest";
import type { AddressNode, LocationNode } from "../documents/company-batches.ts";
import type { WholeCompany, WholeContact } from "./flatten-company.ts";
import { flattenCompany } from "./flatten-company.ts";

const shop = "a.myshopify.com";

const address = (more: Partial<AddressNode> = {}): AddressNode => ({
  id: "gid://shopify/CompanyAddress/1",
  address1: "Hauptstraße 1",
  address2: "",
  city: "Zürich",
  country: "Switzerland",
  countryCode: "CH",
  province: null,
  zoneCode: null,
  zip: "8001",
  firstName: null,
  lastName: null,
  recipient: null,
  phone: "+41441234567",
  ...more,
});

const location = (id: string, more: Partial<LocationNode> = {}): LocationNode => ({
  id: `gid://shopify/CompanyLocation/${id}`,
  name: "Seat",
  note: "",
  externalId: null,
  phone: null,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-03T00:00:00Z",
  ordersCount: { count: 0 },
  totalSpent: { amount: "0.0", currencyCode: "JPY" },
  billingAddress: null,
  shippingAddress: null,
  ...more,
});

const contact = (id: string, roles: readonly string[], isMainContact = false): WholeContact => ({
  id: `gid://shopify/CompanyContact/${id}`,
  isMainContact,
  customer: { id: `gid://shopify/Customer/${id}` },
  roles: roles.map((name, i) => ({
    id: `gid://shopify/CompanyContactRoleAssignment/${i}`,
    role: { id: `gid://shopify/CompanyContactRole/${i}`, name },
  })),
});

const company = (more: Partial<WholeCompany> = {}): WholeCompany => ({
  id: "gid://shopify/Company/5",
  name: "Müller & Söhne",
  note: null,
  externalId: "",
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-02T00:00:00Z",
  customerSince: "2020-02-29T00:00:00Z",
  ordersCount: { count: 0 },
  totalSpent: { amount: "1234567", currencyCode: "JPY" },
  locationsCount: { count: 0 },
  mainContact: null,
  domain: null,
  contacts: [],
  locations: [],
  ...more,
});

test("blanks are null, zero is not, and amounts stay as Shopify writes them", () => {
  expect(flattenCompany(shop, company()).values).toMatchObject({
    name: "Müller & Söhne",
    note: null,
    externalId: null,
    domain: null,
    mainContact: null,
    phone: null,
    address1: null,
    hasLocation: "false",
    ordersCount: "0",
    locationsCount: "0",
    totalSpent: "1234567",
    currency: "JPY",
    customerSince: "2020-02-29T00:00:00.000Z",
    companyUrl: "https://admin.shopify.com/store/a/companies/5",
  });
});

test("the oldest location gives phone and address, the billing address before the shipping address", () => {
  const locations = [
    location("10", { billingAddress: address({ city: "Bern" }) }),
    location("9", { phone: "+41790000000", shippingAddress: address() }),
  ];

  const record = flattenCompany(shop, company({ locations }));

  expect(record.values).toMatchObject({ phone: "+41790000000", city: "Zürich", address2: null, countryCode: "CH" });
  expect(record.modifiedAt).toBe("2026-01-03T00:00:00.000Z");
  const both = location("9", { billingAddress: address({ city: "Bern" }), shippingAddress: address() });
  expect(flattenCompany(shop, company({ locations: [both] })).values.city).toBe("Bern");
});

test("locations are parts with ids that no company can have", () => {
  const { children } = flattenCompany(shop, company({ locations: [location("10"), location("9")] }));

  expect(children?.map(({ id, groupId, values }) => [id, groupId, values.name, values.locationId])).toEqual([
    ["location-9", "5", "Müller & Söhne (Seat)", "9"],
    ["location-10", "5", "Müller & Söhne (Seat)", "10"],
  ]);
});

test("a contact's customer is wished for once for each role, once for being the main contact, else without a label", () => {
  const contacts = [contact("1", ["Buyer", "Admin", "Buyer", " "], true), contact("2", [])];

  expect(flattenCompany(shop, company({ contacts })).associations).toEqual([
    { to: "customers", id: "1", label: "Main contact" },
    { to: "customers", id: "1", label: "Admin" },
    { to: "customers", id: "1", label: "Buyer" },
    { to: "customers", id: "2" },
  ]);
});
