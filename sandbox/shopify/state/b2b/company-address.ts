import { blankToNull, refuse, toE164 } from "../check-customer.ts";
import type { StateContext } from "../context.ts";
import { stamp } from "../context.ts";
import { countryName, findCountryCode, findProvince } from "../countries.ts";
import type { Refusal } from "../records.ts";
import type { CompanyAddressInput, CompanyAddressRecord } from "./records.ts";

/** Address of a company's location ready to store, on top of `before`; refusals name the field inside the address. */
export function readCompanyAddress(
  context: StateContext,
  input: CompanyAddressInput,
  before: CompanyAddressRecord | null,
): { address: CompanyAddressRecord; errors: Refusal[] } {
  const errors: Refusal[] = [];
  const pick = (key: Exclude<keyof CompanyAddressInput, "countryCode" | "zoneCode">): string | null =>
    input[key] === undefined ? (before?.[key] ?? null) : blankToNull(input[key]);
  const given = input.countryCode === undefined ? (before?.countryCode ?? null) : blankToNull(input.countryCode);
  const countryCode = given && findCountryCode(given);
  if (!given) errors.push(refuse(["countryCode"], "Country code can't be blank", "BLANK"));
  else if (!countryCode) errors.push(refuse(["countryCode"], "Country code is invalid", "INVALID"));
  const zone = input.zoneCode === undefined ? (before?.zoneCode ?? null) : blankToNull(input.zoneCode);
  const province = zone && countryCode ? findProvince(countryCode, zone) : undefined;
  if (zone && countryCode && !province) errors.push(refuse(["zoneCode"], "Zone code is invalid", "INVALID"));
  const phone = pick("phone");
  const number = phone && toE164(phone, countryCode || context.shop.countryCode);
  if (phone && !number) errors.push(refuse(["phone"], "Phone is invalid", "INVALID"));
  const now = stamp(context);
  const address: CompanyAddressRecord = {
    id: before?.id ?? context.nextId(),
    recipient: pick("recipient"),
    firstName: pick("firstName"),
    lastName: pick("lastName"),
    address1: pick("address1") ?? "",
    address2: pick("address2"),
    city: pick("city"),
    zip: pick("zip"),
    province: province?.name ?? null,
    zoneCode: province?.code ?? null,
    country: countryCode ? countryName(countryCode) : "",
    countryCode: countryCode || "",
    phone: number || null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  return { address, errors };
}
