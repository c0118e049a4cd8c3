import type { ProductRecord } from "../../state/records.ts";
import type { Args, Call, FieldTable, Node } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { listCollectionsOf } from "./collection-fields.ts";
import { describeHtml } from "./describe-html.ts";
import { exactly } from "./exactly.ts";
import { listOwned } from "./list-records.ts";
import { metafieldsOf } from "./metafield-fields.ts";
import { money } from "./money.ts";
import type { VariantOfProduct } from "./product-listing.ts";
import { variantSortKeys } from "./product-listing.ts";

type Image = ProductRecord["images"][number];

function listVariants(record: ProductRecord, args: Args, call: Call) {
  const variants = record.variants.map((variant): VariantOfProduct => ({ ...variant, product: record }));
  const keyOf = variantSortKeys[String(args.sortKey)];
  if (keyOf) variants.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.position - b.position));
  return listOwned(variants, "ProductVariant", args, call);
}

function priceRange(record: ProductRecord, currency: string) {
  const prices = record.variants.map((variant) => variant.price).sort((a, b) => Number(a) - Number(b));
  return {
    minVariantPrice: money(prices[0] ?? "0", currency),
    maxVariantPrice: money(prices.at(-1) ?? "0", currency),
  };
}

const product: FieldTable<ProductRecord> = {
  ...(metafieldsOf("Product") as FieldTable<ProductRecord>),
  id: (record) => gid("Product", record.id),
  legacyResourceId: (record) => String(record.id),
  description: (record, args) => describeHtml(record.descriptionHtml, args),
  bodyHtml: (record) => record.descriptionHtml,
  totalInventory: (record) => record.variants.reduce((sum, variant) => sum + (variant.inventoryQuantity ?? 0), 0),
  tracksInventory: (record) => record.variants.some((variant) => variant.inventoryTracked),
  totalVariants: (record) => record.variants.length,
  hasOnlyDefaultVariant: (record) => record.variants.length === 1 && record.variants[0]?.title === "Default Title",
  hasOutOfStockVariants: (record) =>
    record.variants.some((variant) => variant.inventoryTracked && (variant.inventoryQuantity ?? 0) <= 0),
  category: () => null,
  templateSuffix: () => null,
  onlineStoreUrl: (record, _, call) =>
    record.publishedAt && record.status === "ACTIVE"
      ? `https://${call.state.shop.domain}/products/${record.handle}`
      : null,
  onlineStorePreviewUrl: (record, _, call) => `https://${call.state.shop.domain}/products/${record.handle}`,
  options: (record, args) =>
    record.options
      .slice(0, typeof args.first === "number" ? args.first : undefined)
      .map((option, index) => ({ __typename: "ProductOption", of: { option, position: index + 1, product: record } })),
  featuredMedia: (record) => mediaOf(record.images[0]),
  featuredImage: (record) => imageOf(record.images[0]),
  media: (record, args, call) => listOwned(record.images, "MediaImage", args, call),
  mediaCount: (record) => exactly(record.images.length),
  images: (record, args, call) => listOwned(record.images, "Image", args, call),
  collections: (record, args, call) => listCollectionsOf(record.id, args, call),
  inCollection: (record, args, call) => call.state.collections.has(idOf(args.id, "Collection"), record.id),
  priceRangeV2: (record, _, call) => priceRange(record, call.state.shop.currency),
  variants: listVariants,
  variantsCount: (record) => exactly(record.variants.length),
};

const imageOf = (image: Image | undefined): Node<Image> | null => (image ? { __typename: "Image", of: image } : null);

function mediaOf(image: Image | undefined): Node<Image> | null {
  return image ? { __typename: "MediaImage", of: image } : null;
}

const mediaImage: FieldTable<Image> = {
  id: (image) => gid("MediaImage", image.id),
  alt: (image) => image.altText,
  mediaContentType: () => "IMAGE",
  status: () => "READY",
  fileStatus: () => "READY",
  mediaErrors: () => [],
  mediaWarnings: () => [],
  image: imageOf,
  preview: (image) => ({ image: imageOf(image), status: "READY" }),
};

const image: FieldTable<Image> = {
  id: (record) => gid("ProductImage", record.id),
  width: () => null,
  height: () => null,
  src: (record) => record.url,
  originalSrc: (record) => record.url,
};

interface OptionOfProduct {
  option: ProductRecord["options"][number];
  position: number;
  product: ProductRecord;
}
type Value = { value: OptionOfProduct["option"]["values"][number]; name: string; product: ProductRecord };

const hasVariants = ({ value, name, product: of }: Value): boolean =>
  of.variants.some((variant) => variant.options.some((one) => one.name === name && one.value === value.name));

const productOption: FieldTable<OptionOfProduct> = {
  id: ({ option }) => gid("ProductOption", option.id),
  name: ({ option }) => option.name,
  position: ({ position }) => position,
  linkedMetafield: () => null,
  // Values that no variant has are among the option's values only.
  values: ({ option, product: of }) =>
    option.values.filter((value) => hasVariants({ value, name: option.name, product: of })).map((value) => value.name),
  optionValues: ({ option, product: of }) =>
    option.values.map((value) => ({ __typename: "ProductOptionValue", of: { value, name: option.name, product: of } })),
};

const productOptionValue: FieldTable<Value> = {
  id: ({ value }) => gid("ProductOptionValue", value.id),
  name: ({ value }) => value.name,
  hasVariants,
  linkedMetafieldValue: () => null,
  swatch: () => null,
};

function selectedOptions(record: VariantOfProduct) {
  return record.options.map(({ name, value }) => {
    const found = record.product.options
      .find((option) => option.name === name)
      ?.values.find((one) => one.name === value);
    return {
      name,
      value,
      optionValue: found && { __typename: "ProductOptionValue", of: { value: found, name, product: record.product } },
    };
  });
}

/** A picture that is none of its product's has no id of its own. */
function variantImage(record: VariantOfProduct): Image | undefined {
  if (!record.imageUrl) return undefined;
  const known = record.product.images.find((one) => one.url === record.imageUrl);
  return known ?? { id: record.id, url: record.imageUrl, altText: null };
}

const variant: FieldTable<VariantOfProduct> = {
  ...(metafieldsOf("ProductVariant") as FieldTable<VariantOfProduct>),
  id: (record) => gid("ProductVariant", record.id),
  legacyResourceId: (record) => String(record.id),
  displayName: (record) => `${record.product.title} - ${record.title}`,
  product: (record) => ({ __typename: "Product", of: record.product }),
  selectedOptions,
  availableForSale: (record) =>
    !record.inventoryTracked || record.inventoryPolicy === "CONTINUE" || (record.inventoryQuantity ?? 0) > 0,
  sellableOnlineQuantity: (record) => Math.max(0, record.inventoryQuantity ?? 0),
  requiresComponents: () => false,
  showUnitPrice: () => false,
  unitPrice: () => null,
  unitPriceMeasurement: () => null,
  image: (record) => imageOf(variantImage(record)),
  media: (record, args, call) => listOwned([variantImage(record) ?? []].flat(), "MediaImage", args, call),
  inventoryItem: (record) => ({ __typename: "InventoryItem", of: record }),
};

const inventoryItem: FieldTable<VariantOfProduct> = {
  id: (record) => gid("InventoryItem", record.id),
  legacyResourceId: (record) => String(record.id),
  tracked: (record) => record.inventoryTracked,
  unitCost: (record, _, call) => (record.cost === null ? null : money(record.cost, call.state.shop.currency)),
  variant: (record) => ({ __typename: "ProductVariant", of: record }),
  measurement: (record) => ({
    id: gid("InventoryItemMeasurement", record.id),
    weight: record.requiresShipping ? { unit: "GRAMS", value: record.grams } : null,
  }),
};

export const productFields: Record<string, FieldTable<never>> = {
  Product: product,
  ProductVariant: variant,
  ProductOption: productOption,
  ProductOptionValue: productOptionValue,
  MediaImage: mediaImage,
  Image: image,
  InventoryItem: inventoryItem,
};
