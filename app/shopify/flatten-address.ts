import type { Values } from "#app/sync/record.ts";
import { text } from "./flatten-values.ts";

/** An address as orders and checkouts select it. */
export interface AddressNode {
  readonly name: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly province: string | null;
  readonly provinceCode: string | null;
  readonly zip: string | null;
  readonly country: string | null;
  readonly countryCodeV2: string | null;
  readonly phone: string | null;
}

/**
 * An address as attributes that begin with its side: `billingCity`. The street is both address lines; country and province are names, as
 * HubSpot shows them. All null without an address.
 */
export function flattenAddress(side: "billing" | "shipping", address: AddressNode | null): Values {
  const street = [text(address?.address1), text(address?.address2)].filter((line) => line !== null).join(", ");
  return {
    [`${side}Name`]: text(address?.name),
    [`${side}FirstName`]: text(address?.firstName),
    [`${side}LastName`]: text(address?.lastName),
    [`${side}Street`]: text(street),
    [`${side}City`]: text(address?.city),
    [`${side}State`]: text(address?.province) ?? text(address?.provinceCode),
    [`${side}Country`]: text(address?.country),
    [`${side}CountryCode`]: text(address?.countryCodeV2),
    [`${side}Zip`]: text(address?.zip),
    [`${side}Phone`]: text(address?.phone),
  };
}
