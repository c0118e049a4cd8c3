import type { PropertyDefinition } from "../../definition.ts";
import { firstSyncProperty, flagProperty, numberProperty, textProperty } from "../property-kinds.ts";

/**
 * Tandem's own order properties by internal name, for what HubSpot's have no place for. No property holds the checkout's token: it opens
 * the checkout, and the association says which cart an order came from.
 */
export const orderProperties = {
  tandem_order_key: {
    ...textProperty("Shopify order key", "Shop and order id; unique in this account. Written once by Tandem."),
    hasUniqueValue: true,
  },
  tandem_shop: textProperty("Shopify shop", "The shop the order was placed in."),
  tandem_order_id: textProperty(
    "Shopify order ID",
    "The order's number in Shopify's records, not the one shown to buyers.",
  ),
  tandem_order_url: textProperty("Shopify order link", "Opens the order in the Shopify admin."),
  tandem_sales_channel: textProperty(
    "Shopify sales channel",
    "Where the order was placed, such as Online Store or Point of Sale.",
  ),
  tandem_source_name: textProperty("Shopify source name", "Shopify's short name of the channel, such as web or pos."),
  tandem_test_order: flagProperty("Shopify test order", "Whether the order is a test without real money."),
  tandem_gross_total: numberProperty(
    "Order total before refunds",
    "What the order comes to after edits and before refunds, in its currency.",
  ),
  tandem_net_total: numberProperty(
    "Order total after refunds",
    "What the order comes to after edits and refunds, in its currency.",
  ),
  tandem_gateway: textProperty("Shopify payment gateway", "How the order was paid."),
  tandem_shipping_method: textProperty("Shopify shipping method", "The shipping option that the buyer chose."),
  tandem_total_weight: numberProperty("Shopify total weight", "Weight of the order after returns, in grams."),
  tandem_customer_locale: textProperty("Shopify buyer language", "Language and region of the buyer when ordering."),
  tandem_presentment_currency: textProperty("Shopify buyer currency", "The currency in which the buyer paid."),
  tandem_risk: textProperty("Shopify risk advice", "What Shopify's fraud analysis advises to do with the order."),
  tandem_items_count: numberProperty("Shopify items", "How many units the order holds after returns and edits."),
  tandem_edited: flagProperty("Shopify order edited", "Whether the order was edited after it was placed."),
  tandem_first_sync: firstSyncProperty,
} satisfies Readonly<Record<string, PropertyDefinition>>;
