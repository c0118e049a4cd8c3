import type { FieldDefinition } from "../../definition.ts";
import { defineSyncObject } from "../../definition.ts";
import { firstSyncField, oursOf, theirs } from "../property-kinds.ts";
import { companyProperties } from "./properties.ts";

const both = (shopify: string, hubspot: string, transform: string, more: Partial<FieldDefinition> = {}) =>
  ({ shopify, hubspot, direction: "both", transform, ...more }) satisfies FieldDefinition;

/** In Shopify phone and address are a location's: without one there is nothing to write them to. */
const ofLocation = { writableWhen: "hasLocation" } as const;

const ours = oursOf(companyProperties);

/**
 * Shopify's B2B companies and HubSpot companies. Phone and address are those of the company's first location, the billing address before
 * the shipping address. The domain is a metafield, for Shopify has no such thing, and merchants decide whether we write one.
 */
export const companies = defineSyncObject({
  key: "companies",
  shopify: {
    gidType: "Company",
    topics: [
      "companies/create",
      "companies/update",
      "companies/delete",
      "company_contacts/create",
      "company_contacts/update",
      "company_contacts/delete",
      "company_contact_roles/assign",
      "company_contact_roles/revoke",
      "company_locations/create",
      "company_locations/update",
      "company_locations/delete",
    ],
    scopes: ["read_companies", "write_companies"],
  },
  hubspot: {
    objectType: "companies",
    objectTypeId: "0-2",
    scopes: [
      "crm.objects.companies.read",
      "crm.objects.companies.write",
      "crm.schemas.companies.read",
      "crm.schemas.companies.write",
    ],
    modifiedProperty: "hs_lastmodifieddate",
    keyProperty: "tandem_company_key",
    shopProperty: "tandem_shop",
    watchedProperties: [
      "name",
      "domain",
      "phone",
      "address",
      "address2",
      "city",
      "state",
      "zip",
      "country",
      "description",
    ],
  },
  direction: "both",
  match: [
    { shopify: "domain", hubspot: "domain", transform: "domain", lookup: "index" },
    { shopify: "name", hubspot: "name", transform: "text", lookup: "index" },
  ],
  fields: [
    both("name", "name", "text", { required: true }),
    theirs("domain", "domain", "domain"),
    both("phone", "phone", "phone", ofLocation),
    both("address1", "address", "text", ofLocation),
    both("address2", "address2", "text", ofLocation),
    both("city", "city", "text", ofLocation),
    both("countryCode", "country", "country", { ...ofLocation, required: true }),
    both("provinceCode", "state", "province", { ...ofLocation, travelsWith: "countryCode" }),
    both("zip", "zip", "text", ofLocation),
    both("note", "description", "multiline"),
    ours("shop", "tandem_shop", "text"),
    ours("companyId", "tandem_company_id", "text"),
    ours("companyUrl", "tandem_company_url", "text"),
    ours("externalId", "tandem_external_id", "text"),
    ours("customerSince", "tandem_customer_since", "datetime"),
    ours("ordersCount", "tandem_orders_count", "number"),
    ours("totalSpent", "tandem_total_spent", "number"),
    ours("currency", "tandem_currency", "text"),
    ours("locationsCount", "tandem_locations_count", "number"),
    ours("mainContact", "tandem_main_contact", "text"),
    firstSyncField(companyProperties.tandem_first_sync),
  ],
  children: { object: "company_locations", option: "locations" },
  associations: [{ to: "customers", labelled: true }],
  consent: null,
  onDelete: { shopify: "keep", hubspot: "tombstone" },
  searchKeys: ["name", "domain", "externalId", "companyId"],
});
