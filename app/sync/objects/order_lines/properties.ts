import type { PropertyDefinition } from "../../definition.ts";
import { firstSyncProperty, numberProperty, textProperty } from "../property-kinds.ts";

/** Tandem's own line item properties by internal name. Lines of orders and of carts are one object in HubSpot, so they share them. */
export const lineProperties = {
  tandem_line_key: {
    // HubSpot's own hs_external_id silently drops what an app writes.
    ...textProperty("Shopify line key", "Shop and line id; unique in this account. Written once by Tandem."),
    hasUniqueValue: true,
  },
  tandem_shop: textProperty("Shopify shop", "The shop the line item comes from."),
  tandem_line_id: textProperty("Shopify line item ID", "The line item's number in Shopify."),
  tandem_variant_id: textProperty("Shopify variant ID", "The number of the product variant in Shopify."),
  tandem_product_id: textProperty("Shopify product ID", "The product's number in Shopify."),
  tandem_sku: textProperty("Shopify SKU", "The variant's SKU when it was ordered; several line items may share it."),
  tandem_vendor: textProperty("Shopify vendor", "Who makes the product."),
  tandem_total_discount: numberProperty(
    "Shopify line discount",
    "What all discounts take off this line, in its currency.",
  ),
  tandem_first_sync: firstSyncProperty,
} satisfies Readonly<Record<string, PropertyDefinition>>;
