import type { StandardGroup, StandardProperty } from "#sandbox/hubspot/crm/standard-property.ts";
import { inGroup } from "#sandbox/hubspot/crm/standard-property.ts";

export const contactGroups: StandardGroup[] = [
  { name: "contactinformation", label: "Contact information" },
  { name: "emailinformation", label: "Email information" },
  { name: "contactlcs", label: "Contact properties" },
];

const info = "contactinformation";
const email = inGroup("emailinformation");

const { text, textarea, phone, moment, select, owner, readOnly } = inGroup(info);

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
  phone("phone", "Phone Number"),
  phone("mobilephone", "Mobile Phone Number"),
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
  textarea("message", "Message"),
  text("annualrevenue", "Annual Revenue"),
  moment("closedate", "Close Date"),
  select("lifecyclestage", "Lifecycle Stage", LIFECYCLE_STAGES, { fieldType: "radio" }),
  select("hs_lead_status", "Lead Status", LEAD_STATUSES, { fieldType: "radio", openOptions: true }),
  owner("hubspot_owner_id", "Contact owner"),
  text("hs_additional_emails", "Additional email addresses"),
  readOnly("hs_marketable_status", "Marketing contact status", "bool"),
  email.readOnly("hs_email_domain", "Email Domain"),
  email.readOnly("hs_email_optout", "Unsubscribed from all email", "bool"),
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
