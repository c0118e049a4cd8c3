import type { CustomerState, EmailState, OptInLevel, SmsState } from "./records.ts";

/** A field left out stays as it is; `null` or "" clears it. */
export interface AddressInput {
  id?: number | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  company?: string | null | undefined;
  address1?: string | null | undefined;
  address2?: string | null | undefined;
  city?: string | null | undefined;
  province?: string | null | undefined;
  provinceCode?: string | null | undefined;
  country?: string | null | undefined;
  countryCode?: string | null | undefined;
  zip?: string | null | undefined;
  phone?: string | null | undefined;
}

export interface EmailConsentInput {
  state: EmailState;
  optInLevel?: OptInLevel | null | undefined;
  updatedAt?: string | null | undefined;
}

export interface SmsConsentInput {
  state: SmsState;
  optInLevel?: OptInLevel | null | undefined;
  updatedAt?: string | null | undefined;
  collectedFrom?: "SHOPIFY" | "OTHER" | null | undefined;
}

/** What people and the API may set. Lists replace what was there. */
export interface CustomerInput {
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  note?: string | null | undefined;
  tags?: string[] | undefined;
  taxExempt?: boolean | undefined;
  taxExemptions?: string[] | undefined;
  locale?: string | undefined;
  multipassIdentifier?: string | null | undefined;
  addresses?: AddressInput[] | undefined;
  emailConsent?: EmailConsentInput | undefined;
  smsConsent?: SmsConsentInput | undefined;
}

/** A customer as an import or a seed brings it: with an id and times of its own, and in any consent state. */
export interface CustomerSeed extends CustomerInput {
  id?: number | undefined;
  state?: CustomerState | undefined;
  verifiedEmail?: boolean | undefined;
  createdAt?: string | undefined;
  updatedAt?: string | undefined;
}
