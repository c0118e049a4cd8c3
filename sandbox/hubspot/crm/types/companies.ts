import { LIFECYCLE_STAGES } from "#sandbox/hubspot/crm/contact-properties.ts";
import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { scopesOf, startRecord } from "#sandbox/hubspot/crm/object-type.ts";
import { inGroup, recordProperties } from "#sandbox/hubspot/crm/standard-property.ts";

const GROUP = "companyinformation";
const { text, textarea, phone, number, select, owner, readOnly } = inGroup(GROUP);

/** A part of HubSpot's list, enough to meet an option that is there and one that is not. */
const INDUSTRIES: [string, string][] = [
  ["APPAREL_FASHION", "Apparel & Fashion"],
  ["COMPUTER_SOFTWARE", "Computer Software"],
  ["CONSUMER_GOODS", "Consumer Goods"],
  ["COSMETICS", "Cosmetics"],
  ["FOOD_BEVERAGES", "Food & Beverages"],
  ["FURNITURE", "Furniture"],
  ["INTERNET", "Internet"],
  ["RETAIL", "Retail"],
  ["SPORTING_GOODS", "Sporting Goods"],
  ["WHOLESALE", "Wholesale"],
];

/** Companies: HubSpot's API does not tell two with one domain apart, so nothing but the id is unique. */
export const companies: ObjectType = {
  typeId: "0-2",
  singular: "company",
  plural: "companies",
  legacyName: "COMPANY",
  label: { one: "Company", many: "Companies" },
  modifiedProperty: "hs_lastmodifieddate",
  createdProperty: "createdate",
  defaultProperties: ["name", "domain"],
  searchableProperties: ["website", "phone", "name", "domain"],
  listProperties: ["domain", "phone"],
  nameProperties: ["name"],
  groups: [{ name: GROUP, label: "Company information" }],
  properties: [
    text("name", "Company name"),
    text("domain", "Company Domain Name"),
    text("hs_additional_domains", "Additional Domains"),
    text("website", "Website URL"),
    phone("phone", "Phone Number"),
    text("address", "Street Address"),
    text("address2", "Street Address 2"),
    text("city", "City"),
    text("state", "State/Region"),
    text("zip", "Postal Code"),
    text("country", "Country/Region"),
    select("industry", "Industry", INDUSTRIES, { openOptions: true }),
    textarea("description", "Description"),
    number("numberofemployees", "Number of Employees"),
    number("annualrevenue", "Annual Revenue"),
    select("lifecyclestage", "Lifecycle Stage", LIFECYCLE_STAGES, { fieldType: "radio" }),
    owner("hubspot_owner_id", "Company owner"),
    readOnly("createdate", "Create Date", "datetime"),
    ...recordProperties(GROUP),
  ],
  scopes: scopesOf("companies"),
  canMerge: true,
  startValues: startRecord,
};
