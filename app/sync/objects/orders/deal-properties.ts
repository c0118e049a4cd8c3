import type { PropertyDefinition } from "../../definition.ts";
import { firstSyncProperty, flagProperty, instantProperty, numberProperty, textProperty } from "../property-kinds.ts";

/**
 * Tandem's own deal properties by internal name, for what deals have no place for. An order and the checkout it came from are one deal, so
 * both fill the same ones. HubSpot's former shop integration had names of its own (`ip__…`), which are left to it.
 */
export const dealProperties = {
  tandem_order_key: {
    ...textProperty("Shopify order key", "Shop and order id; unique in this account. Written once by Tandem."),
    hasUniqueValue: true,
  },
  tandem_cart_key: {
    ...textProperty(
      "Shopify checkout key",
      "Shop and checkout; unique in this account, so that a checkout and its order are one deal. Written by Tandem.",
    ),
    hasUniqueValue: true,
  },
  tandem_shop: textProperty("Shopify shop", "The shop the order or checkout belongs to."),
  tandem_order_id: textProperty(
    "Shopify order ID",
    "The order's number in Shopify's records, not the one shown to buyers.",
  ),
  tandem_order_url: textProperty("Shopify order link", "Opens the order in the Shopify admin."),
  tandem_order_status: textProperty(
    "Shopify order status",
    "Where the order stands in a word or two, such as Paid or Shipped.",
  ),
  tandem_status_page_url: textProperty("Order status page", "The page where the buyer follows the order."),
  tandem_payment_status: textProperty(
    "Shopify payment status",
    "How far the order is paid; its stage alone does not say.",
  ),
  tandem_fulfillment_status: textProperty("Shopify fulfillment status", "How far the order is sent."),
  tandem_subtotal: numberProperty("Shopify subtotal", "The items after discounts, in the deal's currency."),
  tandem_discount: numberProperty("Shopify discount", "What discounts take off, in the deal's currency."),
  tandem_discount_codes: textProperty("Shopify discount codes", "The codes that the buyer entered."),
  tandem_tax: numberProperty("Shopify tax", "Taxes, in the deal's currency."),
  tandem_shipping_cost: numberProperty("Shopify shipping cost", "What shipping costs, in the deal's currency."),
  tandem_refunded: numberProperty("Shopify refunded amount", "What was paid back, in the deal's currency."),
  tandem_gross_total: numberProperty(
    "Order total before refunds",
    "What the order comes to after edits and before refunds, in its currency.",
  ),
  tandem_net_total: numberProperty(
    "Order total after refunds",
    "What the order comes to after edits and refunds, in its currency.",
  ),
  tandem_tracking_numbers: textProperty("Shopify tracking numbers", "Of the order's shipments."),
  tandem_tracking_urls: textProperty("Shopify tracking links", "Where the shipments can be followed."),
  tandem_tags: textProperty("Shopify order tags", "The order's tags."),
  tandem_processed_at: instantProperty("Shopify order date", "When the order was placed."),
  tandem_cancelled_at: instantProperty("Shopify cancelled at", "When the order was cancelled, or deleted in Shopify."),
  tandem_cancel_reason: textProperty("Shopify cancel reason", "Why the order was cancelled."),
  tandem_accepts_marketing: flagProperty("Buyer accepts marketing", "Whether the buyer agreed to receive e-mails."),
  tandem_landing_site: textProperty("Shopify landing page", "The first page of the visit that led to the order."),
  tandem_referring_site: textProperty("Shopify referring site", "Where the visit that led to the order came from."),
  tandem_sales_channel: textProperty(
    "Shopify sales channel",
    "Where the order was placed, such as Online Store or Point of Sale.",
  ),
  tandem_source_name: textProperty("Shopify source name", "Shopify's short name of the channel, such as web or pos."),
  tandem_test_order: flagProperty("Shopify test order", "Whether the order is a test without real money."),
  tandem_gateway: textProperty("Shopify payment gateway", "How the order was paid."),
  tandem_shipping_method: textProperty("Shopify shipping method", "The shipping option that the buyer chose."),
  tandem_total_weight: numberProperty("Shopify total weight", "Weight of the order after returns, in grams."),
  tandem_items_count: numberProperty("Shopify items", "How many units the order holds after returns and edits."),
  tandem_cart_id: textProperty("Shopify checkout ID", "The abandoned checkout's number in Shopify's records."),
  tandem_started_at: instantProperty("Checkout started", "When the buyer began the checkout."),
  tandem_completed_at: instantProperty("Checkout completed", "When the buyer completed the checkout after all."),
  tandem_is_abandoned: flagProperty(
    "Abandoned cart",
    "Whether the buyer left the checkout: neither was it ordered nor did a newer one of the same person take its place.",
  ),
  tandem_checkout_status: textProperty(
    "Shopify checkout status",
    "Where the checkout stands: pending, abandoned, superseded by a newer one of the same person, or completed.",
  ),
  tandem_recovery_url: textProperty("Cart recovery link", "Brings the buyer back to the checkout."),
  tandem_first_sync: firstSyncProperty,
} satisfies Readonly<Record<string, PropertyDefinition>>;
