/** Plain records of a stand-in shop. Ids are Shopify's numeric ids; instants are ISO 8601 in UTC with whole seconds, as Shopify gives them. */

export type EmailState = "NOT_SUBSCRIBED" | "PENDING" | "SUBSCRIBED" | "UNSUBSCRIBED" | "REDACTED" | "INVALID";
export type SmsState = "NOT_SUBSCRIBED" | "PENDING" | "SUBSCRIBED" | "UNSUBSCRIBED" | "REDACTED";
export type OptInLevel = "SINGLE_OPT_IN" | "CONFIRMED_OPT_IN" | "UNKNOWN";
export type CustomerState = "DISABLED" | "INVITED" | "ENABLED" | "DECLINED";

export interface EmailConsent {
  state: EmailState;
  optInLevel: OptInLevel | null;
  updatedAt: string | null;
}

export interface SmsConsent {
  state: SmsState;
  optInLevel: OptInLevel | null;
  updatedAt: string | null;
  collectedFrom: "SHOPIFY" | "OTHER" | null;
}

export interface AddressRecord {
  id: number;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  province: string | null;
  provinceCode: string | null;
  country: string | null;
  countryCode: string | null;
  zip: string | null;
  phone: string | null;
}

export interface CustomerRecord {
  id: number;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  tags: string[];
  state: CustomerState;
  verifiedEmail: boolean;
  taxExempt: boolean;
  taxExemptions: string[];
  locale: string;
  multipassIdentifier: string | null;
  dataSaleOptOut: boolean;
  addresses: AddressRecord[];
  defaultAddressId: number | null;
  emailConsent: EmailConsent;
  smsConsent: SmsConsent;
  createdAt: string;
  updatedAt: string;
}

export interface VariantRecord {
  id: number;
  title: string;
  sku: string | null;
  barcode: string | null;
  /** Decimal string in the shop's currency. */
  price: string;
  compareAtPrice: string | null;
  cost: string | null;
  options: { name: string; value: string }[];
  inventoryQuantity: number | null;
  inventoryTracked: boolean;
  taxable: boolean;
  requiresShipping: boolean;
  grams: number;
  imageUrl: string | null;
  position: number;
  createdAt: string;
  updatedAt: string;
}

export interface ProductRecord {
  id: number;
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  status: "ACTIVE" | "ARCHIVED" | "DRAFT";
  publishedAt: string | null;
  images: { url: string; altText: string | null }[];
  options: { name: string; values: string[] }[];
  variants: VariantRecord[];
  createdAt: string;
  updatedAt: string;
}

export interface MetafieldRecord {
  id: number;
  /** GID of the record that carries it. */
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: string;
  updatedAt: string;
}

export interface ShopProfile {
  id: number;
  domain: string;
  handle: string;
  name: string;
  email: string;
  currency: string;
  ianaTimezone: string;
  countryCode: string;
  planName: "Basic" | "Advanced" | "Shopify Plus";
  createdAt: string;
}

/** A refusal in Shopify's words: `field` is the path inside the record ("email", or "addresses", "0", "country"). */
export interface Refusal {
  field: string[] | null;
  message: string;
  code: string;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; errors: Refusal[] };

/** Something that Shopify would tell subscribers about. The payload is what the topic carries, fixed at that moment. */
export interface ShopEvent {
  topic: string;
  shop: string;
  payload: Record<string, unknown>;
  /** Milliseconds on the stand-in's clock. */
  at: number;
}
