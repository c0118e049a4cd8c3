import { expect, test } from "vitest";
import { addressInput, touchesAddress } from "./address-input.ts";

test.each([
  ["United States", "US"],
  ["usa", "US"],
  ["UK", "GB"],
  ["Great Britain", "GB"],
  ["Deutschland", undefined],
  ["de", "DE"],
  ["DEU", "DE"],
  ["United Kingdom of Great Britain and Northern Ireland", "GB"],
])("country %s becomes %s", (country, code) => {
  if (code) expect(addressInput({ country }, null)).toEqual({ countryCode: code });
  else expect(() => addressInput({ country }, null)).toThrow("invalid_value");
});

test("a province is looked up in the country it is written with, else in the one that is there", () => {
  expect(addressInput({ country: "Canada", province: "Ontario" }, "US")).toEqual({
    countryCode: "CA",
    provinceCode: "ON",
  });
  expect(addressInput({ provinceCode: "ny" }, "US")).toEqual({ provinceCode: "NY" });
  expect(addressInput({ province: "Tokyo" }, "JP")).toEqual({ provinceCode: "JP-13" });
  expect(() => addressInput({ province: "Nowhere land" }, "US")).toThrow("invalid_value");
});

test("a country that has no provinces in Shopify gets none", () => {
  expect(addressInput({ province: "Bavaria", city: "Munich" }, "DE")).toEqual({ city: "Munich" });
  expect(addressInput({ province: "Anything" }, null)).toEqual({});
});

test("null clears, what is not named stays", () => {
  expect(addressInput({ city: null, zip: "1", country: null, firstName: "no address field" }, "US")).toEqual({
    city: null,
    zip: "1",
    countryCode: null,
  });
  expect(addressInput({ countryCode: null, provinceCode: null }, "US")).toEqual({
    countryCode: null,
    provinceCode: null,
  });
  expect(touchesAddress({ firstName: "x" })).toBe(false);
  expect(touchesAddress({ city: null })).toBe(true);
});
