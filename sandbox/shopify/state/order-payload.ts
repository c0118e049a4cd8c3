import type { OrderRecord, ShopProfile } from "./records.ts";
import { webhookTime } from "./webhook-time.ts";

/** orders/* as Shopify's 2026-07 sample has it, for the fields that the stand-in holds. */
export function orderPayload(order: OrderRecord, shop: ShopProfile): Record<string, unknown> {
  const time = (instant: string | null) => instant && webhookTime(instant, shop.ianaTimezone);
  const money = (amount: string) => ({
    shop_money: { amount, currency_code: order.currency },
    presentment_money: { amount, currency_code: order.currency },
  });
  return {
    id: order.id,
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    name: order.name,
    email: order.email,
    contact_email: order.email,
    phone: order.phone,
    note: order.note,
    tags: order.tags.join(", "),
    test: order.test,
    currency: order.currency,
    presentment_currency: order.currency,
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: order.fulfillmentStatus === "UNFULFILLED" ? null : order.fulfillmentStatus.toLowerCase(),
    source_name: order.sourceName,
    created_at: time(order.createdAt),
    updated_at: time(order.updatedAt),
    processed_at: time(order.processedAt),
    cancelled_at: time(order.cancelledAt),
    closed_at: time(order.closedAt),
    subtotal_price: order.subtotal,
    total_discounts: order.discount,
    total_tax: order.tax,
    total_price: order.total,
    current_total_price: order.total,
    total_price_set: money(order.total),
    discount_codes: order.discountCodes.map((code) => ({ code, amount: order.discount, type: "fixed_amount" })),
    customer: order.customerId && {
      id: order.customerId,
      admin_graphql_api_id: `gid://shopify/Customer/${order.customerId}`,
    },
    line_items: order.lineItems.map((line) => ({
      id: line.id,
      admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
      title: line.title,
      variant_title: line.variantTitle,
      sku: line.sku,
      vendor: line.vendor,
      quantity: line.quantity,
      price: line.price,
      total_discount: line.discount,
      product_id: line.productId,
      variant_id: line.variantId,
    })),
  };
}
