import type { StageRule } from "../../definition.ts";
import { defineSyncObject } from "../../definition.ts";
import type { SideRecord } from "../../record.ts";
import { AS_DEALS, checkoutKey, dealsOf } from "../deals.ts";
import { dealProperties } from "../orders/deal-properties.ts";
import { dealStage, dealStageRule } from "../orders/deal-stages.ts";
import { firstSyncField, oursOf, theirs } from "../property-kinds.ts";
import type { CheckoutStatus } from "./checkout-age.ts";
import { checkoutAge } from "./checkout-age.ts";

const ours = oursOf(dealProperties);

/** A checkout that was ordered waits in its last open stage for the order to take the deal over; one that a newer replaced is lost. */
const stageByStatus = {
  pending: dealStage("checkout_pending"),
  abandoned: dealStage("checkout_abandoned"),
  completed: dealStage("checkout_completed"),
  superseded: { ...dealStage("cancelled"), closed: true },
} as const satisfies Readonly<Record<CheckoutStatus, StageRule["statuses"][string]>>;

/**
 * Checkouts as deals of the ecommerce pipeline. Once the order is placed the same deal is the order's, which shows in its order key: the
 * checkout lets go of it. A checkout that was ordered before it was ever a deal is none.
 */
export const cartDeals = defineSyncObject({
  key: "carts",
  shopify: {
    gidType: "AbandonedCheckout",
    topics: ["checkouts/create", "checkouts/update"],
    scopes: ["read_orders", "read_products"],
  },
  hubspot: {
    ...dealsOf("tandem_cart_key"),
    extraProperties: ["tandem_order_key"],
    handsOver: { property: "tandem_order_key", to: "orders", reason: "ordered" },
  },
  direction: "to_hubspot",
  match: [{ shopify: "cartKey", hubspot: "tandem_cart_key", transform: "text" }],
  adjustments: [{ option: AS_DEALS, adjust: toDeal }],
  fields: [
    theirs("name", "dealname", "text"),
    theirs("totalPrice", "amount", "number"),
    theirs("currency", "deal_currency_code", "text"),
    theirs("createdAt", "createdate", "datetime"),
    theirs("pipelineId", "pipeline", "text"),
    theirs("stageId", "dealstage", "text"),
    theirs("note", "description", "multiline"),
    ours("shop", "tandem_shop", "text"),
    ours("cartId", "tandem_cart_id", "text"),
    ours("createdAt", "tandem_started_at", "datetime"),
    ours("completedAt", "tandem_completed_at", "datetime"),
    ours("isAbandoned", "tandem_is_abandoned", "bool"),
    ours("checkoutStatus", "tandem_checkout_status", "text"),
    ours("recoveryUrl", "tandem_recovery_url", "text"),
    ours("subtotalPrice", "tandem_subtotal", "number"),
    ours("totalDiscounts", "tandem_discount", "number"),
    ours("discountCodes", "tandem_discount_codes", "text"),
    ours("totalTax", "tandem_tax", "number"),
    ours("shippingPrice", "tandem_shipping_cost", "number"),
    ours("acceptsMarketing", "tandem_accepts_marketing", "bool"),
    firstSyncField(dealProperties.tandem_first_sync),
  ],
  keyAttribute: "token",
  requires: [
    { attribute: "isOrdered", equals: "false", reason: "ordered", unlinkedOnly: true },
    { attribute: "isContactable", equals: "true", reason: "no_contact" },
    { attribute: "hasItems", equals: "true", reason: "no_items" },
  ],
  recentFirst: true,
  children: { object: "cart_lines" },
  associations: [{ to: "customers" }],
  stages: { ...dealStageRule, statusAttribute: "checkoutStatus", statuses: stageByStatus },
  ageing: checkoutAge,
  facts: "cart",
  consent: null,
  onDelete: { shopify: "keep", hubspot: "tombstone" },
  searchKeys: ["email", "phone", "orderName", "cartId"],
});

/** The checkout with what a deal holds besides. */
function toDeal(record: SideRecord): SideRecord {
  const { values } = record;
  return {
    ...record,
    values: {
      ...values,
      cartKey: checkoutKey(values, values.token ?? record.id),
      isOrdered: String(values.status === "recovered"),
    },
  };
}
