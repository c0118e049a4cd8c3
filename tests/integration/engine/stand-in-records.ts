import type { SideRecord, Value } from "#app/sync/record.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import type { Portal } from "#sandbox/hubspot/portal.ts";
import type { CustomerRecord } from "#sandbox/shopify/state/records.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";

const text = (value: string | null | undefined): Value => (value === undefined || value === "" ? null : value);

/** A shop's customers as they are, read past the API. */
export function customersOf(shop: ShopState): SideRecord[] {
  return [...shop.customers.list()].map(toCustomer);
}

function toCustomer(customer: CustomerRecord): SideRecord {
  const address = customer.addresses.find(({ id }) => id === customer.defaultAddressId);
  const { firstName, lastName, email, phone, note, locale } = customer;
  const values = {
    firstName,
    lastName,
    email,
    phone,
    note,
    locale,
    city: address?.city ?? null,
    countryCode: address?.countryCode ?? null,
    tags: text([...customer.tags].sort().join(", ")),
    emailConsent: email ? customer.emailConsent.state.toLowerCase() : null,
    smsConsent: phone ? customer.smsConsent.state.toLowerCase() : null,
  };
  return { side: "shopify", id: String(customer.id), modifiedAt: customer.updatedAt, values };
}

/** A portal's contacts as they are, read past the API. */
export function contactsOf(portal: Portal): SideRecord[] {
  return [...portal.contacts.list()].map((record) => toContact(portal, record));
}

function toContact(portal: Portal, record: CrmRecord): SideRecord {
  const values: Record<string, Value> = {};
  for (const [name, value] of record.values) values[name] = text(value);
  const [marketing] = portal.subscriptions.types;
  const optedOut = ["hs_email_optout", `hs_email_optout_${marketing?.id}`].some((name) => values[name] === "true");
  return {
    side: "hubspot",
    id: record.id,
    modifiedAt: new Date(record.updatedAt).toISOString(),
    values: { ...values, emailOptOut: String(optedOut) },
  };
}
