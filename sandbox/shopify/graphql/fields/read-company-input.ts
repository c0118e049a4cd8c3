import type { CompanyAddressInput, CompanyInput, ContactInput, LocationInput } from "../../state/b2b/records.ts";
import type { Refusal } from "../../state/records.ts";
import type { Args } from "../call.ts";
import type { Input } from "./read-input.ts";

type Text = string | null | undefined;

/** The fields of these names that were sent, as the state takes them. */
function take<K extends string>(input: Input, keys: readonly K[]): Partial<Record<K, Text>> {
  const result: Partial<Record<K, Text>> = {};
  for (const key of keys) if (Object.hasOwn(input, key)) result[key] = input[key] as Text;
  return result;
}

const isInput = (value: unknown): value is Input => typeof value === "object" && value !== null;

export const readCompanyInput = (input: Input): CompanyInput =>
  take(input, ["name", "externalId", "note", "customerSince"]);

export const readCompanyAddressInput = (input: Input): CompanyAddressInput =>
  take(input, [
    "recipient",
    "firstName",
    "lastName",
    "address1",
    "address2",
    "city",
    "zip",
    "zoneCode",
    "countryCode",
    "phone",
  ]);

export function readLocationInput(input: Input): LocationInput {
  const result: LocationInput = take(input, ["name", "externalId", "phone", "note", "locale", "taxRegistrationId"]);
  if (isInput(input.shippingAddress)) result.shippingAddress = readCompanyAddressInput(input.shippingAddress);
  if (isInput(input.billingAddress)) result.billingAddress = readCompanyAddressInput(input.billingAddress);
  if (typeof input.billingSameAsShipping === "boolean") result.billingSameAsShipping = input.billingSameAsShipping;
  if (typeof input.taxExempt === "boolean") result.taxExempt = input.taxExempt;
  if (Array.isArray(input.taxExemptions)) result.taxExemptions = input.taxExemptions as string[];
  return result;
}

export const readContactInput = (input: Input): ContactInput => take(input, ["title", "locale"]);

/** Refusals of what is inside `input` name it too; those of another argument name that one. */
export function inInput(errors: Refusal[], args: Args): Refusal[] {
  return errors.map((error) =>
    Object.hasOwn(args, error.field?.[0] ?? "") ? error : { ...error, field: ["input", ...(error.field ?? [])] },
  );
}
