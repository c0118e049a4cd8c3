import type { FieldDefinition } from "../../definition.ts";
import type { AttributeKinds } from "../../limits/attribute-kinds.ts";
import { firstSyncField, oursOf, theirs } from "../property-kinds.ts";
import { lineProperties } from "./properties.ts";

const ours = oursOf(lineProperties);

/** What lines of orders and of carts fill alike. Discounts are per unit, as HubSpot reckons them. */
export const lineFields: readonly FieldDefinition[] = [
  theirs("name", "name", "text"),
  theirs("quantity", "quantity", "number"),
  theirs("price", "price", "number"),
  theirs("sku", "hs_sku", "text"),
  theirs("amount", "amount", "number"),
  theirs("unitDiscount", "discount", "number"),
  theirs("tax", "tax", "number"),
  theirs("currency", "hs_line_item_currency_code", "text"),
  // HubSpot's id of the variant's product, found by `variantId` among the products that are linked.
  theirs("productHubspotId", "hs_product_id", "text"),
  ours("shop", "tandem_shop", "text"),
  ours("lineId", "tandem_line_id", "text"),
  ours("variantId", "tandem_variant_id", "text"),
  ours("productId", "tandem_product_id", "text"),
  ours("sku", "tandem_sku", "text"),
  ours("vendor", "tandem_vendor", "text"),
  ours("totalDiscount", "tandem_total_discount", "number"),
  firstSyncField(lineProperties.tandem_first_sync),
];

/** What a limit of orders or carts can ask of their items. */
export const limitKinds = {
  "lines.name": "text",
  "lines.sku": "text",
  "lines.vendor": "text",
  "lines.quantity": "number",
  "lines.price": "number",
} as const satisfies AttributeKinds;

/** HubSpot's side of line items, whatever they are lines of. */
export const lineItems = {
  objectType: "line_items",
  objectTypeId: "0-8",
  scopes: [
    "crm.objects.line_items.read",
    "crm.objects.line_items.write",
    "crm.schemas.line_items.read",
    // The only scope that lets an app make line item properties.
    "e-commerce",
  ],
  modifiedProperty: "hs_lastmodifieddate",
  keyProperty: "tandem_line_key",
  shopProperty: "tandem_shop",
  watchedProperties: [],
} as const;
