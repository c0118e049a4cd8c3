import type { PropertyDefinition } from "../../definition.ts";
import { firstSyncProperty, instantProperty, numberProperty, textProperty } from "../property-kinds.ts";

/** Tandem's own product properties by internal name. */
export const productProperties = {
  tandem_variant_key: {
    ...textProperty("Shopify variant key", "Shop and variant id; unique in this account. Written once by Tandem."),
    hasUniqueValue: true,
  },
  tandem_shop: textProperty("Shopify shop", "The shop that sells the product."),
  tandem_variant_id: textProperty("Shopify variant ID", "The variant's number in Shopify."),
  tandem_product_id: textProperty("Shopify product ID", "The product's number in Shopify; its variants share it."),
  tandem_product_url: textProperty("Shopify product link", "Opens the product in the Shopify admin."),
  tandem_sku: textProperty("Shopify SKU", "The variant's SKU, also where another product of this account has it too."),
  tandem_option_one_name: textProperty("Shopify option 1", "What the product's first option is, such as size."),
  tandem_option_one_value: textProperty("Shopify option 1 value", "The variant's choice of the first option."),
  tandem_option_two_name: textProperty("Shopify option 2", "What the product's second option is."),
  tandem_option_two_value: textProperty("Shopify option 2 value", "The variant's choice of the second option."),
  tandem_option_three_name: textProperty("Shopify option 3", "What the product's third option is."),
  tandem_option_three_value: textProperty("Shopify option 3 value", "The variant's choice of the third option."),
  tandem_vendor: textProperty("Shopify vendor", "Who makes or supplies the product."),
  tandem_product_type: textProperty("Shopify product type", "The product's type, in the shop's own words."),
  tandem_tags: { ...textProperty("Shopify tags", "The product's tags."), fieldType: "textarea" },
  tandem_collections: {
    ...textProperty("Shopify collections", "The collections that the product is in."),
    fieldType: "textarea",
  },
  tandem_handle: textProperty("Shopify handle", "The product's name in its web address."),
  tandem_status: textProperty("Shopify status", "Whether the product is active, a draft, unlisted or archived."),
  tandem_barcode: textProperty("Shopify barcode", "The variant's barcode: an ISBN, UPC, GTIN or the like."),
  tandem_compare_at_price: numberProperty("Shopify compare-at price", "The price before a reduction."),
  tandem_inventory_quantity: numberProperty("Shopify inventory", "How many of the variant the shop can sell."),
  tandem_currency: textProperty("Shopify currency", "The shop's currency, in which the prices are."),
  tandem_created_at: instantProperty("Shopify created", "When the product was added in Shopify."),
  tandem_published_at: instantProperty("Shopify published", "When the product was published to the online store."),
  tandem_first_sync: firstSyncProperty,
} satisfies Readonly<Record<string, PropertyDefinition>>;
