import type { VariantSeed } from "#sandbox/shopify/state/catalogue.ts";
import { toHandle } from "#sandbox/shopify/state/complete-product.ts";
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
      isGiftCard: product.isGiftCard,
      seo: { title: product.seoTitle || null, description: product.seoDescription || null },
      publishedAt: product.published && product.status === "ACTIVE" ? createdAt : null,
      images: product.images.map(({ url, alt }) => ({ url, altText: alt === "" ? null : alt })),
      variants: product.variants.map((variant) => toSeed(product, variant)),
      createdAt,
    });
    if (outcome.ok) {
      if (product.collection !== "") joinCollection(state, product.collection, outcome.value.id);
      return [];
    }
    const reason = outcome.errors.map((error) => error.message).join("; ");
    return [{ file: "products_export.csv", row: product.row, reason }];
  });
}

/** The collection of this title is made with its first product. */
function joinCollection(state: ShopState, title: string, productId: number): void {
  const known = state.collections.findByHandle(toHandle(title));
  if (known) state.collections.addProducts(known.id, [productId]);
  else state.collections.load({ title, productIds: [productId] });
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
