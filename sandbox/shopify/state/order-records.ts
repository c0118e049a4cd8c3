import type { AddressRecord } from "./records.ts";

// Amounts are decimal strings with all digits of the order's currency; instants are ISO 8601 in UTC with whole seconds.

export interface Attribute {
  key: string;
  value: string | null;
}

export interface TaxLineRecord {
  title: string;
  /** As a fraction, such as "0.08875". */
  rate: string;
  amount: string;
}

/** A part of a discount application that fell on a line. */
export interface DiscountAllocationRecord {
  /** Place in the order's discount applications. */
  index: number;
  amount: string;
}

export interface DiscountApplicationRecord {
  kind: "code" | "manual";
  /** The code, or what the discount is called. */
  title: string;
  value: { percentage: string } | { amount: string };
  target: "LINE_ITEM" | "SHIPPING_LINE";
  /** ALL: on the whole order, spread over its lines. EXPLICIT: on the line it was given for. */
  selection: "ALL" | "EXPLICIT";
}

export interface LineItemRecord {
  id: number;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  /** Units ordered, removed and refunded ones included. */
  quantity: number;
  /** Units left after edits, refunds and cancellation. */
  currentQuantity: number;
  /** Units that still can be sent. */
  fulfillableQuantity: number;
  /** Unit price before discounts. */
  price: string;
  discounts: DiscountAllocationRecord[];
  taxLines: TaxLineRecord[];
  productId: number | null;
  variantId: number | null;
  requiresShipping: boolean;
  taxable: boolean;
  giftCard: boolean;
  grams: number;
  imageUrl: string | null;
  customAttributes: Attribute[];
}

export interface ShippingLineRecord {
  id: number;
  title: string;
  code: string | null;
  source: string;
  price: string;
  discounts: DiscountAllocationRecord[];
}

export interface TransactionRecord {
  id: number;
  kind: "AUTHORIZATION" | "CAPTURE" | "REFUND" | "SALE" | "VOID";
  status: "SUCCESS" | "PENDING" | "FAILURE";
  gateway: string;
  amount: string;
  parentId: number | null;
  createdAt: string;
  processedAt: string;
  test: boolean;
}

export interface TrackingRecord {
  company: string | null;
  number: string | null;
  url: string | null;
}

export type ShipmentStatus =
  | "ATTEMPTED_DELIVERY"
  | "CARRIER_PICKED_UP"
  | "CONFIRMED"
  | "DELAYED"
  | "DELIVERED"
  | "FAILURE"
  | "IN_TRANSIT"
  | "LABEL_PRINTED"
  | "LABEL_PURCHASED"
  | "OUT_FOR_DELIVERY"
  | "READY_FOR_PICKUP";

interface FulfillmentEventRecord {
  id: number;
  status: ShipmentStatus;
  message: string | null;
  happenedAt: string;
  createdAt: string;
}

export interface FulfillmentRecord {
  id: number;
  /** Counts from 1 within the order. */
  number: number;
  status: "SUCCESS" | "CANCELLED";
  tracking: TrackingRecord[];
  lines: { id: number; lineItemId: number; quantity: number }[];
  events: FulfillmentEventRecord[];
  estimatedDeliveryAt: string | null;
  createdAt: string;
  updatedAt: string;
}

export type RestockType = "CANCEL" | "NO_RESTOCK" | "RETURN" | "LEGACY_RESTOCK";

export interface RefundRecord {
  id: number;
  note: string | null;
  lines: {
    id: number;
    lineItemId: number;
    quantity: number;
    restockType: RestockType;
    subtotal: string;
    tax: string;
  }[];
  /** What went back of the shipping price. */
  shipping: string;
  /** Paid back beyond the lines and shipping given back; below zero when less was paid back. */
  discrepancy: string;
  transactionIds: number[];
  createdAt: string;
  processedAt: string;
}

/** Product facts §5.3: every state that an order can be shown in. */
export type FinancialStatus =
  | "AUTHORIZED"
  | "EXPIRED"
  | "PAID"
  | "PARTIALLY_PAID"
  | "PARTIALLY_REFUNDED"
  | "PENDING"
  | "REFUNDED"
  | "VOIDED";
export type FulfillmentStatus =
  | "FULFILLED"
  | "FULFILLMENT_NOT_REQUIRED"
  | "IN_PROGRESS"
  | "ON_HOLD"
  | "OPEN"
  | "PARTIALLY_FULFILLED"
  | "PENDING_FULFILLMENT"
  | "REQUEST_DECLINED"
  | "RESTOCKED"
  | "SCHEDULED"
  | "UNFULFILLED";
export type CancelReason = "CUSTOMER" | "DECLINED" | "FRAUD" | "INVENTORY" | "OTHER" | "STAFF";

/** The company that bought, by the ids of the shop's companies. */
interface PurchasingCompanyRecord {
  companyId: number;
  contactId: number | null;
  locationId: number;
}

/** Where a buyer came from. */
interface VisitRecord {
  id: number;
  landingPage: string | null;
  referrerUrl: string | null;
  source: string;
  utm: {
    campaign: string | null;
    content: string | null;
    medium: string | null;
    source: string | null;
    term: string | null;
  } | null;
  occurredAt: string;
}

export interface OrderRecord {
  id: number;
  /** As people see it, such as "#1001". */
  name: string;
  number: number;
  customerId: number | null;
  purchasingCompany: PurchasingCompanyRecord | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  tags: string[];
  customAttributes: Attribute[];
  poNumber: string | null;
  currency: string;
  taxesIncluded: boolean;
  lineItems: LineItemRecord[];
  shippingLines: ShippingLineRecord[];
  discountApplications: DiscountApplicationRecord[];
  transactions: TransactionRecord[];
  fulfillments: FulfillmentRecord[];
  refunds: RefundRecord[];
  tip: string;
  /** The total when the order was placed, before any edit. */
  originalTotal: string;
  financialStatus: FinancialStatus;
  fulfillmentStatus: FulfillmentStatus;
  /** What somebody set by hand, such as ON_HOLD: shown until the next fulfilment. */
  heldAs: FulfillmentStatus | null;
  isEdited: boolean;
  sourceName: string | null;
  acceptsMarketing: boolean;
  customerLocale: string | null;
  visit: VisitRecord | null;
  checkoutToken: string | null;
  cartToken: string | null;
  billingAddress: AddressRecord | null;
  shippingAddress: AddressRecord | null;
  test: boolean;
  cancelReason: CancelReason | null;
  cancelNote: string | null;
  processedAt: string;
  cancelledAt: string | null;
  closedAt: string | null;
  createdAt: string;
  updatedAt: string;
}
