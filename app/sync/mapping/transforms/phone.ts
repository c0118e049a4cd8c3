import type { CountryCode, PhoneNumber } from "libphonenumber-js";
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import type { MappingContext, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { countryCodeOf } from "./country.ts";

function countryOf({ shopify, hubspot }: MappingContext): CountryCode | undefined {
  const code = shopify.countryCode ?? countryCodeOf(hubspot.country ?? "");
  return code && isSupportedCountry(code) ? code : undefined;
}

function parse(value: string, context: MappingContext): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(value, countryOf(context));
  return parsed?.isPossible() ? parsed : undefined;
}

/**
 * A phone number: free text in HubSpot, E.164 in Shopify. Without a country code it is read in the record's country. One that does not
 * parse, or has an extension that Shopify could not hold, stays where it is.
 */
export const phone: Transform = {
  toHubspot: (value) => mapped(value.trim()),
  toShopify: (value, context) => {
    const parsed = parse(value, context);
    return parsed && !parsed.ext ? mapped(parsed.number) : { ok: false, reason: "invalid_phone" };
  },
  comparable: (_side, value, context) => {
    const parsed = parse(value, context);
    return parsed ? `${parsed.number}${parsed.ext ? `;${parsed.ext}` : ""}` : value.trim();
  },
};
