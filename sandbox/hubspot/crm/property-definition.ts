export const PROPERTY_TYPES = ["bool", "date", "datetime", "enumeration", "number", "phone_number", "string"] as const;
export const FIELD_TYPES = [
  "booleancheckbox",
  "calculation_equation",
  "checkbox",
  "date",
  "file",
  "html",
  "number",
  "phonenumber",
  "radio",
  "select",
  "text",
  "textarea",
] as const;

export type PropertyType = (typeof PROPERTY_TYPES)[number];
export type FieldType = (typeof FIELD_TYPES)[number];

/** Which field types a property type may be shown as (the table of HubSpot's properties guide). */
export const FIELD_TYPES_OF: Record<PropertyType, readonly FieldType[]> = {
  bool: ["booleancheckbox", "calculation_equation"],
  date: ["date"],
  datetime: ["date"],
  enumeration: ["booleancheckbox", "calculation_equation", "checkbox", "radio", "select"],
  number: ["calculation_equation", "number"],
  phone_number: ["phonenumber"],
  string: ["calculation_equation", "file", "html", "phonenumber", "text", "textarea"],
};

export interface PropertyOption {
  label: string;
  value: string;
  displayOrder: number;
  hidden: boolean;
  description?: string;
}

export interface PropertyDefinition {
  name: string;
  label: string;
  type: PropertyType;
  fieldType: FieldType;
  groupName: string;
  description: string;
  options: PropertyOption[];
  displayOrder: number;
  hasUniqueValue: boolean;
  hidden: boolean;
  formField: boolean;
  hubspotDefined: boolean;
  calculated: boolean;
  /** Options live elsewhere (owners). */
  externalOptions: boolean;
  readOnlyValue: boolean;
  readOnlyOptions: boolean;
  notNegative: boolean;
  /** What is written to it is answered as taken and left out. */
  discards: boolean;
  archived: boolean;
  archivedAt?: number;
  createdAt: number;
  updatedAt: number;
}

export interface PropertyGroup {
  name: string;
  label: string;
  displayOrder: number;
  archived: boolean;
}

/** The definition as `/crm/properties` shows it. */
export function presentDefinition(definition: PropertyDefinition): object {
  const { readOnlyValue, readOnlyOptions, notNegative: _, discards: __, ...rest } = definition;
  const { createdAt, updatedAt, archivedAt, ...shown } = rest;
  return {
    updatedAt: toInstant(updatedAt),
    createdAt: toInstant(createdAt),
    ...shown,
    ...(archivedAt === undefined ? {} : { archivedAt: toInstant(archivedAt) }),
    modificationMetadata: {
      archivable: !definition.hubspotDefined,
      readOnlyDefinition: definition.hubspotDefined,
      readOnlyValue,
      ...(definition.type === "enumeration" ? { readOnlyOptions } : {}),
    },
  };
}

/** HubSpot prints times as Java's Instant does: without a fraction when the milliseconds are zero. */
export function toInstant(at: number): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}
