import { defineSyncObject } from "../../definition.ts";
import { recordKey } from "../../plan/plan-create.ts";
import type { SideRecord, Value, Values } from "../../record.ts";
import { AS_DEALS, checkoutKey, dealsOf } from "../deals.ts";
import { firstSyncField, oursOf, theirs } from "../property-kinds.ts";
import { dealProperties } from "./deal-properties.ts";
import { orderDealStages } from "./deal-stages.ts";

const ours = oursOf(dealProperties);

/**
 * Orders as deals of the ecommerce pipeline, as HubSpot's former shop integration had them. The deal of an abandoned checkout becomes its
 * order's: it is found by the checkout's key, which no second deal can have, so that no amount counts twice. Addresses are not carried:
 * deals have no place for them, and the contact has them.
 */
export const orderDeals = defineSyncObject({
  key: "orders",
  shopify: {
    gidType: "Order",
    topics: ["orders/create", "orders/updated", "orders/delete"],
    scopes: ["read_orders", "read_products"],
  },
  hubspot: dealsOf("tandem_order_key"),
  direction: "to_hubspot",
  match: [{ shopify: "cartKey", hubspot: "tandem_cart_key", transform: "text" }],
  adjustments: [{ option: AS_DEALS, adjust: toDeal }],
  fields: [
    theirs("name", "dealname", "text"),
    theirs("totalPrice", "amount", "number"),
    theirs("currency", "deal_currency_code", "text"),
    theirs("createdAt", "createdate", "datetime"),
    theirs("closedAt", "closedate", "datetime"),
    theirs("pipelineId", "pipeline", "text"),
    theirs("stageId", "dealstage", "text"),
    theirs("note", "description", "multiline"),
    // A checkout's deal, too, bears the order's key from the moment it is the order's: then the checkout lets go of it.
    ours("orderKey", "tandem_order_key", "text"),
    // Shopify gives a token to one order; should two bear it, the second does without.
    { ...ours("cartKey", "tandem_cart_key", "text"), mayBeTaken: true },
    ours("shop", "tandem_shop", "text"),
    ours("orderId", "tandem_order_id", "text"),
    ours("orderUrl", "tandem_order_url", "text"),
    ours("orderStatus", "tandem_order_status", "text"),
    ours("statusPageUrl", "tandem_status_page_url", "text"),
    ours("paymentStatus", "tandem_payment_status", "text"),
    ours("fulfillmentStatus", "tandem_fulfillment_status", "text"),
    ours("subtotalPrice", "tandem_subtotal", "number"),
    ours("totalDiscounts", "tandem_discount", "number"),
    ours("discountCodes", "tandem_discount_codes", "text"),
    ours("totalTax", "tandem_tax", "number"),
    ours("shippingPrice", "tandem_shipping_cost", "number"),
    ours("refundedAmount", "tandem_refunded", "number"),
    ours("grossTotal", "tandem_gross_total", "number"),
    ours("netTotal", "tandem_net_total", "number"),
    ours("trackingNumbers", "tandem_tracking_numbers", "text"),
    ours("trackingUrls", "tandem_tracking_urls", "text"),
    ours("tags", "tandem_tags", "tags"),
    ours("processedAt", "tandem_processed_at", "datetime"),
    ours("cancelledAt", "tandem_cancelled_at", "datetime"),
    ours("cancelReason", "tandem_cancel_reason", "text"),
    ours("acceptsMarketing", "tandem_accepts_marketing", "bool"),
    ours("landingPage", "tandem_landing_site", "text"),
    ours("referrer", "tandem_referring_site", "text"),
    ours("channel", "tandem_sales_channel", "text"),
    ours("sourceName", "tandem_source_name", "text"),
    ours("isTest", "tandem_test_order", "bool"),
    ours("gateway", "tandem_gateway", "text"),
    ours("shippingMethod", "tandem_shipping_method", "text"),
    ours("totalWeight", "tandem_total_weight", "number"),
    ours("itemsCount", "tandem_items_count", "number"),
    ours("checkoutStatus", "tandem_checkout_status", "text"),
    ours("isAbandoned", "tandem_is_abandoned", "bool"),
    firstSyncField(dealProperties.tandem_first_sync),
  ],
  recentFirst: true,
  children: { object: "order_lines" },
  // The checkout's deal is the order's own; HubSpot documents no association of deals with carts.
  associations: [{ to: "customers" }, { to: "companies" }],
  takesOver: "carts",
  stages: orderDealStages,
  facts: "order",
  consent: null,
  onDelete: { shopify: "cancel", hubspot: "tombstone" },
  searchKeys: ["email", "phone", "orderName", "orderId"],
});

const won: ReadonlySet<string> = new Set(["paid", "partially_refunded", "refunded", "shipped", "delivered"]);

/** The order with what a deal holds besides. */
function toDeal(record: SideRecord): SideRecord {
  const { values } = record;
  const { shop, orderId } = values;
  return {
    ...record,
    values: {
      ...values,
      orderKey: shop && orderId ? recordKey(shop, orderId) : null,
      cartKey: checkoutKey(values, values.checkoutToken),
      checkoutStatus: "completed",
      isAbandoned: "false",
      closedAt: closedAt(values),
    },
  };
}

/** A paid order was won when it was placed, a cancelled one lost when it was cancelled. */
function closedAt({ status, cancelledAt, processedAt, createdAt }: Values): Value {
  if (status === "cancelled") return cancelledAt ?? null;
  return won.has(status ?? "") ? (processedAt ?? createdAt ?? null) : null;
}
