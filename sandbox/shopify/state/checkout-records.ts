import type {
  Attribute,
  DiscountAllocationRecord,
  DiscountApplicationRecord,
  ShippingLineRecord,
  TaxLineRecord,
} from "./order-records.ts";
import type { AddressRecord } from "./records.ts";

export interface CheckoutLineRecord {
  id: number;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  quantity: number;
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

/** A checkout that somebody began. Amounts and instants as in orders. */
export interface CheckoutRecord {
  id: number;
  token: string;
  /** Opens the checkout again, as part of the recovery address. */
  key: string;
  cartToken: string;
  customerId: number | null;
  email: string | null;
  phone: string | null;
  note: string;
  customAttributes: Attribute[];
  currency: string;
  taxesIncluded: boolean;
  lineItems: CheckoutLineRecord[];
  shippingLines: ShippingLineRecord[];
  discountApplications: DiscountApplicationRecord[];
  billingAddress: AddressRecord | null;
  shippingAddress: AddressRecord | null;
  acceptsMarketing: boolean;
  customerLocale: string | null;
  landingSite: string | null;
  referringSite: string | null;
  createdAt: string;
  updatedAt: string;
  completedAt: string | null;
}
