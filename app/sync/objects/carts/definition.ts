import { defineSyncObject } from "../../definition.ts";
import { AS_DEALS } from "../deals.ts";
import { limitKinds } from "../order_lines/line-fields.ts";
import { addressFields, firstSyncField, oursOf, theirs } from "../property-kinds.ts";
import { cartDeals } from "./as-deals.ts";
import { cartProperties } from "./properties.ts";

const ours = oursOf(cartProperties);

/**
 * Shopify's abandoned checkouts and HubSpot carts, one way. The Admin API says neither landing page, referrer nor tags of a checkout, so
 * HubSpot's properties for them stay empty.
 */
export const carts = defineSyncObject({
  key: "carts",
  instead: { option: AS_DEALS, definition: cartDeals },
  shopify: {
    gidType: "AbandonedCheckout",
    topics: ["checkouts/create", "checkouts/update"],
    scopes: ["read_orders", "read_products"],
  },
  hubspot: {
    objectType: "carts",
    objectTypeId: "0-142",
    scopes: [
      "crm.objects.carts.read",
      "crm.objects.carts.write",
      "crm.schemas.carts.read",
      "crm.schemas.carts.write",
      "crm.objects.line_items.read",
      "crm.objects.line_items.write",
      "crm.schemas.line_items.read",
      "e-commerce",
    ],
    modifiedProperty: "hs_lastmodifieddate",
    keyProperty: "tandem_cart_key",
    shopProperty: "tandem_shop",
    watchedProperties: [
      "hs_cart_name",
      "hs_cart_url",
      "hs_external_status",
      "hs_currency_code",
      "hs_total_price",
      "hs_subtotal_price",
      "hs_cart_discount",
      "hs_tax",
      "hs_shipping_cost",
      "hs_source_store",
      "hs_external_cart_id",
    ],
    composed: { storeCartKey: ["hs_source_store", "hs_external_cart_id"] },
  },
  direction: "to_hubspot",
  match: [{ shopify: "storeCartKey", hubspot: "storeCartKey", transform: "store_key", lookup: "index" }],
  fields: [
    theirs("cartId", "hs_external_cart_id", "text"),
    theirs("name", "hs_cart_name", "text"),
    theirs("recoveryUrl", "hs_cart_url", "text"),
    theirs("status", "hs_external_status", "text"),
    theirs("shop", "hs_source_store", "text"),
    theirs("currency", "hs_currency_code", "text"),
    theirs("totalPrice", "hs_total_price", "number"),
    theirs("subtotalPrice", "hs_subtotal_price", "number"),
    theirs("totalDiscounts", "hs_cart_discount", "number"),
    theirs("discountCodes", "hs_discount_codes", "text"),
    theirs("totalTax", "hs_tax", "number"),
    theirs("shippingPrice", "hs_shipping_cost", "number"),
    theirs("token", "hs_external_token", "text"),
    theirs("createdAt", "hs_external_created_date", "datetime"),
    theirs("updatedAt", "hs_external_modified_date", "datetime"),
    theirs("acceptsMarketing", "hs_buyer_accepts_marketing", "bool"),
    ...addressFields("shipping", ["name", "street", "city", "state", "country", "postal_code", "phone"]),
    ...addressFields("billing", ["name", "firstname", "lastname", "street", "city", "state", "country"]),
    ...addressFields("billing", ["postal_code", "phone", "email"]),
    ours("shop", "tandem_shop", "text"),
    ours("isAbandoned", "tandem_is_abandoned", "bool"),
    ours("recoveryUrl", "tandem_recovery_url", "text"),
    ours("completedAt", "tandem_completed_at", "datetime"),
    ours("note", "tandem_cart_note", "multiline"),
    firstSyncField(cartProperties.tandem_first_sync),
  ],
  keyAttribute: "token",
  requires: [
    { attribute: "isContactable", equals: "true", reason: "no_contact" },
    { attribute: "hasItems", equals: "true", reason: "no_items" },
  ],
  attributeKinds: limitKinds,
  recentFirst: true,
  children: { object: "cart_lines" },
  associations: [{ to: "customers" }],
  facts: "cart",
  consent: null,
  onDelete: { shopify: "keep", hubspot: "tombstone" },
  searchKeys: ["email", "phone", "orderName", "cartId"],
});
