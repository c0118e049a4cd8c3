import { expect, test } from "vitest";
import type { AddressNode, LocationNode } from "../documents/company-batches.ts";
import { addressTypesOf, companyInput, touchesLocation, wholeAddressInput } from "./company-input.ts";

const address: AddressNode = {
  id: "gid://shopify/CompanyAddress/1",
  address1: "1 Main St",
  address2: "Suite 2",
  city: "Albany",
  country: "United States",
  countryCode: "US",
  province: "New York",
  zoneCode: "NY",
  zip: "12207",
  firstName: null,
  lastName: null,
  recipient: "Ada",
  phone: null,
};
const location = (more: Partial<LocationNode>) => more as LocationNode;

test("the company's own attributes are sent as named, null as blank", () => {
  expect(companyInput({ name: "Acme", note: null, city: "Troy" })).toEqual({ name: "Acme", note: "" });
  expect(companyInput({ phone: "+1" })).toEqual({});
});

test("phone and address are a location's", () => {
  expect(touchesLocation({ phone: null })).toBe(true);
  expect(touchesLocation({ city: "Troy" })).toBe(true);
  expect(touchesLocation({ name: "Acme" })).toBe(false);
});

test("an address is sent whole, with the changes in it", () => {
  const { id: _id, country: _country, province: _province, ...kept } = address;

  expect(wholeAddressInput({ city: "Troy", address2: null }, address)).toEqual({
    ...kept,
    city: "Troy",
    address2: null,
  });
});

test("in another country the province is that country's or none", () => {
  expect(wholeAddressInput({ countryCode: "CA", provinceCode: "ON" }, address)).toMatchObject({
    countryCode: "CA",
    zoneCode: "ON",
  });
  expect(wholeAddressInput({ countryCode: "DE" }, address)).toMatchObject({ countryCode: "DE", zoneCode: null });
  expect(wholeAddressInput({ countryCode: "US" }, address)).toMatchObject({ zoneCode: "NY" });
  expect(() => wholeAddressInput({ countryCode: "Atlantis" }, address)).toThrow("invalid_value");
});

test("the address that is shown is the one that is written", () => {
  expect(addressTypesOf(location({ billingAddress: address, shippingAddress: address }))).toEqual(["BILLING"]);
  expect(addressTypesOf(location({ billingAddress: null, shippingAddress: address }))).toEqual(["SHIPPING"]);
  expect(addressTypesOf(location({ billingAddress: null, shippingAddress: null }))).toEqual(["BILLING"]);
});
