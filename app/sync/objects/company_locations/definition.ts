import { defineSyncObject } from "../../definition.ts";
import { companies } from "../companies/definition.ts";
import { companyProperties } from "../companies/properties.ts";
import { firstSyncField, oursOf, theirs } from "../property-kinds.ts";

const ours = oursOf(companyProperties);

/**
 * Locations of a B2B company as companies below it in HubSpot, for merchants who want them (the switch `locations`). Shopify decides what
 * they hold: the company itself is where HubSpot's changes flow back.
 */
export const companyLocations = defineSyncObject({
  key: "company_locations",
  shopify: { gidType: "CompanyLocation", topics: [], scopes: companies.shopify.scopes },
  hubspot: { ...companies.hubspot, watchedProperties: [] },
  direction: "to_hubspot",
  match: [],
  fields: [
    theirs("name", "name", "text"),
    theirs("phone", "phone", "phone"),
    theirs("address1", "address", "text"),
    theirs("address2", "address2", "text"),
    theirs("city", "city", "text"),
    theirs("countryCode", "country", "country"),
    theirs("provinceCode", "state", "province"),
    theirs("zip", "zip", "text"),
    theirs("note", "description", "multiline"),
    ours("shop", "tandem_shop", "text"),
    ours("companyId", "tandem_company_id", "text"),
    ours("locationId", "tandem_location_id", "text"),
    ours("companyUrl", "tandem_company_url", "text"),
    ours("externalId", "tandem_external_id", "text"),
    ours("customerSince", "tandem_customer_since", "datetime"),
    ours("ordersCount", "tandem_orders_count", "number"),
    ours("totalSpent", "tandem_total_spent", "number"),
    ours("currency", "tandem_currency", "text"),
    firstSyncField(companyProperties.tandem_first_sync),
  ],
  // HubSpot's association type from a child company to its parent.
  parent: { object: "companies", associationTypeId: 14, idPrefix: "location-" },
  consent: null,
  onDelete: { shopify: "delete", hubspot: "tombstone" },
  searchKeys: ["name", "externalId", "locationId"],
});
