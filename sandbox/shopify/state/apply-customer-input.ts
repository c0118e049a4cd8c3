import {
  blankToNull,
  checkTags,
  checkTexts,
  isEmail,
  normaliseTags,
  readAddress,
  refuse,
  toE164,
} from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { AddressInput, CustomerInput, EmailConsentInput, SmsConsentInput } from "./input.ts";
import type { AddressRecord, CustomerRecord, EmailConsent, Refusal, SmsConsent } from "./records.ts";

/** The record with the input laid over it, and everything that Shopify would refuse about it (uniqueness apart). */
export function applyCustomerInput(
  context: StateContext,
  before: CustomerRecord,
  input: CustomerInput,
): { after: CustomerRecord; errors: Refusal[] } {
  const errors: Refusal[] = [];
  const after: CustomerRecord = {
    ...before,
    firstName: input.firstName === undefined ? before.firstName : blankToNull(input.firstName),
    lastName: input.lastName === undefined ? before.lastName : blankToNull(input.lastName),
    note: input.note === undefined ? before.note : blankToNull(input.note),
    email: input.email === undefined ? before.email : blankToNull(input.email),
    taxExempt: input.taxExempt ?? before.taxExempt,
    taxExemptions: input.taxExemptions ?? before.taxExemptions,
    locale: input.locale ?? before.locale,
    multipassIdentifier:
      input.multipassIdentifier === undefined ? before.multipassIdentifier : input.multipassIdentifier,
  };
  if (input.tags) {
    after.tags = normaliseTags(input.tags);
    errors.push(...checkTags(after.tags));
  }
  if (input.phone !== undefined) {
    const text = blankToNull(input.phone);
    after.phone = text && (toE164(text, context.shop.countryCode) ?? text);
    if (text && !toE164(text, context.shop.countryCode)) errors.push(refuse(["phone"], "Phone is invalid"));
  }
  if (after.email && after.email !== before.email && !isEmail(after.email))
    errors.push(refuse(["email"], "Email is invalid"));
  errors.push(...checkTexts(after));
  if (input.addresses) errors.push(...replaceAddresses(context, after, before, input.addresses));
  settleConsents(context, after, before, input, errors);
  if (!after.email && !after.phone && !after.firstName && !after.lastName)
    errors.push(refuse(null, "Customer must have a name, phone number or email address", "BLANK"));
  return { after, errors };
}

/** Listed addresses replace all that were there; one with a known id, or equal to one that is there, keeps its id. */
function replaceAddresses(
  context: StateContext,
  after: CustomerRecord,
  before: CustomerRecord,
  inputs: AddressInput[],
): Refusal[] {
  const errors: Refusal[] = [];
  after.addresses = inputs.map((input, index) => {
    const known = before.addresses.find((address) => address.id === input.id);
    const read = readAddress(known?.id ?? input.id ?? context.nextId(), input, known);
    for (const error of read.errors)
      errors.push(
        refuse(["addresses", String(index), ...(error.field ?? [])], `Addresses ${lower(error.message)}`, error.code),
      );
    const same = known ?? before.addresses.find((address) => isSame(address, read.address));
    return same ? { ...read.address, id: same.id } : read.address;
  });
  if (new Set(after.addresses.map(signature)).size < after.addresses.length)
    errors.push(refuse(["addresses"], "Customer address already exists", "TAKEN"));
  if (!after.addresses.some((address) => address.id === before.defaultAddressId))
    after.defaultAddressId = after.addresses[0]?.id ?? null;
  return errors;
}

/** Shopify keeps no address twice: two are the same when all but their ids agree. */
export function isSame(one: AddressRecord, other: AddressRecord): boolean {
  return signature(one) === signature(other);
}

function signature({ id: _, ...address }: AddressRecord): string {
  return JSON.stringify(Object.values(address).map((value) => value?.toLowerCase() ?? ""));
}

function settleConsents(
  context: StateContext,
  after: CustomerRecord,
  before: CustomerRecord,
  input: CustomerInput,
  errors: Refusal[],
): void {
  if (input.emailConsent) {
    if (after.email) after.emailConsent = readEmailConsent(context, input.emailConsent);
    else
      errors.push(
        refuse(["emailMarketingConsent"], "An email address is required to set the email marketing consent state."),
      );
  } else if (!after.email && before.email) {
    // Consent goes with the address; another address in its place keeps it, as far as Shopify says nothing else.
    after.emailConsent = noEmailConsent();
  }
  if (input.smsConsent) {
    if (after.phone) after.smsConsent = readSmsConsent(context, input.smsConsent);
    else errors.push(refuse(["smsMarketingConsent"], "A phone number is required to set the SMS consent state."));
  } else if (!after.phone && before.phone) {
    after.smsConsent = noSmsConsent();
  }
}

export function noEmailConsent(): EmailConsent {
  return { state: "NOT_SUBSCRIBED", optInLevel: "SINGLE_OPT_IN", updatedAt: null };
}

export function noSmsConsent(): SmsConsent {
  return { state: "NOT_SUBSCRIBED", optInLevel: "SINGLE_OPT_IN", updatedAt: null, collectedFrom: "OTHER" };
}

function readEmailConsent(context: StateContext, input: EmailConsentInput): EmailConsent {
  const never = input.state === "NOT_SUBSCRIBED";
  return {
    state: input.state,
    optInLevel: input.optInLevel ?? "SINGLE_OPT_IN",
    updatedAt: input.updatedAt ?? (never ? null : stamp(context)),
  };
}

function readSmsConsent(context: StateContext, input: SmsConsentInput): SmsConsent {
  return { ...readEmailConsent(context, input), state: input.state, collectedFrom: input.collectedFrom ?? "OTHER" };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
