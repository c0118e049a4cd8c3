import type { CheckoutLineRecord, CheckoutRecord } from "./checkout-records.ts";
import { discountCodes, discountedShipping, taxLines } from "./describe-order.ts";
import { fromMinor, toMinor } from "./money.ts";
import { allocationPayload, orderAddressPayload, taxPayload } from "./order-line-payload.ts";
import type { PayloadShop } from "./order-payload.ts";
import { buyerPayload } from "./order-payload.ts";
import type { OrderRecord } from "./order-records.ts";
import { amountOf, lineTotals } from "./order-totals.ts";
import type { ShopProfile } from "./records.ts";
import { webhookTime } from "./webhook-time.ts";

/** A checkout as the order that it would become: priced, described and shown alike. */
export function asOrder(checkout: CheckoutRecord): OrderRecord {
  const { lineItems, landingSite: _, referringSite: __, key: ___, token, ...rest } = checkout;
  return {
    ...rest,
    name: `#${checkout.id}`,
    number: checkout.id,
    purchasingCompany: null,
    tags: [],
    poNumber: null,
    lineItems: lineItems.map((line) => ({
      ...line,
      currentQuantity: line.quantity,
      fulfillableQuantity: line.quantity,
    })),
    transactions: [],
    fulfillments: [],
    refunds: [],
    tip: "0",
    originalTotal: "0",
    financialStatus: "PENDING",
    fulfillmentStatus: "UNFULFILLED",
    heldAs: null,
    isEdited: false,
    sourceName: "web",
    visit: null,
    checkoutToken: token,
    test: false,
    cancelReason: null,
    cancelNote: null,
    processedAt: checkout.createdAt,
    cancelledAt: null,
    closedAt: null,
  };
}

export function recoveryUrl(checkout: CheckoutRecord, shop: ShopProfile): string {
  return `https://${shop.domain}/${shop.id}/checkouts/ac/${checkout.token}/recover?key=${checkout.key}`;
}

/** checkouts/create and checkouts/update as Shopify's 2026-07 samples have them: a token, and since 2026-04 no id. */
export function checkoutPayload(
  checkout: CheckoutRecord,
  { shop, findCustomer }: PayloadShop,
): Record<string, unknown> {
  const order = asOrder(checkout);
  const time = (instant: string | null) => instant && webhookTime(instant, shop.ianaTimezone);
  return {
    token: checkout.token,
    email: checkout.email ?? "",
    gateway: null,
    buyer_accepts_marketing: checkout.acceptsMarketing,
    created_at: time(checkout.createdAt),
    updated_at: time(checkout.updatedAt),
    landing_site: checkout.landingSite,
    note: checkout.note || null,
    note_attributes: checkout.customAttributes.map(({ key, value }) => ({ name: key, value })),
    referring_site: checkout.referringSite,
    shipping_lines: checkout.shippingLines.map((line) => ({
      id: line.id,
      code: line.code,
      price: discountedShipping(line, checkout.currency),
      source: line.source,
      title: line.title,
    })),
    taxes_included: checkout.taxesIncluded,
    total_weight: checkout.lineItems.reduce((sum, line) => sum + line.grams * line.quantity, 0),
    currency: checkout.currency,
    completed_at: time(checkout.completedAt),
    closed_at: null,
    user_id: null,
    location_id: null,
    source_identifier: null,
    source_url: null,
    device_id: null,
    phone: checkout.phone,
    customer_locale: checkout.customerLocale,
    line_items: checkout.lineItems.map((line) => checkoutLine(order, line)),
    name: `#${checkout.id}`,
    source: null,
    abandoned_checkout_url: recoveryUrl(checkout, shop),
    discount_codes: discountCodes(order),
    tax_lines: taxLines(order).map((line) => {
      const { price_set: _, ...tax } = taxPayload(line, checkout.currency);
      return tax;
    }),
    source_name: "web",
    ...sums(checkout),
    billing_address: checkout.billingAddress && orderAddressPayload(checkout.billingAddress),
    shipping_address: checkout.shippingAddress && orderAddressPayload(checkout.shippingAddress),
    customer: buyerPayload(findCustomer(checkout.customerId ?? -1), shop),
  };
}

/** checkouts/delete: the sample's sums, and the token in place of the id that checkouts have no longer. */
export function deletedCheckoutPayload(checkout: CheckoutRecord): Record<string, unknown> {
  return { token: checkout.token, ...sums(checkout) };
}

function sums(checkout: CheckoutRecord): Record<string, unknown> {
  const order = asOrder(checkout);
  return {
    presentment_currency: checkout.currency,
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    total_discounts: amountOf(order, "discounts"),
    total_line_items_price: amountOf(order, "items"),
    total_price: amountOf(order, "total"),
    total_tax: amountOf(order, "tax"),
    subtotal_price: amountOf(order, "subtotal"),
    cart_token: checkout.cartToken,
    total_duties: null,
    reservation_token: null,
  };
}

function checkoutLine(order: OrderRecord, line: CheckoutLineRecord): Record<string, unknown> {
  const full = { ...line, currentQuantity: line.quantity, fulfillableQuantity: line.quantity };
  const { lineDiscount } = lineTotals(order, full);
  return {
    applied_discounts: [],
    discount_allocations: line.discounts.map((part) => allocationPayload(part, order.currency)),
    key: line.id.toString(16),
    destination_location_id: null,
    fulfillment_service: "manual",
    gift_card: line.giftCard,
    grams: line.grams,
    origin_location_id: null,
    presentment_title: line.title,
    presentment_variant_title: line.variantTitle ?? "",
    product_id: line.productId,
    properties: line.customAttributes.map(({ key, value }) => ({ name: key, value })),
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    tax_lines: line.taxLines.map((tax, index) => checkoutTax(tax, index)),
    taxable: line.taxable,
    title: line.title,
    variant_id: line.variantId,
    variant_title: line.variantTitle ?? "",
    variant_price: line.price,
    vendor: line.vendor,
    user_id: null,
    unit_price_measurement: NO_MEASURE,
    rank: null,
    compare_at_price: null,
    line_price: fromMinor(toMinor(line.price, order.currency) * BigInt(line.quantity) - lineDiscount, order.currency),
    price: line.price,
  };
}

const NO_MEASURE = {
  measured_type: null,
  quantity_value: null,
  quantity_unit: null,
  reference_value: null,
  reference_unit: null,
};

function checkoutTax(tax: { amount: string; rate: string; title: string }, index: number): Record<string, unknown> {
  return {
    price: tax.amount,
    position: index + 1,
    rate: Number(tax.rate),
    title: tax.title,
    source: "Shopify",
    zone: null,
    channel_liable: false,
    tax_calculation_price: tax.amount,
    compare_at: Number(tax.rate),
  };
}
