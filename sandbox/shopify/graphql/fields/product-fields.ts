import type { ProductRecord } from "../../state/records.ts";
import type { FieldTable } from "../call.ts";
import { gid } from "../gid.ts";
import { listOwned } from "./list-records.ts";
import { metafieldsOf } from "./metafield-fields.ts";
import { money } from "./money.ts";
import type { VariantOfProduct } from "./product-listing.ts";

const product: FieldTable<ProductRecord> = {
  ...(metafieldsOf("Product") as FieldTable<ProductRecord>),
  id: (record) => gid("Product", record.id),
  legacyResourceId: (record) => String(record.id),
  description: (record) =>
    record.descriptionHtml
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  totalInventory: (record) => record.variants.reduce((sum, variant) => sum + (variant.inventoryQuantity ?? 0), 0),
  hasOnlyDefaultVariant: (record) => record.variants.length === 1 && record.variants[0]?.title === "Default Title",
  isGiftCard: () => false,
  onlineStoreUrl: (record, _, call) =>
    record.publishedAt && record.status === "ACTIVE"
      ? `https://${call.state.shop.domain}/products/${record.handle}`
      : null,
  onlineStorePreviewUrl: (record, _, call) => `https://${call.state.shop.domain}/products/${record.handle}`,
  options: (record) =>
    record.options.map((option, index) => ({
      id: gid("ProductOption", record.id * 10 + index),
      name: option.name,
      values: option.values,
      position: index + 1,
    })),
  featuredMedia: (record) => {
    const image = record.images[0];
    return image ? { __typename: "MediaImage", of: mediaImage(record.id, image) } : null;
  },
  featuredImage: (record) => record.images[0] ?? null,
  variants: (record, args, call) =>
    listOwned(
      record.variants.map((variant): VariantOfProduct => ({ ...variant, product: record })),
      "ProductVariant",
      args,
      call,
    ),
  variantsCount: (record) => ({ count: record.variants.length, precision: "EXACT" }),
};

function mediaImage(productId: number, image: { url: string; altText: string | null }) {
  return {
    id: gid("MediaImage", productId),
    alt: image.altText,
    mediaContentType: "IMAGE",
    status: "READY",
    image,
    preview: { image, status: "READY" },
  };
}

const variant: FieldTable<VariantOfProduct> = {
  ...(metafieldsOf("ProductVariant") as FieldTable<VariantOfProduct>),
  id: (record) => gid("ProductVariant", record.id),
  legacyResourceId: (record) => String(record.id),
  displayName: (record) => `${record.product.title} - ${record.title}`,
  product: (record) => ({ __typename: "Product", of: record.product }),
  selectedOptions: (record) => record.options.map(({ name, value }) => ({ name, value, optionValue: null })),
  availableForSale: (record) => (record.inventoryQuantity ?? 1) > 0,
  inventoryPolicy: () => "DENY",
  image: (record) => (record.imageUrl ? { url: record.imageUrl, altText: null } : null),
  inventoryItem: (record) => ({ __typename: "InventoryItem", of: record }),
};

const inventoryItem: FieldTable<VariantOfProduct> = {
  id: (record) => gid("InventoryItem", record.id),
  legacyResourceId: (record) => String(record.id),
  tracked: (record) => record.inventoryTracked,
  unitCost: (record, _, call) => (record.cost === null ? null : money(record.cost, call.state.shop.currency)),
};

export const productFields: Record<string, FieldTable<never>> = {
  Product: product,
  ProductVariant: variant,
  InventoryItem: inventoryItem,
};
