import type { CountryCode } from "libphonenumber-js";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { countryName, findCountryCode, findProvince } from "./countries.ts";
import type { AddressInput } from "./input.ts";
import type { AddressRecord, Refusal } from "./records.ts";

const MAX_NAME = 255;
const MAX_NOTE = 5000;
const MAX_TAG = 255;
const MAX_TAGS = 250;
const EMAIL = /^[^\s@<>()[\],;:"\\]+@([a-z0-9\p{L}]([a-z0-9\p{L}-]*[a-z0-9\p{L}])?\.)+[a-z\p{L}]{2,}$/iu;

export function refuse(field: string[] | null, message: string, code = "INVALID"): Refusal {
  return { field, message, code };
}

/** Blank text is stored as null; outer white space is cut off, as Shopify does for every text a person types. */
export function blankToNull(value: string | null | undefined): string | null {
  const text = value?.trim() ?? "";
  return text === "" ? null : text;
}

export function isEmail(value: string): boolean {
  const [local = ""] = value.split("@");
  return EMAIL.test(value) && !value.includes("..") && !local.startsWith(".") && !local.endsWith(".");
}

/** E.164 form, read in the shop's country when there is no country code; undefined when it cannot be a phone number. */
export function toE164(value: string, countryCode: string): string | undefined {
  const parsed = parsePhoneNumberFromString(value, countryCode as CountryCode);
  return parsed?.isPossible() ? parsed.number : undefined;
}

/** Tags as Shopify keeps them: split at commas, trimmed, unique without regard to case, in alphabetical order. */
export function normaliseTags(tags: string[]): string[] {
  const unique = new Map<string, string>();
  for (const tag of tags.flatMap((text) => text.split(",")).map((text) => text.trim())) {
    const key = tag.toLowerCase();
    if (tag !== "" && !unique.has(key)) unique.set(key, tag);
  }
  return [...unique.values()].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

export function checkTags(tags: string[]): Refusal[] {
  if (tags.length > MAX_TAGS) return [refuse(["tags"], `Tags exceeds the maximum of ${MAX_TAGS} tags`, "TOO_LONG")];
  if (tags.some((tag) => tag.length > MAX_TAG))
    return [refuse(["tags"], `Tags is too long (maximum is ${MAX_TAG} characters)`, "TOO_LONG")];
  return [];
}

export function checkTexts(texts: {
  firstName: string | null;
  lastName: string | null;
  note: string | null;
}): Refusal[] {
  const errors: Refusal[] = [];
  const tooLong = (field: string, label: string, text: string | null, max: number) => {
    if (text && text.length > max)
      errors.push(refuse([field], `${label} is too long (maximum is ${max} characters)`, "TOO_LONG"));
  };
  tooLong("firstName", "First name", texts.firstName, MAX_NAME);
  tooLong("lastName", "Last name", texts.lastName, MAX_NAME);
  tooLong("note", "Note", texts.note, MAX_NOTE);
  return errors;
}

/** Address ready to store, on top of `before`; refusals name the field inside the address. */
export function readAddress(
  id: number,
  input: AddressInput,
  before?: AddressRecord,
): { address: AddressRecord; errors: Refusal[] } {
  const pick = (key: Exclude<keyof AddressInput, "id">): string | null =>
    input[key] === undefined ? (before?.[key] ?? null) : blankToNull(input[key]);
  const errors: Refusal[] = [];
  const country =
    blankToNull(input.countryCode ?? input.country) ?? (changes(input) ? null : (before?.countryCode ?? null));
  const countryCode = country ? (findCountryCode(country) ?? null) : null;
  if (country && !countryCode) errors.push(refuse(["country"], "Country is not valid"));
  const province =
    blankToNull(input.provinceCode ?? input.province) ?? (changes(input) ? null : (before?.provinceCode ?? null));
  const found = province && countryCode ? findProvince(countryCode, province) : undefined;
  if (province && countryCode && !found) errors.push(refuse(["province"], "Province is not valid"));
  const address: AddressRecord = {
    id,
    firstName: pick("firstName"),
    lastName: pick("lastName"),
    company: pick("company"),
    address1: pick("address1"),
    address2: pick("address2"),
    city: pick("city"),
    province: found?.name ?? (countryCode ? null : province),
    provinceCode: found?.code ?? null,
    country: countryCode ? countryName(countryCode) : null,
    countryCode,
    zip: pick("zip"),
    phone: pick("phone"),
  };
  for (const [key, value] of Object.entries(address))
    if (typeof value === "string" && value.length > MAX_NAME)
      errors.push(refuse([key], `${key} is too long (maximum is ${MAX_NAME} characters)`, "TOO_LONG"));
  return { address, errors };
}

// A province belongs to its country: naming a country (or clearing one) drops the province that was there.
function changes(input: AddressInput): boolean {
  return input.country !== undefined || input.countryCode !== undefined;
}
