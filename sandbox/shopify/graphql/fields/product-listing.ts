import type { ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopState } from "../../state.ts";
import type { Listing } from "./list-records.ts";

export type VariantOfProduct = VariantRecord & { product: ProductRecord };

// Filters of both: the descriptions of `QueryRoot.products` and `QueryRoot.productVariants` in the Admin schema.
export const productListing = (state: ShopState): Listing<ProductRecord> => ({
  typename: "Product",
  path: "products",
  read: (shop) => shop.products.list(),
  version: (shop) => shop.products.version(),
  sortKeys: {
    ID: (product) => product.id,
    TITLE: (product) => product.title.toLowerCase(),
    CREATED_AT: (product) => product.createdAt,
    UPDATED_AT: (product) => product.updatedAt,
    PUBLISHED_AT: (product) => product.publishedAt ?? "",
    VENDOR: (product) => product.vendor.toLowerCase(),
    PRODUCT_TYPE: (product) => product.productType.toLowerCase(),
    INVENTORY_TOTAL: inventoryOf,
  },
  search: {
    words: (product) => [product.title, product.vendor, product.productType, product.tags.join(" ")],
    fields: {
      id: { kind: "number", read: (product) => product.id },
      title: { kind: "text", read: (product) => product.title },
      handle: { kind: "keyword", read: (product) => product.handle },
      vendor: { kind: "keyword", read: (product) => product.vendor },
      product_type: { kind: "keyword", read: (product) => product.productType },
      status: { kind: "keyword", read: (product) => product.status },
      tag: { kind: "list", read: (product) => product.tags },
      tag_not: { kind: "notList", read: (product) => product.tags },
      sku: { kind: "list", read: (product) => product.variants.flatMap((variant) => variant.sku ?? []) },
      barcode: { kind: "list", read: (product) => product.variants.flatMap((variant) => variant.barcode ?? []) },
      collection_id: {
        kind: "list",
        read: (product) => state.collections.listOf(product.id).map((collection) => String(collection.id)),
      },
      gift_card: { kind: "keyword", read: (product) => String(product.isGiftCard) },
      has_only_default_variant: {
        kind: "keyword",
        read: (product) => String(product.variants.length === 1 && product.variants[0]?.title === "Default Title"),
      },
      inventory_total: { kind: "number", read: inventoryOf },
      published_status: {
        kind: "list",
        read: (product) => ["any", product.publishedAt && product.status === "ACTIVE" ? "published" : "unpublished"],
      },
      created_at: { kind: "time", read: (product) => product.createdAt },
      updated_at: { kind: "time", read: (product) => product.updatedAt },
      published_at: { kind: "time", read: (product) => product.publishedAt },
    },
  },
});

function inventoryOf(product: ProductRecord): number {
  return product.variants.reduce((sum, variant) => sum + (variant.inventoryQuantity ?? 0), 0);
}

export const variantSortKeys: Listing<VariantOfProduct>["sortKeys"] = {
  ID: (variant) => variant.id,
  POSITION: (variant) => variant.position,
  FULL_TITLE: (variant) => `${variant.product.title} ${variant.title}`.toLowerCase(),
  INVENTORY_QUANTITY: (variant) => variant.inventoryQuantity ?? 0,
  SKU: (variant) => variant.sku ?? "",
  TITLE: (variant) => variant.title.toLowerCase(),
  NAME: (variant) => `${variant.product.title} ${variant.title}`.toLowerCase(),
};

export const variantListing = (state: ShopState): Listing<VariantOfProduct> => ({
  typename: "ProductVariant",
  path: "productVariants",
  version: (shop) => shop.products.version(),
  read: (shop) =>
    shop.products.list().flatMap((product) => product.variants.map((variant) => ({ ...variant, product }))),
  sortKeys: variantSortKeys,
  search: {
    words: (variant) => [variant.product.title, variant.title, variant.sku],
    fields: {
      id: { kind: "number", read: (variant) => variant.id },
      sku: { kind: "keyword", read: (variant) => variant.sku },
      barcode: { kind: "keyword", read: (variant) => variant.barcode },
      title: { kind: "text", read: (variant) => `${variant.product.title} ${variant.title}` },
      vendor: { kind: "keyword", read: (variant) => variant.product.vendor },
      collection: {
        kind: "list",
        read: (variant) => state.collections.listOf(variant.product.id).map((collection) => String(collection.id)),
      },
      product_id: { kind: "number", read: (variant) => variant.product.id },
      product_ids: { kind: "keyword", read: (variant) => String(variant.product.id) },
      product_status: { kind: "keyword", read: (variant) => variant.product.status },
      product_type: { kind: "keyword", read: (variant) => variant.product.productType },
      tag: { kind: "list", read: (variant) => variant.product.tags },
      tag_not: { kind: "notList", read: (variant) => variant.product.tags },
      taxable: { kind: "keyword", read: (variant) => String(variant.taxable) },
      gift_card: { kind: "keyword", read: (variant) => String(variant.product.isGiftCard) },
      inventory_quantity: { kind: "number", read: (variant) => variant.inventoryQuantity },
      option1: { kind: "keyword", read: (variant) => variant.options[0]?.value ?? null },
      option2: { kind: "keyword", read: (variant) => variant.options[1]?.value ?? null },
      option3: { kind: "keyword", read: (variant) => variant.options[2]?.value ?? null },
      updated_at: { kind: "time", read: (variant) => variant.updatedAt },
    },
  },
});
