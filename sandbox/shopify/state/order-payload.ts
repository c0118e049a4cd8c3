import { customerPayload } from "./customer-payload.ts";
import {
  confirmationNumber,
  discountCodes,
  discountedShipping,
  fulfillmentWord,
  gateways,
  statusUrl,
  taxLines,
} from "./describe-order.ts";
import { inCurrency } from "./money.ts";
import { allocationPayload, linePayload, moneySet, orderAddressPayload, taxPayload } from "./order-line-payload.ts";
import { fulfillmentPayload, refundPayload } from "./order-part-payloads.ts";
import type { OrderRecord, ShippingLineRecord } from "./order-records.ts";
import type { OrderTotals } from "./order-totals.ts";
import { amountOf } from "./order-totals.ts";
import type { CustomerRecord, ShopProfile } from "./records.ts";
import { webhookTime } from "./webhook-time.ts";

// Shapes: Shopify's own samples of API version 2026-07. Since 2026-04 there is no checkout_id, but a checkout_token.

/** Who the payloads of one shop's orders are made for. */
export interface PayloadShop {
  shop: ShopProfile;
  findCustomer(id: number): CustomerRecord | undefined;
}

export function orderPayload(order: OrderRecord, { shop, findCustomer }: PayloadShop): Record<string, unknown> {
  const time = (instant: string | null) => instant && webhookTime(instant, shop.ianaTimezone);
  const set = (name: keyof OrderTotals) => moneySet(amountOf(order, name), order.currency);
  const amount = (name: keyof OrderTotals) => amountOf(order, name);
  const token = String(order.id);
  const none = moneySet(inCurrency("0", order.currency), order.currency);
  return {
    id: order.id,
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    ...whereFrom(order),
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: time(order.cancelledAt),
    closed_at: time(order.closedAt),
    confirmed: true,
    created_at: time(order.createdAt),
    currency: order.currency,
    current_shipping_price_set: set("currentShipping"),
    current_subtotal_price: amount("currentSubtotal"),
    current_subtotal_price_set: set("currentSubtotal"),
    current_total_additional_fees_set: null,
    current_total_discounts: amount("currentDiscounts"),
    current_total_discounts_set: set("currentDiscounts"),
    current_total_duties_set: null,
    current_total_price: amount("currentTotal"),
    current_total_price_set: set("currentTotal"),
    current_total_tax: amount("currentTax"),
    current_total_tax_set: set("currentTax"),
    discount_codes: discountCodes(order),
    duties_included: false,
    estimated_taxes: false,
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: fulfillmentWord(order),
    name: order.name,
    note: order.note,
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: statusUrl(order, shop),
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: gateways(order),
    po_number: order.poNumber,
    presentment_currency: order.currency,
    processed_at: time(order.processedAt),
    subtotal_price: amount("subtotal"),
    subtotal_price_set: set("subtotal"),
    tags: order.tags.join(", "),
    tax_exempt: false,
    tax_lines: taxLines(order).map((line) => taxPayload(line, order.currency)),
    taxes_included: order.taxesIncluded,
    test: order.test,
    token,
    total_cash_rounding_payment_adjustment_set: none,
    total_cash_rounding_refund_adjustment_set: none,
    total_discounts: amount("discounts"),
    total_discounts_set: set("discounts"),
    total_line_items_price: amount("items"),
    total_line_items_price_set: set("items"),
    total_outstanding: amount("outstanding"),
    total_price: amount("total"),
    total_price_set: set("total"),
    total_shipping_price_set: set("shippingPrice"),
    total_tax: amount("tax"),
    total_tax_set: set("tax"),
    total_tip_received: amount("tip"),
    total_weight: order.lineItems.reduce((sum, line) => sum + line.grams * line.quantity, 0),
    updated_at: time(order.updatedAt),
    user_id: null,
    billing_address: order.billingAddress && orderAddressPayload(order.billingAddress),
    customer: buyerPayload(findCustomer(order.customerId ?? -1), shop),
    discount_applications: applicationsPayload(order),
    fulfillments: order.fulfillments.map((one) => fulfillmentPayload(order, one, shop)),
    line_items: order.lineItems.map((line) => linePayload(order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(order, refund, shop)),
    shipping_address: order.shippingAddress && orderAddressPayload(order.shippingAddress),
    shipping_lines: order.shippingLines.map((line) => shippingPayload(line, order.currency)),
    returns: [],
    line_item_groups: [],
  };
}

function whereFrom(order: OrderRecord): Record<string, unknown> {
  return {
    app_id: null,
    browser_ip: null,
    buyer_accepts_marketing: order.acceptsMarketing,
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    client_details: null,
    confirmation_number: confirmationNumber(order),
    contact_email: order.email,
    customer_locale: order.customerLocale,
    device_id: null,
    email: order.email,
    landing_site: order.visit?.landingPage ?? null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: "MTU0ODM4MDAwOQ",
    merchant_of_record_app_id: null,
    phone: order.phone,
    reference: null,
    referring_site: order.visit?.referrerUrl ?? null,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
  };
}

function shippingPayload(line: ShippingLineRecord, currency: string): Record<string, unknown> {
  const discounted = discountedShipping(line, currency);
  return {
    id: line.id,
    carrier_identifier: null,
    code: line.code,
    current_discounted_price_set: moneySet(discounted, currency),
    discounted_price: discounted,
    discounted_price_set: moneySet(discounted, currency),
    is_removed: false,
    phone: null,
    price: line.price,
    price_set: moneySet(line.price, currency),
    requested_fulfillment_service_id: null,
    source: line.source,
    title: line.title,
    tax_lines: [],
    discount_allocations: line.discounts.map((part) => allocationPayload(part, currency)),
  };
}

/** A buyer as orders and checkouts carry them: without the list of addresses. */
export function buyerPayload(customer: CustomerRecord | undefined, shop: ShopProfile): Record<string, unknown> | null {
  if (!customer) return null;
  const { addresses: _, ...rest } = customerPayload(customer, shop);
  return rest;
}

function applicationsPayload(order: OrderRecord): Record<string, unknown>[] {
  return order.discountApplications.map((one) => ({
    target_type: one.target.toLowerCase(),
    type: one.kind === "code" ? "discount_code" : "manual",
    value: "percentage" in one.value ? one.value.percentage : one.value.amount,
    value_type: "percentage" in one.value ? "percentage" : "fixed_amount",
    allocation_method: one.selection === "ALL" ? "across" : "each",
    target_selection: one.selection.toLowerCase(),
    ...(one.kind === "code" ? { code: one.title } : { title: one.title, description: one.title }),
  }));
}
