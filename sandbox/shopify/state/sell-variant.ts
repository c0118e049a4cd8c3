import type { LineItemSeed } from "./build-order.ts";
import type { ProductRecord, VariantRecord } from "./records.ts";

/** The line that a variant is sold as, today: an order keeps it though the product changes. */
export function sellVariant(found: { product: ProductRecord; variant: VariantRecord }, quantity: number): LineItemSeed {
  const { product, variant } = found;
  return {
    title: product.title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    vendor: product.vendor === "" ? null : product.vendor,
    quantity,
    price: variant.price,
    productId: product.id,
    variantId: variant.id,
    requiresShipping: variant.requiresShipping,
    taxable: variant.taxable,
    grams: variant.grams,
    imageUrl: variant.imageUrl ?? product.images[0]?.url ?? null,
  };
}
