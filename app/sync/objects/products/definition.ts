import type { FieldDefinition } from "../../definition.ts";
import { defineSyncObject } from "../../definition.ts";
import { firstSyncField, oursOf, theirs } from "../property-kinds.ts";
import { nameByProduct } from "./name-variant.ts";
import { productProperties } from "./properties.ts";

const both = (shopify: string, hubspot: string, transform: string, more: Partial<FieldDefinition> = {}) =>
  ({ shopify, hubspot, direction: "both", transform, ...more }) satisfies FieldDefinition;

const ours = oursOf(productProperties);

/**
 * Shopify variants and HubSpot products. Writing back touches the one variant, or what its product alone decides: the name only where the
 * variant is all there is to the product, the price only where shop and account reckon in one currency, and the description only for
 * those who chose it, for HubSpot's plain text takes away the formatting of Shopify's.
 */
export const products = defineSyncObject({
  key: "products",
  shopify: {
    gidType: "ProductVariant",
    topics: ["products/create", "products/update", "products/delete"],
    scopes: ["read_products", "write_products"],
    writable: ["vendor", "productType", "tags", "barcode", "compareAtPrice"],
    shownWithGroup: true,
  },
  hubspot: {
    objectType: "products",
    objectTypeId: "0-7",
    scopes: ["crm.objects.products.read", "crm.objects.products.write"],
    modifiedProperty: "hs_lastmodifieddate",
    keyProperty: "tandem_variant_key",
    shopProperty: "tandem_shop",
    watchedProperties: ["name", "hs_sku", "price", "description"],
  },
  direction: "both",
  match: [
    { shopify: "sku", hubspot: "hs_sku", transform: "text", lookup: "index" },
    { shopify: "name", hubspot: "name", transform: "text", lookup: "index" },
  ],
  fields: [
    both("name", "name", "text", { required: true, writableWhen: "isNamedAlone" }),
    both("sku", "hs_sku", "text", { mayBeTaken: true }),
    both("price", "price", "number", { required: true, writableWithOption: "sameCurrency" }),
    both("descriptionHtml", "description", "html", { offByDefault: true }),
    theirs("url", "hs_url", "text"),
    theirs("image", "hs_images", "text"),
    theirs("cost", "hs_cost_of_goods_sold", "number"),
    ours("shop", "tandem_shop", "text"),
    ours("variantId", "tandem_variant_id", "text"),
    ours("productId", "tandem_product_id", "text"),
    ours("productUrl", "tandem_product_url", "text"),
    ours("sku", "tandem_sku", "text"),
    ours("option1Name", "tandem_option_one_name", "text"),
    ours("option1Value", "tandem_option_one_value", "text"),
    ours("option2Name", "tandem_option_two_name", "text"),
    ours("option2Value", "tandem_option_two_value", "text"),
    ours("option3Name", "tandem_option_three_name", "text"),
    ours("option3Value", "tandem_option_three_value", "text"),
    ours("vendor", "tandem_vendor", "text"),
    ours("productType", "tandem_product_type", "text"),
    ours("tags", "tandem_tags", "tags"),
    ours("collections", "tandem_collections", "multiline"),
    ours("handle", "tandem_handle", "text"),
    ours("status", "tandem_status", "text"),
    ours("barcode", "tandem_barcode", "text"),
    ours("compareAtPrice", "tandem_compare_at_price", "number"),
    ours("inventoryQuantity", "tandem_inventory_quantity", "number"),
    ours("currency", "tandem_currency", "text"),
    ours("createdAt", "tandem_created_at", "datetime"),
    ours("publishedAt", "tandem_published_at", "datetime"),
    firstSyncField(productProperties.tandem_first_sync),
  ],
  adjustments: [{ option: "perProduct", adjust: nameByProduct }],
  requires: [{ attribute: "isFirstVariant", equals: "true", reason: "not_first_variant", option: "perProduct" }],
  consent: null,
  onDelete: { shopify: "delete", hubspot: "tombstone" },
  searchKeys: ["name", "sku", "barcode", "variantId", "productId"],
});
