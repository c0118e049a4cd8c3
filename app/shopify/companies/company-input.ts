import type { Values } from "#app/sync/record.ts";
import { addressInput } from "../customers/address-input.ts";
import type { AddressNode, LocationNode } from "../documents/company-batches.ts";
import { addressOf } from "./flatten-company.ts";

/** Our attribute by the input's field, for what Shopify refuses. */
export const companyAttributes = {
  name: "name",
  note: "note",
  phone: "phone",
  address1: "address1",
  address2: "address2",
  city: "city",
  zip: "zip",
  countryCode: "countryCode",
  zoneCode: "provinceCode",
} as const;

const addressNames = ["address1", "address2", "city", "zip", "provinceCode", "province", "countryCode", "country"];

/** The company's own attributes as CompanyInput wants them; null clears, what the values do not name is left out. */
export function companyInput(values: Values): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  if (values.name !== undefined) input.name = values.name ?? "";
  if (values.note !== undefined) input.note = values.note ?? "";
  return input;
}

/** @returns whether a write touches the address of a location. */
export function touchesAddress(values: Values): boolean {
  return addressNames.some((name) => values[name] !== undefined);
}

/** @returns whether a write touches a location at all. */
export function touchesLocation(values: Values): boolean {
  return values.phone !== undefined || touchesAddress(values);
}

/**
 * A location's address with the changes in it. All of it is sent: whether Shopify keeps what an assigned address leaves out is not
 * documented, and this way it is the same either way.
 * @throws SyncError permanent `invalid_value` with the field, when a country or province is not one Shopify can know
 */
export function wholeAddressInput(values: Values, now: AddressNode | null): Record<string, string | null> {
  const { provinceCode, ...changes } = addressInput(values, now?.countryCode ?? null);
  const input: Record<string, string | null> = { ...presentAddress(now), ...changes };
  if (provinceCode !== undefined) input.zoneCode = provinceCode;
  // A province of the country that was is none of the country that is.
  else if (changes.countryCode !== undefined && changes.countryCode !== now?.countryCode) input.zoneCode = null;
  return input;
}

/** The address of the kind that is shown; a location without one gets a billing address. */
export function addressTypesOf(location: LocationNode): readonly ["BILLING" | "SHIPPING"] {
  return !location.billingAddress && addressOf(location) ? ["SHIPPING"] : ["BILLING"];
}

function presentAddress(now: AddressNode | null): Record<string, string | null> {
  if (!now) return {};
  const { address1, address2, city, zip, countryCode, zoneCode, firstName, lastName, recipient, phone } = now;
  return { address1, address2, city, zip, countryCode, zoneCode, firstName, lastName, recipient, phone };
}
