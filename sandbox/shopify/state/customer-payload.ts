import type { AddressRecord, CustomerRecord, ShopProfile } from "./records.ts";
import { webhookTime } from "./webhook-time.ts";

// Shapes: Shopify's own samples of API version 2026-07. Since 2025-01 customers/* carries no tags, consents or totals.

export function customerPayload(customer: CustomerRecord, shop: ShopProfile): Record<string, unknown> {
  const byDefault = customer.addresses.find((address) => address.id === customer.defaultAddressId);
  return {
    id: customer.id,
    created_at: webhookTime(customer.createdAt, shop.ianaTimezone),
    updated_at: webhookTime(customer.updatedAt, shop.ianaTimezone),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state.toLowerCase(),
    note: customer.note,
    verified_email: customer.verifiedEmail,
    multipass_identifier: customer.multipassIdentifier,
    tax_exempt: customer.taxExempt,
    email: customer.email,
    phone: customer.phone,
    currency: shop.currency,
    addresses: customer.addresses.map((address) => addressPayload(address, customer)),
    tax_exemptions: customer.taxExemptions,
    admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
    ...(byDefault ? { default_address: addressPayload(byDefault, customer) } : {}),
  };
}

export function deletedCustomerPayload(customer: CustomerRecord): Record<string, unknown> {
  return { id: customer.id, tax_exemptions: [], admin_graphql_api_id: `gid://shopify/Customer/${customer.id}` };
}

export function emailConsentPayload(customer: CustomerRecord, shop: ShopProfile): Record<string, unknown> {
  const { state, optInLevel, updatedAt } = customer.emailConsent;
  return {
    customer_id: customer.id,
    email_address: customer.email,
    email_marketing_consent: {
      state: state.toLowerCase(),
      opt_in_level: optInLevel?.toLowerCase() ?? null,
      consent_updated_at: updatedAt && webhookTime(updatedAt, shop.ianaTimezone),
    },
  };
}

export function smsConsentPayload(customer: CustomerRecord, shop: ShopProfile): Record<string, unknown> {
  const { state, optInLevel, updatedAt, collectedFrom } = customer.smsConsent;
  return {
    id: customer.id,
    phone: customer.phone,
    sms_marketing_consent: {
      state: state.toLowerCase(),
      opt_in_level: optInLevel?.toLowerCase() ?? null,
      consent_updated_at: updatedAt && webhookTime(updatedAt, shop.ianaTimezone),
      consent_collected_from: collectedFrom?.toLowerCase() ?? null,
    },
  };
}

export function tagsPayload(customerId: number, tags: string[], now: number): Record<string, unknown> {
  return {
    customerId: `gid://shopify/Customer/${customerId}`,
    tags,
    occurredAt: new Date(now).toISOString(),
  };
}

function addressPayload(address: AddressRecord, customer: CustomerRecord): Record<string, unknown> {
  return {
    id: address.id,
    customer_id: customer.id,
    first_name: address.firstName,
    last_name: address.lastName,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    country: address.country,
    zip: address.zip,
    phone: address.phone,
    name: [address.firstName, address.lastName].filter(Boolean).join(" "),
    province_code: address.provinceCode,
    country_code: address.countryCode,
    country_name: address.country,
    default: address.id === customer.defaultAddressId,
  };
}
