import type { ProductRecord, VariantRecord } from "../../state/records.ts";
import type { Listing } from "./list-records.ts";

export type VariantOfProduct = VariantRecord & { product: ProductRecord };

export const productListing: Listing<ProductRecord> = {
  typename: "Product",
  path: "products",
  read: (shop) => shop.products.list(),
  sortKeys: {
    ID: (product) => product.id,
    TITLE: (product) => product.title.toLowerCase(),
    CREATED_AT: (product) => product.createdAt,
    UPDATED_AT: (product) => product.updatedAt,
    PUBLISHED_AT: (product) => product.publishedAt ?? "",
    VENDOR: (product) => product.vendor.toLowerCase(),
    PRODUCT_TYPE: (product) => product.productType.toLowerCase(),
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
      created_at: { kind: "time", read: (product) => product.createdAt },
      updated_at: { kind: "time", read: (product) => product.updatedAt },
      published_at: { kind: "time", read: (product) => product.publishedAt },
    },
  },
};

export const variantListing: Listing<VariantOfProduct> = {
  typename: "ProductVariant",
  path: "productVariants",
  read: (shop) =>
    shop.products.list().flatMap((product) => product.variants.map((variant) => ({ ...variant, product }))),
  sortKeys: {
    ID: (variant) => variant.id,
    SKU: (variant) => variant.sku ?? "",
    TITLE: (variant) => variant.title.toLowerCase(),
    NAME: (variant) => `${variant.product.title} ${variant.title}`.toLowerCase(),
  },
  search: {
    words: (variant) => [variant.product.title, variant.title, variant.sku],
    fields: {
      id: { kind: "number", read: (variant) => variant.id },
      sku: { kind: "keyword", read: (variant) => variant.sku },
      barcode: { kind: "keyword", read: (variant) => variant.barcode },
      title: { kind: "text", read: (variant) => `${variant.product.title} ${variant.title}` },
      vendor: { kind: "keyword", read: (variant) => variant.product.vendor },
      product_id: { kind: "number", read: (variant) => variant.product.id },
      product_ids: { kind: "keyword", read: (variant) => String(variant.product.id) },
      product_status: { kind: "keyword", read: (variant) => variant.product.status },
      product_type: { kind: "keyword", read: (variant) => variant.product.productType },
      tag: { kind: "list", read: (variant) => variant.product.tags },
      updated_at: { kind: "time", read: (variant) => variant.updatedAt },
    },
  },
};
