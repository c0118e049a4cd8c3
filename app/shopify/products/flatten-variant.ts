import { variantName } from "#app/sync/objects/products/name-variant.ts";
import type { SideRecord, Values } from "#app/sync/record.ts";
import type { ProductNode, VariantNode } from "../documents/product-batches.ts";
import { adminUrl, instant, tags, text } from "../flatten-values.ts";
import { idOf } from "../gid.ts";

/** A product with all its collections. */
export interface WholeProduct extends ProductNode {
  readonly collections: readonly { readonly id: string; readonly title: string }[];
}

/** A variant with its own picture, null when it shows its product's. */
export interface WholeVariant extends VariantNode {
  readonly imageUrl: string | null;
}

/**
 * A variant with its product as named texts, the form the core compares. Amounts are as Shopify writes them, in the shop's currency.
 * `isNamedAlone` says that the name is the product's title and nothing else, `isFirstVariant` that the variant stands first among its
 * product's. A change of either the variant or its product is a change of the record.
 */
export function flattenVariant(shop: string, product: WholeProduct, variant: WholeVariant): SideRecord {
  const id = idOf(variant.id);
  const productId = idOf(product.id);
  const isOnlyVariant = product.hasOnlyDefaultVariant;
  const variantTitle = isOnlyVariant ? "" : variant.title;
  const values: Values = {
    name: text(variantName({ productTitle: product.title, variantTitle, isOnlyVariant })),
    productTitle: text(product.title),
    variantTitle: text(variantTitle),
    isNamedAlone: String(isOnlyVariant),
    isFirstVariant: String(variant.position === 1),
    sku: text(variant.sku),
    price: text(variant.price),
    compareAtPrice: text(variant.compareAtPrice),
    cost: text(variant.inventoryItem.unitCost?.amount),
    currency: product.priceRangeV2.minVariantPrice.currencyCode,
    barcode: text(variant.barcode),
    inventoryQuantity: variant.inventoryQuantity === null ? null : String(variant.inventoryQuantity),
    ...(isOnlyVariant ? noOptions : flattenOptions(variant.selectedOptions)),
    ...flattenProduct(product),
    url: variantUrl(product, id),
    image: text(variant.imageUrl) ?? text(product.featuredMedia?.preview?.image?.url),
    shop,
    variantId: id,
    productId,
    productUrl: adminUrl(shop, isOnlyVariant ? `products/${productId}` : `products/${productId}/variants/${id}`),
  };
  const times = [variant.updatedAt, product.updatedAt].map((at) => instant(at) ?? at).sort();
  return { side: "shopify", id, groupId: productId, modifiedAt: times.at(-1) ?? "", values };
}

/** What our writes of a product may change, with what only reads say of it left out. */
export function flattenStoredProduct(
  product: Pick<ProductNode, "descriptionHtml" | "vendor" | "productType" | "tags">,
) {
  return {
    descriptionHtml: text(product.descriptionHtml),
    vendor: text(product.vendor),
    productType: text(product.productType),
    tags: tags(product.tags),
  } satisfies Values;
}

function flattenProduct(product: WholeProduct): Values {
  return {
    ...flattenStoredProduct(product),
    collections: text(
      product.collections
        .map(({ title }) => title)
        .sort()
        .join("\n"),
    ),
    handle: text(product.handle),
    status: product.status.toLowerCase(),
    createdAt: instant(product.createdAt),
    publishedAt: instant(product.publishedAt),
  };
}

/** The page that shows the variant: a product's page shows its first one unless told which. */
function variantUrl({ onlineStoreUrl, hasOnlyDefaultVariant }: WholeProduct, variantId: string): string | null {
  if (!onlineStoreUrl || hasOnlyDefaultVariant) return text(onlineStoreUrl);
  return `${onlineStoreUrl}${onlineStoreUrl.includes("?") ? "&" : "?"}variant=${variantId}`;
}

/** Shopify gives a product without options one named "Title": nothing that a person chose. */
const noOptions = flattenOptions([]);

function flattenOptions(options: VariantNode["selectedOptions"]): Values {
  const values: Record<string, string | null> = {};
  for (const place of [1, 2, 3]) {
    values[`option${place}Name`] = text(options[place - 1]?.name);
    values[`option${place}Value`] = text(options[place - 1]?.value);
  }
  return values;
}
