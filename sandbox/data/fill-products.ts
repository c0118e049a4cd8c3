import type { VariantSeed } from "#sandbox/shopify/state/catalogue.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import type { FolderProduct, FolderVariant, RowProblem, ShopFolder } from "./shop-folder.ts";

/** Puts a folder's products into the shop; returns what it refused. */
export function fillProducts(state: ShopState, folder: ShopFolder): RowProblem[] {
  // The files carry no dates for products: they stand since the shop opened.
  const createdAt = state.shop.createdAt;
  return folder.products.flatMap((product): RowProblem[] => {
    const outcome = state.products.load({
      handle: product.handle,
      title: product.title,
      descriptionHtml: product.bodyHtml,
      vendor: product.vendor,
      productType: product.type,
      tags: product.tags,
      status: product.status,
      publishedAt: product.published && product.status === "ACTIVE" ? createdAt : null,
      images: product.images.map(({ url, alt }) => ({ url, altText: alt === "" ? null : alt })),
      variants: product.variants.map((variant) => toSeed(product, variant)),
      createdAt,
    });
    if (outcome.ok) return [];
    const reason = outcome.errors.map((error) => error.message).join("; ");
    return [{ file: "products_export.csv", row: product.row, reason }];
  });
}

function toSeed(product: FolderProduct, variant: FolderVariant): VariantSeed {
  const values = variant.optionValues.length > 0 ? variant.optionValues : ["Default Title"];
  return {
    title: values.join(" / "),
    sku: variant.sku,
    barcode: variant.barcode,
    price: variant.price,
    compareAtPrice: variant.compareAtPrice,
    cost: variant.cost,
    options: values.map((value, place) => ({ name: product.optionNames[place] ?? "Title", value })),
    inventoryQuantity: variant.quantity,
    taxable: variant.taxable,
    requiresShipping: variant.requiresShipping,
    grams: variant.grams,
    imageUrl: variant.imageUrl,
  };
}
