import type { PropertyDefinition } from "../../definition.ts";

const text = (label: string, description: string): PropertyDefinition => ({
  label,
  description,
  type: "string",
  fieldType: "text",
});

const instant = (label: string, description: string): PropertyDefinition => ({
  label,
  description,
  type: "datetime",
  fieldType: "date",
});

const flag = (label: string, description: string): PropertyDefinition => ({
  label,
  description,
  type: "bool",
  fieldType: "booleancheckbox",
  options: [
    { label: "Yes", value: "true" },
    { label: "No", value: "false" },
  ],
});

const amount = (label: string, description: string): PropertyDefinition => ({
  label,
  description,
  type: "number",
  fieldType: "number",
});

const consentOptions = [
  { label: "Subscribed", value: "subscribed" },
  { label: "Unsubscribed", value: "unsubscribed" },
  { label: "Not subscribed", value: "not_subscribed" },
  { label: "Pending", value: "pending" },
  { label: "Invalid", value: "invalid" },
  { label: "Redacted", value: "redacted" },
];

const consent = (label: string, description: string): PropertyDefinition => ({
  label,
  description,
  type: "enumeration",
  fieldType: "select",
  options: consentOptions,
});

/** Tandem's own contact properties by internal name. */
export const contactProperties = {
  tandem_customer_key: {
    ...text("Shopify customer key", "Shop and customer id; unique in this account. Written once by Tandem."),
    hasUniqueValue: true,
  },
  tandem_shop: text("Shopify shop", "The shop the customer belongs to."),
  tandem_customer_id: text("Shopify customer ID", "The customer's number in Shopify."),
  tandem_customer_url: text("Shopify customer link", "Opens the customer in the Shopify admin."),
  tandem_customer_since: instant("Shopify customer since", "When the customer was added in Shopify."),
  tandem_account_state: text("Shopify account state", "Whether the customer has an account in the shop."),
  tandem_verified_email: flag("Shopify verified email", "Whether Shopify holds the email address for verified."),
  tandem_tax_exempt: flag(
    "Shopify tax exempt",
    "Whether the customer is exempt from taxes. A change here reaches Shopify.",
  ),
  tandem_tags: {
    ...text("Shopify tags", "The customer's tags, with commas between them. A change here reaches Shopify."),
    fieldType: "textarea",
  },
  tandem_note: {
    ...text("Shopify note", "The note on the customer. A change here reaches Shopify."),
    fieldType: "textarea",
  },
  tandem_locale: text("Shopify language", "The customer's language."),
  tandem_shops: text("Shopify shops", "All connected shops that have this contact as a customer."),
  tandem_orders_count: amount(
    "Shopify orders",
    "How many orders the customer has placed, in all connected shops together.",
  ),
  tandem_total_spent: amount(
    "Shopify total spent",
    "What the customer has spent, in the currency beside it: in all connected shops of that currency together.",
  ),
  tandem_total_spent_by_currency: text(
    "Shopify total spent by currency",
    "What the customer has spent in all connected shops, each currency for itself: 120.00 EUR, 40.00 USD.",
  ),
  tandem_currency: text("Shopify currency", "Currency of the total spent."),
  tandem_email_consent: consent("Shopify email consent", "Consent to marketing by email."),
  tandem_email_consent_at: instant("Shopify email consent date", "When that consent last changed."),
  tandem_sms_consent: consent(
    "Shopify SMS consent",
    "Consent to marketing by text message. Unsubscribed, set here, reaches Shopify.",
  ),
  tandem_sms_consent_at: instant("Shopify SMS consent date", "When that consent last changed."),
} satisfies Readonly<Record<string, PropertyDefinition>>;
