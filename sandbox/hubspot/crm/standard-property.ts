import type { FieldType, PropertyType } from "#sandbox/hubspot/crm/property-definition.ts";

/** A property that HubSpot itself defines, written short. */
export interface StandardProperty {
  name: string;
  label: string;
  type: PropertyType;
  fieldType: FieldType;
  groupName: string;
  readOnly?: boolean;
  /** HubSpot works the value out of others; always read-only too. */
  calculated?: boolean;
  unique?: boolean;
  /** Options live elsewhere: the portal's owners. */
  external?: boolean;
  /** Its options are the portal's currencies. */
  currencies?: boolean;
  /** Options that an admin may change although the property is HubSpot's. */
  openOptions?: boolean;
  /** Takes no negative number. */
  notNegative?: boolean;
  /** Writes through the API are answered as if they had been taken, and leave no trace. */
  discards?: boolean;
  /** [value, label] pairs. */
  options?: [string, string][];
}

export interface StandardGroup {
  name: string;
  label: string;
}

export const BOOLEAN_OPTIONS: [string, string][] = [
  ["true", "Yes"],
  ["false", "No"],
];

type Flags = Omit<Partial<StandardProperty>, "name" | "label" | "groupName">;

const READ_ONLY_FIELDS: Partial<Record<PropertyType, FieldType>> = {
  number: "number",
  datetime: "date",
  date: "date",
  bool: "booleancheckbox",
};

/** Short ways to write one group's properties. */
export function inGroup(groupName: string) {
  const define =
    (type: PropertyType, fieldType: FieldType) =>
    (name: string, label: string, flags: Flags = {}): StandardProperty => ({
      name,
      label,
      type,
      fieldType,
      groupName,
      ...flags,
    });
  const select = (name: string, label: string, options: [string, string][], flags: Flags = {}): StandardProperty => ({
    ...define("enumeration", "select")(name, label, flags),
    options,
  });
  return {
    text: define("string", "text"),
    textarea: define("string", "textarea"),
    html: define("string", "html"),
    phone: define("string", "phonenumber"),
    number: define("number", "number"),
    moment: define("datetime", "date"),
    select,
    flag: (name: string, label: string, flags: Flags = {}): StandardProperty => ({
      ...define("bool", "booleancheckbox")(name, label, flags),
      options: BOOLEAN_OPTIONS,
    }),
    currency: (name: string, label: string) => select(name, label, [], { currencies: true }),
    owner: (name: string, label: string) => define("enumeration", "select")(name, label, { external: true }),
    readOnly: (name: string, label: string, type: PropertyType = "string"): StandardProperty => ({
      ...define(type, READ_ONLY_FIELDS[type] ?? "text")(name, label, { readOnly: true }),
      ...(type === "bool" ? { options: BOOLEAN_OPTIONS } : {}),
    }),
  };
}

/** What HubSpot keeps about a record of any type but contacts. */
export function recordProperties(groupName: string): StandardProperty[] {
  const { readOnly } = inGroup(groupName);
  return [
    readOnly("hs_object_id", "Record ID", "number"),
    readOnly("hs_createdate", "Object create date/time", "datetime"),
    readOnly("hs_lastmodifieddate", "Object last modified date/time", "datetime"),
    readOnly("hs_merged_object_ids", "Merged record IDs"),
    readOnly("hs_object_source", "Record creation source"),
    readOnly("hs_object_source_id", "Record creation source ID"),
    readOnly("hs_object_source_label", "Record source"),
  ];
}

const ADDRESS_PARTS: [string, string][] = [
  ["name", "name"],
  ["firstname", "first name"],
  ["lastname", "last name"],
  ["street", "street"],
  ["city", "city"],
  ["state", "state"],
  ["country", "country"],
  ["postal_code", "postal code"],
  ["phone", "phone number"],
  ["email", "email"],
];

/** The properties of a shipping and a billing address: `hs_shipping_address_city` and so on. */
export function addressProperties(groupName: string): StandardProperty[] {
  const { text } = inGroup(groupName);
  return ["Shipping", "Billing"].flatMap((kind) =>
    ADDRESS_PARTS.map(([part, label]) => text(`hs_${kind.toLowerCase()}_address_${part}`, `${kind} address ${label}`)),
  );
}
