import type { FieldDefinition } from "../../definition.ts";
import { defineSyncObject } from "../../definition.ts";
import { contactProperties } from "./properties.ts";

const both = (shopify: string, hubspot: string, transform: string, more: Partial<FieldDefinition> = {}) =>
  ({ shopify, hubspot, direction: "both", transform, ...more }) satisfies FieldDefinition;

const ours = (shopify: string, hubspot: keyof typeof contactProperties, transform: string) =>
  ({
    shopify,
    hubspot,
    direction: "to_hubspot",
    transform,
    property: contactProperties[hubspot],
  }) satisfies FieldDefinition;

/** Ours, and edited on both sides. HubSpot tells nobody of properties that it has in one portal only: the sweep finds their edits. */
const oursBoth = (
  shopify: string,
  hubspot: keyof typeof contactProperties,
  transform: string,
  more: Partial<FieldDefinition> = {},
) => both(shopify, hubspot, transform, { property: contactProperties[hubspot], ...more });

/**
 * Shopify customers and HubSpot contacts. Attribute names on the Shopify side are those the adapter flattens a customer to; country and
 * province travel as codes there and as names in HubSpot. The phone is the customer's own, never the address's.
 */
export const customers = defineSyncObject({
  key: "customers",
  shopify: {
    gidType: "Customer",
    topics: [
      "customers/create",
      "customers/update",
      "customers/delete",
      "customers/enable",
      "customers/disable",
      "customers/merge",
      "customers/purchasing_summary",
      "customer.tags_added",
      "customer.tags_removed",
      "customers_email_marketing_consent/update",
      "customers_marketing_consent/update",
    ],
    scopes: ["read_customers", "write_customers", "read_customer_merge"],
  },
  hubspot: {
    objectType: "contacts",
    objectTypeId: "0-1",
    scopes: [
      "crm.objects.contacts.read",
      "crm.objects.contacts.write",
      "crm.schemas.contacts.read",
      "crm.schemas.contacts.write",
    ],
    modifiedProperty: "lastmodifieddate",
    keyProperty: "tandem_customer_key",
    shopProperty: "tandem_shop",
    watchedProperties: [
      "email",
      "firstname",
      "lastname",
      "phone",
      "address",
      "city",
      "state",
      "zip",
      "country",
      "hs_email_optout",
    ],
  },
  direction: "both",
  match: [{ shopify: "email", hubspot: "email", transform: "email" }],
  fields: [
    both("email", "email", "email", { required: true }),
    both("firstName", "firstname", "text"),
    both("lastName", "lastname", "text"),
    both("phone", "phone", "phone"),
    both("address1", "address", "text"),
    both("city", "city", "text"),
    both("countryCode", "country", "country"),
    both("provinceCode", "state", "province", { travelsWith: "countryCode" }),
    both("zip", "zip", "text"),
    { shopify: "company", hubspot: "company", direction: "to_hubspot", transform: "text" },
    ours("shop", "tandem_shop", "text"),
    ours("customerId", "tandem_customer_id", "text"),
    ours("customerUrl", "tandem_customer_url", "text"),
    ours("createdAt", "tandem_customer_since", "datetime"),
    ours("state", "tandem_account_state", "text"),
    ours("verifiedEmail", "tandem_verified_email", "bool"),
    oursBoth("taxExempt", "tandem_tax_exempt", "bool", { required: true }),
    oursBoth("tags", "tandem_tags", "tags"),
    oursBoth("note", "tandem_note", "multiline"),
    ours("locale", "tandem_locale", "text"),
    ours("portalOrdersCount", "tandem_orders_count", "number"),
    ours("portalTotalSpent", "tandem_total_spent", "number"),
    ours("portalSpentByCurrency", "tandem_total_spent_by_currency", "text"),
    ours("portalShops", "tandem_shops", "text"),
    ours("currency", "tandem_currency", "text"),
    ours("emailConsent", "tandem_email_consent", "text"),
    ours("emailConsentAt", "tandem_email_consent_at", "datetime"),
    ours("smsConsent", "tandem_sms_consent", "text"),
    ours("smsConsentAt", "tandem_sms_consent_at", "datetime"),
  ],
  consent: [
    {
      channel: "email",
      shopifyState: "emailConsent",
      shopifyAt: "emailConsentAt",
      shopifyAddress: "email",
      hubspot: { kind: "opt_out", optOut: "emailOptOut", at: "emailOptOutAt" },
    },
    {
      channel: "sms",
      shopifyState: "smsConsent",
      shopifyAt: "smsConsentAt",
      shopifyAddress: "phone",
      hubspot: { kind: "property", property: "tandem_sms_consent", at: "smsDecidedAt" },
    },
  ],
  figures: "customer",
  // A limit asks for what the customer has bought in this shop.
  attributeKinds: { ordersCount: "number", totalSpent: "number" },
  onDelete: { shopify: "keep", hubspot: "tombstone" },
  searchKeys: ["email", "phone", "customerId", "name"],
});

/** The properties that connecting creates in HubSpot, the unique key included. */
export const customerProperties = contactProperties;
