import type { ChangeSource } from "#sandbox/hubspot/crm/change-source.ts";
import type { StandardGroup, StandardProperty } from "#sandbox/hubspot/crm/contact-properties.ts";
import { contactGroups, contactProperties } from "#sandbox/hubspot/crm/contact-properties.ts";
import { deriveContact, startContact } from "#sandbox/hubspot/crm/derive-contact.ts";

/** A kind of CRM record, as data: a further kind is one more entry in the list below. */
export interface ObjectType {
  typeId: string;
  singular: string;
  plural: string;
  /** How error messages call it. */
  legacyName: string;
  label: { one: string; many: string };
  modifiedProperty: string;
  createdProperty: string;
  /** The one HubSpot matches records by of its own accord; a second record with its value is a 409. */
  primaryKey?: string;
  /** Further values that resolve to the record and are unique together with the primary key, separated by ";". */
  secondaryKey?: string;
  /** Besides id, created and modified time. */
  defaultProperties: string[];
  searchableProperties: string[];
  /** For the heading of a record's page. */
  nameProperties: string[];
  groups: StandardGroup[];
  properties: StandardProperty[];
  scopes: { read: string[]; write: string[]; readSchema: string[]; writeSchema: string[] };
  /** What a new record has before anything is written to it. */
  startValues?: (id: string, source: ChangeSource) => [string, string][];
  /** Completes a write with what HubSpot itself changes along. */
  derive?: (before: ReadonlyMap<string, string>, after: Map<string, string>, at: number, source: ChangeSource) => void;
}

const contacts: ObjectType = {
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
  nameProperties: ["firstname", "lastname"],
  groups: contactGroups,
  properties: contactProperties,
  scopes: {
    read: ["crm.objects.contacts.read"],
    write: ["crm.objects.contacts.write"],
    readSchema: ["crm.schemas.contacts.read", "crm.objects.contacts.read", "crm.objects.contacts.write"],
    writeSchema: ["crm.schemas.contacts.write"],
  },
  startValues: startContact,
  derive: deriveContact,
};

export const objectTypes: ObjectType[] = [contacts];

/** The type a path names: by plural, singular, type id or legacy name; undefined when HubSpot would not know it. */
export function findObjectType(name: string): ObjectType | undefined {
  const wanted = name.toLowerCase();
  return objectTypes.find((type) => [type.typeId, type.singular, type.plural].includes(wanted));
}
