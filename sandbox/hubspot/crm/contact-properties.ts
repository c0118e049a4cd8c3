import type { FieldType, PropertyType } from "#sandbox/hubspot/crm/property-definition.ts";

/** A standard property, written short: [name, label, type, field type, group, flags, options]. */
export interface StandardProperty {
  name: string;
  label: string;
  type: PropertyType;
  fieldType: FieldType;
  groupName: string;
  readOnly?: boolean;
  unique?: boolean;
  external?: boolean;
  /** [value, label] pairs. */
  options?: [string, string][];
}

export interface StandardGroup {
  name: string;
  label: string;
}

export const contactGroups: StandardGroup[] = [
  { name: "contactinformation", label: "Contact information" },
  { name: "emailinformation", label: "Email information" },
  { name: "contactlcs", label: "Contact properties" },
];

const info = "contactinformation";
const email = "emailinformation";

function text(name: string, label: string, groupName = info): StandardProperty {
  return { name, label, type: "string", fieldType: "text", groupName };
}

function readOnly(name: string, label: string, type: PropertyType = "string", groupName = info): StandardProperty {
  const fieldType = ({ number: "number", datetime: "date", bool: "booleancheckbox" } as Record<string, FieldType>)[
    type
  ];
  return { name, label, type, fieldType: fieldType ?? "text", groupName, readOnly: true, ...booleanOptions(type) };
}

export const BOOLEAN_OPTIONS: [string, string][] = [
  ["true", "Yes"],
  ["false", "No"],
];

function booleanOptions(type: PropertyType): { options?: [string, string][] } {
  return type === "bool" ? { options: BOOLEAN_OPTIONS } : {};
}

/** In the order contacts move through them; a contact only moves forward. */
export const LIFECYCLE_STAGES: [string, string][] = [
  ["subscriber", "Subscriber"],
  ["lead", "Lead"],
  ["marketingqualifiedlead", "Marketing Qualified Lead"],
  ["salesqualifiedlead", "Sales Qualified Lead"],
  ["opportunity", "Opportunity"],
  ["customer", "Customer"],
  ["evangelist", "Evangelist"],
  ["other", "Other"],
];

const LEAD_STATUSES: [string, string][] = [
  ["NEW", "New"],
  ["OPEN", "Open"],
  ["IN_PROGRESS", "In Progress"],
  ["OPEN_DEAL", "Open Deal"],
  ["UNQUALIFIED", "Unqualified"],
  ["ATTEMPTED_TO_CONTACT", "Attempted to Contact"],
  ["CONNECTED", "Connected"],
  ["BAD_TIMING", "Bad Timing"],
];

/**
 * HubSpot's own contact properties, as far as a shop's integration meets them. `createdate` is kept read-only: whether
 * a live portal lets an app set it was not verified, and refusing is the careful side.
 */
export const contactProperties: StandardProperty[] = [
  text("email", "Email"),
  text("firstname", "First Name"),
  text("lastname", "Last Name"),
  { name: "phone", label: "Phone Number", type: "string", fieldType: "phonenumber", groupName: info },
  { name: "mobilephone", label: "Mobile Phone Number", type: "string", fieldType: "phonenumber", groupName: info },
  text("fax", "Fax Number"),
  text("address", "Street Address"),
  text("city", "City"),
  text("state", "State/Region"),
  text("zip", "Postal Code"),
  text("country", "Country/Region"),
  text("company", "Company Name"),
  text("jobtitle", "Job Title"),
  text("salutation", "Salutation"),
  text("website", "Website URL"),
  text("industry", "Industry"),
  text("gender", "Gender"),
  text("date_of_birth", "Date of birth"),
  text("hs_language", "Preferred language"),
  { name: "message", label: "Message", type: "string", fieldType: "textarea", groupName: info },
  { name: "annualrevenue", label: "Annual Revenue", type: "string", fieldType: "text", groupName: info },
  { name: "closedate", label: "Close Date", type: "datetime", fieldType: "date", groupName: info },
  {
    name: "lifecyclestage",
    label: "Lifecycle Stage",
    type: "enumeration",
    fieldType: "radio",
    groupName: info,
    options: LIFECYCLE_STAGES,
  },
  {
    name: "hs_lead_status",
    label: "Lead Status",
    type: "enumeration",
    fieldType: "radio",
    groupName: info,
    options: LEAD_STATUSES,
  },
  {
    name: "hubspot_owner_id",
    label: "Contact owner",
    type: "enumeration",
    fieldType: "select",
    groupName: info,
    external: true,
  },
  text("hs_additional_emails", "Additional email addresses"),
  readOnly("hs_marketable_status", "Marketing contact status", "bool"),
  readOnly("hs_email_domain", "Email Domain", "string", email),
  readOnly("hs_email_optout", "Unsubscribed from all email", "bool", email),
  readOnly("hs_full_name_or_email", "Full name or email"),
  readOnly("hs_lifecyclestage_lead_date", "Became a Lead Date", "datetime"),
  readOnly("hs_lifecyclestage_customer_date", "Became a Customer Date", "datetime"),
  readOnly("hs_all_contact_vids", "All vids for a contact"),
  readOnly("hs_calculated_merged_vids", "Merged vids with timestamps of a contact"),
  readOnly("hs_merged_object_ids", "Merged record IDs"),
  readOnly("hs_object_source", "Record creation source"),
  readOnly("hs_object_source_id", "Record creation source ID"),
  readOnly("hs_object_source_label", "Record source"),
  readOnly("hs_object_id", "Record ID", "number"),
  readOnly("hs_is_contact", "Is a contact", "bool"),
  readOnly("hs_is_unworked", "Contact unworked", "bool"),
  readOnly("hs_pipeline", "Pipeline"),
  readOnly("num_associated_deals", "Number of Associated Deals", "number"),
  readOnly("total_revenue", "Total Revenue", "number"),
  readOnly("createdate", "Create Date", "datetime"),
  readOnly("lastmodifieddate", "Last Modified Date", "datetime"),
];
