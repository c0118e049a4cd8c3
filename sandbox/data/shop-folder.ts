import type { CancelReason, FulfillmentStatus as OrderStatus } from "#sandbox/shopify/state/order-records.ts";
import type { CustomerState, EmailConsent, SmsConsent } from "#sandbox/shopify/state/records.ts";

/** A row of a file that could not be loaded. `row` counts as a spreadsheet does: the header is row 1. */
export interface RowProblem {
  file: string;
  row: number;
  reason: string;
}

export interface FolderAddress {
  name: string;
  company: string;
  address1: string;
  address2: string;
  city: string;
  provinceCode: string;
  countryCode: string;
  zip: string;
  phone: string;
}

export interface FolderCustomer {
  row: number;
  /** Digits only, or null where the file names no id (older exports). */
  id: string | null;
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  acceptsEmailMarketing: boolean;
  acceptsSmsMarketing: boolean;
  address: FolderAddress | null;
  totalSpent: string;
  totalOrders: number;
  note: string;
  taxExempt: boolean;
  tags: string[];
}

export interface FolderVariant {
  sku: string | null;
  price: string;
  compareAtPrice: string | null;
  cost: string | null;
  grams: number;
  quantity: number;
  barcode: string | null;
  taxable: boolean;
  requiresShipping: boolean;
  optionValues: string[];
  imageUrl: string | null;
}

export interface FolderProduct {
  row: number;
  handle: string;
  title: string;
  bodyHtml: string;
  vendor: string;
  type: string;
  /** Title of the collection that the product is in; "" for none. */
  collection: string;
  tags: string[];
  published: boolean;
  status: "ACTIVE" | "DRAFT" | "ARCHIVED";
  isGiftCard: boolean;
  optionNames: string[];
  variants: FolderVariant[];
  images: { url: string; alt: string }[];
  seoTitle: string;
  seoDescription: string;
}

export interface FolderLineItem {
  name: string;
  sku: string | null;
  vendor: string;
  quantity: number;
  price: string;
  /** Of the whole line. */
  discount: string;
  taxable: boolean;
  requiresShipping: boolean;
  fulfillmentStatus: "fulfilled" | "pending";
}

export type FinancialStatus =
  | "authorized"
  | "expired"
  | "paid"
  | "partially_paid"
  | "partially_refunded"
  | "pending"
  | "refunded"
  | "voided";
export type FulfillmentStatus = "fulfilled" | "partial" | "restocked" | "unfulfilled";

export interface FolderOrder {
  row: number;
  id: string | null;
  name: string;
  /** As written, trimmed; null for an order without an e-mail. */
  email: string | null;
  phone: string | null;
  financialStatus: FinancialStatus;
  fulfillmentStatus: FulfillmentStatus;
  createdAt: string;
  paidAt: string | null;
  fulfilledAt: string | null;
  cancelledAt: string | null;
  acceptsMarketing: boolean;
  currency: string;
  subtotal: string;
  shipping: string;
  taxes: string;
  total: string;
  refunded: string;
  outstanding: string;
  discountCode: string | null;
  discountAmount: string;
  shippingMethod: string;
  paymentMethod: string;
  taxLines: { title: string; price: string }[];
  billingAddress: FolderAddress | null;
  shippingAddress: FolderAddress | null;
  lineItems: FolderLineItem[];
  note: string;
  tags: string[];
  source: string;
}

/** The loader's answer: everything that could be read, and a line for everything that could not. */
export interface ShopFolder {
  customers: FolderCustomer[];
  products: FolderProduct[];
  orders: FolderOrder[];
  problems: RowProblem[];
  extras: ShopExtras;
}

/** Lines are named by their place, from 0. */
export type PlacementAct =
  | { kind: "pay" }
  | { kind: "fulfil"; tracking?: string }
  | { kind: "deliver" }
  | { kind: "refund"; lines?: { line: number; quantity: number }[]; shipping?: boolean }
  | { kind: "cancel"; reason: CancelReason; refund: boolean }
  | {
      kind: "edit";
      quantities?: { line: number; quantity: number }[];
      add?: { name: string; quantity: number; price: string };
    };

/** What Shopify's CSV files cannot hold. Customers are named by id, as their e-mail may be missing. */
export interface ShopExtras {
  customers: {
    id: string;
    createdAt?: string;
    locale?: string;
    verifiedEmail?: boolean;
    state?: CustomerState;
    emailConsent?: EmailConsent;
    smsConsent?: SmsConsent;
  }[];
  companies: {
    name: string;
    externalId: string | null;
    note: string;
    createdAt: string;
    locations: (FolderAddress & { externalId: string | null })[];
    contacts: { customerId: string; title: string; isMain: boolean }[];
  }[];
  checkouts: {
    token: string;
    customerId: string | null;
    email: string | null;
    phone?: string;
    createdAt: string;
    completedAt: string | null;
    currency: string;
    discountCode?: string;
    /** Takes this much off the whole. */
    discount?: string;
    shipping?: string;
    lineItems: { sku: string | null; name: string; quantity: number; price: string }[];
  }[];
  /** Of products by their handles. */
  collections: { title: string; handle: string; descriptionHtml: string; products: string[] }[];
  metafieldDefinitions: {
    owner: MetafieldOwner;
    namespace: string;
    key: string;
    name: string;
    type: string;
    isUnique: boolean;
    /** The only values that are allowed; empty for any. */
    choices: string[];
  }[];
  /** `of` names the owner: a customer's id, a product's handle, a variant's SKU, a company's name. */
  metafields: { owner: MetafieldOwner; of: string; namespace: string; key: string; type: string; value: string }[];
  /** Roles beside the main contact's, who is the admin of the first location. */
  companyRoles: { company: string; customerId: string; location: string; role: string }[];
  /** By the order's id: what became of it after the columns of the export end. */
  orders: {
    id: string;
    fulfillmentStatus?: OrderStatus;
    deliveredAt?: string;
    tracking?: { company: string; number: string; url: string };
    cancelReason?: CancelReason;
    checkoutToken?: string;
    /** Name of the company that bought, through its contact with the order's customer. */
    company?: string;
  }[];
  /** Orders that no export holds: in currencies without or with three decimals, edited or refunded by line. */
  placements: {
    name: string;
    email: string;
    currency: string;
    createdAt: string;
    discountCode?: string;
    discountPercent?: string;
    shipping: string;
    taxRate?: string;
    /** Of the checkout that it was. */
    checkoutToken?: string;
    lineItems: { name: string; quantity: number; price: string }[];
    /** What happened next, in this order. */
    acts: PlacementAct[];
  }[];
}

type MetafieldOwner = "Company" | "Customer" | "Product" | "ProductVariant";
