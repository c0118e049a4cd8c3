import { deriveStage, hasClosed, money } from "#sandbox/hubspot/crm/derive-record.ts";
import type { ObjectType, PipelineProperties } from "#sandbox/hubspot/crm/object-type.ts";
import { scopesOf, startRecord } from "#sandbox/hubspot/crm/object-type.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import { addressProperties, inGroup, recordProperties } from "#sandbox/hubspot/crm/standard-property.ts";

const GROUP = "order_information";
const { text, textarea, number, moment, select, flag, currency, owner, readOnly } = inGroup(GROUP);

const pipeline: PipelineProperties = {
  pipeline: "hs_pipeline",
  stage: "hs_pipeline_stage",
  metadata: "state",
  mostStages: 30,
  scopes: { read: ["crm.pipelines.orders.read"], write: ["crm.pipelines.orders.write"] },
};

export const orders: ObjectType = {
  typeId: "0-123",
  singular: "order",
  plural: "orders",
  legacyName: "ORDER",
  label: { one: "Order", many: "Orders" },
  modifiedProperty: "hs_lastmodifieddate",
  createdProperty: "hs_createdate",
  defaultProperties: ["hs_order_name", "hs_total_price", "hs_currency_code", "hs_pipeline", "hs_pipeline_stage"],
  searchableProperties: ["hs_order_name", "hs_external_order_id", "hs_source_store", "hs_tags"],
  listProperties: ["hs_total_price", "hs_pipeline_stage"],
  nameProperties: ["hs_order_name"],
  groups: [{ name: GROUP, label: "Order information" }],
  properties: [
    text("hs_order_name", "Order Name"),
    text("hs_external_order_id", "External Order ID"),
    text("hs_external_order_url", "External Order URL"),
    text("hs_external_order_status", "External Order Status"),
    text("hs_external_cart_id", "External Cart ID"),
    text("hs_external_checkout_id", "External Checkout ID"),
    select("hs_pipeline", "Pipeline", []),
    select("hs_pipeline_stage", "Pipeline Stage", []),
    currency("hs_currency_code", "Currency Code"),
    number("hs_total_price", "Total Price"),
    number("hs_subtotal_price", "Subtotal Price"),
    number("hs_tax", "Tax"),
    number("hs_shipping_cost", "Shipping Cost"),
    number("hs_order_discount", "Order Discount"),
    text("hs_discount_codes", "Discount Codes"),
    number("hs_refund_amount", "Refund Amount"),
    text("hs_payment_status", "Payment Status"),
    text("hs_payment_processing_method", "Payment Processing Method"),
    text("hs_fulfillment_status", "Fulfillment Status"),
    text("hs_shipping_method", "Shipping Method"),
    text("hs_shipping_tracking_number", "Shipping Tracking Number"),
    text("hs_shipping_status_url", "Shipping Status URL"),
    text("hs_source_store", "Source Store"),
    text("hs_tags", "Tags"),
    textarea("hs_order_note", "Order Note"),
    text("hs_total_weight", "Total Weight"),
    moment("hs_external_created_date", "External Created Date"),
    moment("hs_external_modified_date", "External Modified Date"),
    moment("hs_external_canceled_date", "External Canceled Date"),
    moment("hs_processed_date", "Processed Date"),
    text("hs_cancellation_reason", "Cancellation Reason"),
    text("hs_landing_site", "Landing Site"),
    text("hs_referring_site", "Referring Site"),
    text("hs_external_token", "External Token"),
    text("hs_customer_phone", "Customer Phone"),
    flag("hs_buyer_accepts_marketing", "Buyer Accepts Marketing"),
    ...addressProperties(GROUP),
    owner("hubspot_owner_id", "Owner"),
    readOnly("hs_closed_date", "Closed Date", "datetime"),
    readOnly("hs_is_closed", "Is Closed", "bool"),
    readOnly("hs_is_canceled", "Is Canceled", "bool"),
    readOnly("hs_homecurrency_amount", "Amount in company currency", "number"),
    readOnly("hs_exchange_rate", "Exchange Rate", "number"),
    ...recordProperties(GROUP),
  ],
  scopes: scopesOf("orders"),
  pipeline,
  canMerge: false,
  startValues: startRecord,
  derive(before, after, context) {
    const stage = deriveStage(pipeline, before, after, context);
    if (stage) after.set("hs_is_closed", String(stage.isClosed));
    if (hasClosed(before, after)) after.set("hs_closed_date", toInstant(context.at));
    else if (after.get("hs_is_closed") !== "true" && after.get("hs_closed_date")) after.set("hs_closed_date", "");
    after.set("hs_is_canceled", String(Boolean(after.get("hs_external_canceled_date"))));
    money(after, context, {
      currency: "hs_currency_code",
      total: "hs_total_price",
      inHome: "hs_homecurrency_amount",
    });
  },
};
