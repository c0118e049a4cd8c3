import type { ShopProfile } from "../records.ts";
import { webhookTime } from "../webhook-time.ts";
import type { CompanyAddressRecord, CompanyRecord, ContactRecord, LocationRecord, RoleRecord } from "./records.ts";

// Shapes: Shopify's own samples of API version 2026-07. None of them carries a plain number for an id.

const gid = (type: string, id: number | null) => (id === null ? null : `gid://shopify/${type}/${id}`);

export function companyPayload(company: CompanyRecord, shop: ShopProfile): Record<string, unknown> {
  return {
    name: company.name,
    note: company.note,
    external_id: company.externalId,
    main_contact_admin_graphql_api_id: gid("CompanyContact", company.mainContactId),
    created_at: webhookTime(company.createdAt, shop.ianaTimezone),
    updated_at: webhookTime(company.updatedAt, shop.ianaTimezone),
    customer_since: webhookTime(company.customerSince, shop.ianaTimezone),
    admin_graphql_api_id: gid("Company", company.id),
  };
}

export function contactPayload(
  contact: ContactRecord,
  company: CompanyRecord,
  shop: ShopProfile,
): Record<string, unknown> {
  return {
    customer_admin_graphql_api_id: gid("Customer", contact.customerId),
    title: contact.title,
    locale: contact.locale,
    created_at: webhookTime(contact.createdAt, shop.ianaTimezone),
    updated_at: webhookTime(contact.updatedAt, shop.ianaTimezone),
    admin_graphql_api_id: gid("CompanyContact", contact.id),
    company: companyPayload(company, shop),
  };
}

export function locationPayload(
  location: LocationRecord,
  company: CompanyRecord,
  shop: ShopProfile,
): Record<string, unknown> {
  return {
    name: location.name,
    external_id: location.externalId,
    phone: location.phone,
    locale: location.locale,
    created_at: webhookTime(location.createdAt, shop.ianaTimezone),
    updated_at: webhookTime(location.updatedAt, shop.ianaTimezone),
    note: location.note,
    buyer_experience_configuration: null,
    admin_graphql_api_id: gid("CompanyLocation", location.id),
    tax_exemptions: location.taxExemptions,
    tax_settings: {
      tax_registration_id: location.taxRegistrationId,
      tax_exempt: location.taxExempt,
      tax_exemptions: location.taxExemptions,
    },
    company: companyPayload(company, shop),
    billing_address: addressPayload(location.billingAddress, company, shop),
    shipping_address: addressPayload(location.shippingAddress, company, shop),
    tax_registration: location.taxRegistrationId === null ? null : { tax_id: location.taxRegistrationId },
  };
}

export function rolePayload(
  contact: ContactRecord,
  location: LocationRecord,
  role: RoleRecord,
  company: CompanyRecord,
  shop: ShopProfile,
): Record<string, unknown> {
  return {
    company_contact: contactPayload(contact, company, shop),
    company_location: locationPayload(location, company, shop),
    company_contact_role: { name: role.name },
  };
}

function addressPayload(address: CompanyAddressRecord | null, company: CompanyRecord, shop: ShopProfile) {
  if (!address) return null;
  return {
    address1: address.address1,
    city: address.city,
    province: address.province,
    country: address.country,
    zip: address.zip,
    recipient: address.recipient,
    first_name: address.firstName,
    last_name: address.lastName,
    address2: address.address2,
    phone: address.phone,
    zone_code: address.zoneCode,
    country_code: address.countryCode,
    created_at: webhookTime(address.createdAt, shop.ianaTimezone),
    updated_at: webhookTime(address.updatedAt, shop.ianaTimezone),
    admin_graphql_api_id: gid("CompanyAddress", address.id),
    company_admin_graphql_api_id: gid("Company", company.id),
  };
}
