import type { Values } from "#app/sync/record.ts";

/** Our attribute by the input's field, for what Shopify refuses. */
export const productAttributes = {
  title: "name",
  descriptionHtml: "descriptionHtml",
  vendor: "vendor",
  productType: "productType",
  tags: "tags",
  price: "price",
  compareAtPrice: "compareAtPrice",
  barcode: "barcode",
  sku: "sku",
} as const;

/** The product's own attributes as ProductUpdateInput and ProductSetInput want them; what the values do not name is left out. */
export function productInput(values: Values): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  if (values.name !== undefined) input.title = values.name ?? "";
  for (const name of ["descriptionHtml", "vendor", "productType"] as const) {
    if (values[name] !== undefined) input[name] = values[name] ?? "";
  }
  if (values.tags !== undefined)
    input.tags = (values.tags ?? "")
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean);
  return input;
}

/** A variant's own attributes as its inputs want them. A price cannot be blank; a SKU is the inventory item's, unless `sku` says otherwise. */
export function variantInput(values: Values): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  if (values.price !== undefined && values.price !== null) input.price = values.price;
  if (values.compareAtPrice !== undefined) input.compareAtPrice = values.compareAtPrice;
  if (values.barcode !== undefined) input.barcode = values.barcode;
  if (values.sku !== undefined) input.inventoryItem = { sku: values.sku ?? "" };
  return input;
}

/** A product of one variant without options, the form Shopify gives such products. It is a draft, so that a person publishes it. */
export function newProductInput(values: Values): Record<string, unknown> {
  const option = { name: "Title", values: [{ name: "Default Title" }] };
  const optionValues = [{ optionName: option.name, name: "Default Title" }];
  return {
    ...productInput(values),
    status: "DRAFT",
    productOptions: [option],
    variants: [{ optionValues, ...variantInput(values) }],
  };
}
