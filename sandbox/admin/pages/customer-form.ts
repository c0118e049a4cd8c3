import { iso31661 } from "iso-3166";
import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest } from "#sandbox/http/serve.ts";
import { countryName } from "#sandbox/shopify/state/countries.ts";
import type { AddressInput, CustomerInput } from "#sandbox/shopify/state/input.ts";
import type { CustomerRecord, EmailState, Refusal, SmsState } from "#sandbox/shopify/state/records.ts";
import type { Markup } from "../html.ts";
import { html } from "../html.ts";
import { tellState } from "./record-lists.ts";

const PERSON = ["firstName", "lastName", "email", "phone"] as const;
const ADDRESS = ["company", "address1", "address2", "city", "provinceCode", "zip", "countryCode"] as const;
const LABELS: Record<string, string> = {
  firstName: "First name",
  lastName: "Last name",
  email: "E-mail",
  phone: "Phone",
  company: "Company",
  address1: "Address",
  address2: "Apartment, suite, etc.",
  city: "City",
  provinceCode: "Province or state",
  zip: "Postal code",
  countryCode: "Country",
};
/** What a merchant may set; the others come from Shopify itself. */
const EMAIL_STATES: EmailState[] = ["NOT_SUBSCRIBED", "SUBSCRIBED", "PENDING", "UNSUBSCRIBED"];
const SMS_STATES: SmsState[] = ["NOT_SUBSCRIBED", "SUBSCRIBED", "PENDING", "UNSUBSCRIBED"];
const COUNTRIES = iso31661
  .filter((country) => country.state === "assigned")
  .map(({ alpha2 }) => ({ code: alpha2, name: countryName(alpha2) }))
  .sort((a, b) => a.name.localeCompare(b.name));

export type FormValues = Record<string, string>;

export function valuesOf(customer: CustomerRecord): FormValues {
  const address = customer.addresses.find(({ id }) => id === customer.defaultAddressId);
  const values: FormValues = {};
  for (const name of PERSON) values[name] = customer[name] ?? "";
  for (const name of ADDRESS) values[name] = address?.[name] ?? "";
  values.note = customer.note ?? "";
  values.tags = customer.tags.join(", ");
  values.taxExempt = customer.taxExempt ? "on" : "";
  values.emailState = customer.emailConsent.state;
  values.smsState = customer.smsConsent.state;
  return values;
}

export const readValues = (request: StandInRequest): FormValues => Object.fromEntries(readForm(request));

/**
 * What the form changes. A consent that was left as it is stays out: setting it again would give it a new date, and
 * Shopify refuses it for a customer without e-mail or phone.
 */
export function toInput(values: FormValues, before: CustomerRecord | undefined): CustomerInput {
  const { emailState, smsState } = values;
  const isEmailChanged = emailState !== undefined && emailState !== (before?.emailConsent.state ?? "NOT_SUBSCRIBED");
  const isSmsChanged = smsState !== undefined && smsState !== (before?.smsConsent.state ?? "NOT_SUBSCRIBED");
  return {
    firstName: values.firstName,
    lastName: values.lastName,
    email: values.email,
    phone: values.phone,
    note: values.note,
    tags: (values.tags ?? "").split(","),
    taxExempt: values.taxExempt === "on",
    addresses: toAddresses(values, before),
    ...(isEmailChanged && { emailConsent: { state: emailState as EmailState } }),
    ...(isSmsChanged && { smsConsent: { state: smsState as SmsState } }),
  };
}

/** The default address in its new form, in its old place among the others. */
function toAddresses(values: FormValues, before: CustomerRecord | undefined): AddressInput[] {
  const written: AddressInput = Object.fromEntries(ADDRESS.map((name) => [name, values[name] ?? ""]));
  const isEmpty = ADDRESS.every((name) => (values[name] ?? "").trim() === "");
  const names = { firstName: values.firstName, lastName: values.lastName };
  const current = before?.addresses.find(({ id }) => id === before.defaultAddressId);
  if (current === undefined) return isEmpty ? [] : [{ ...written, ...names }];
  return (before?.addresses ?? []).flatMap((address): AddressInput[] => {
    if (address.id !== current.id) return [address];
    return isEmpty ? [] : [{ id: current.id, ...written }];
  });
}

export function renderForm(action: string, values: FormValues, errors: Refusal[]): Markup {
  const general = errors.filter((error) => !PERSON.some((name) => error.field?.[0] === name));
  const field = (name: string, type = "text"): Markup => {
    const error = errors.find((candidate) => candidate.field?.[0] === name);
    return html`<p class="field"><label for="${name}">${LABELS[name]}</label>
<input id="${name}" name="${name}" type="${type}" value="${values[name]}" autocomplete="off" dir="auto" ${error && html`aria-invalid="true" aria-describedby="${name}-error"`}>
${error && html`<span class="error" id="${name}-error">${error.message}</span>`}</p>`;
  };
  return html`<form method="post" action="${action}">
${general.length > 0 && html`<div class="error" role="alert"><ul>${general.map((error) => html`<li>${error.message}</li>`)}</ul></div>`}
<section class="card grid"><h2>Customer</h2>${field("firstName")}${field("lastName")}${field("email")}${field("phone")}</section>
<section class="card grid"><h2>Marketing</h2>${select("emailState", "E-mail marketing", EMAIL_STATES, values)}${select("smsState", "SMS marketing", SMS_STATES, values)}</section>
<section class="card grid"><h2>Default address</h2>${field("company")}${field("address1")}${field("address2")}${field("city")}${field("provinceCode")}${field("zip")}
<p class="field"><label for="countryCode">${LABELS.countryCode}</label><select id="countryCode" name="countryCode"><option value=""></option>
${COUNTRIES.map(({ code, name }) => html`<option value="${code}" ${code === values.countryCode && html`selected`}>${name}</option>`)}</select></p></section>
<section class="card grid"><h2>Notes and tags</h2>
<p class="field"><label for="note">Note</label><textarea id="note" name="note" rows="3" dir="auto">${values.note}</textarea></p>
<p class="field"><label for="tags">Tags</label><input id="tags" name="tags" value="${values.tags}" aria-describedby="tags-help"><span id="tags-help" class="help">Separated by commas</span></p>
<p class="check"><label><input type="checkbox" name="taxExempt" ${values.taxExempt === "on" && html`checked`}> Tax exempt</label></p></section>
<p><button class="button primary">Save</button></p></form>`;
}

function select(name: string, label: string, states: string[], values: FormValues): Markup {
  const current = values[name] ?? "NOT_SUBSCRIBED";
  // A state only Shopify gives is shown while it lasts, so that saving something else does not change it.
  const shown = states.includes(current) ? states : [current, ...states];
  return html`<p class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">
${shown.map((state) => html`<option value="${state}" ${state === current && html`selected`}>${tellState(state)}</option>`)}</select></p>`;
}
