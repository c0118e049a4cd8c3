import type { AddressInput, CustomerInput } from "../../state/input.ts";
import type { EmailState, OptInLevel, Refusal, SmsState } from "../../state/records.ts";
import { idOf } from "../gid.ts";

export type Input = Record<string, unknown>;
type Text = string | null | undefined;

const has = (input: Input, key: string): boolean => Object.hasOwn(input, key);

/** A customer's input as the state takes it; a field that was not sent stays out. */
export function readCustomerInput(input: Input): CustomerInput {
  const result: CustomerInput = {};
  for (const key of ["firstName", "lastName", "email", "phone", "note", "multipassIdentifier"] as const)
    if (has(input, key)) result[key] = input[key] as Text;
  if (typeof input.locale === "string") result.locale = input.locale;
  if (typeof input.taxExempt === "boolean") result.taxExempt = input.taxExempt;
  if (Array.isArray(input.taxExemptions)) result.taxExemptions = input.taxExemptions as string[];
  if (Array.isArray(input.tags)) result.tags = input.tags as string[];
  if (Array.isArray(input.addresses)) result.addresses = (input.addresses as Input[]).map(readAddressInput);
  if (isInput(input.emailMarketingConsent)) result.emailConsent = readConsent<EmailState>(input.emailMarketingConsent);
  if (isInput(input.smsMarketingConsent)) result.smsConsent = readConsent<SmsState>(input.smsMarketingConsent);
  return result;
}

export function readAddressInput(input: Input): AddressInput {
  const result: AddressInput = {};
  for (const key of [
    "firstName",
    "lastName",
    "company",
    "address1",
    "address2",
    "city",
    "province",
    "provinceCode",
    "country",
    "countryCode",
    "zip",
    "phone",
  ] as const)
    if (has(input, key)) result[key] = input[key] as Text;
  if (typeof input.id === "string") result.id = idOf(input.id, "MailingAddress");
  return result;
}

function readConsent<S extends EmailState | SmsState>(input: Input) {
  return {
    state: input.marketingState as S,
    optInLevel: (input.marketingOptInLevel ?? undefined) as OptInLevel | undefined,
    updatedAt: typeof input.consentUpdatedAt === "string" ? toSecond(input.consentUpdatedAt) : undefined,
  };
}

function toSecond(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function isInput(value: unknown): value is Input {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** userErrors with the path that this mutation's input has. */
export function userErrors(errors: Refusal[], prefix: string[] = []): Refusal[] {
  return errors.map((error) => ({ ...error, field: error.field && [...prefix, ...error.field] }));
}

const SETTABLE = new Set(["SUBSCRIBED", "UNSUBSCRIBED", "PENDING"]);

/** Shopify's words for a state that only it gives, such as NOT_SUBSCRIBED; null for one that may be set. */
export function refuseState(consent: Input): string | null {
  const state = String(consent.marketingState);
  return SETTABLE.has(state) ? null : `Cannot specify ${state} as a marketing state input`;
}
