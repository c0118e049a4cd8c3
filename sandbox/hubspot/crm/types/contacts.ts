import { contactGroups, contactProperties } from "#sandbox/hubspot/crm/contact-properties.ts";
import { deriveContact, startContact } from "#sandbox/hubspot/crm/derive-contact.ts";
import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { scopesOf } from "#sandbox/hubspot/crm/object-type.ts";

export const contacts: ObjectType = {
  typeId: "0-1",
  singular: "contact",
  plural: "contacts",
  legacyName: "CONTACT",
  label: { one: "Contact", many: "Contacts" },
  modifiedProperty: "lastmodifieddate",
  createdProperty: "createdate",
  primaryKey: "email",
  secondaryKey: "hs_additional_emails",
  defaultProperties: ["email", "firstname", "lastname"],
  searchableProperties: [
    "firstname",
    "lastname",
    "email",
    "phone",
    "hs_additional_emails",
    "fax",
    "mobilephone",
    "company",
  ],
  listProperties: ["email", "phone"],
  nameProperties: ["firstname", "lastname"],
  groups: contactGroups,
  properties: contactProperties,
  scopes: scopesOf("contacts"),
  canMerge: true,
  startValues: startContact,
  derive: deriveContact,
};
