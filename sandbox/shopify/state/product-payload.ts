import type { ProductRecord, ShopProfile, VariantRecord } from "./records.ts";
import { webhookTime } from "./webhook-time.ts";

// Shapes: Shopify's own samples of API version 2026-07, images and media those of real deliveries.

/** Variants beyond these are named in `variant_gids` only. */
const MAX_VARIANTS = 100;

export function productPayload(product: ProductRecord, shop: ShopProfile): Record<string, unknown> {
  const time = (instant: string) => webhookTime(instant, shop.ianaTimezone);
  const images = product.images.map((image, index) => imagePayload(product, image, index + 1, time));
  return {
    admin_graphql_api_id: `gid://shopify/Product/${product.id}`,
    body_html: product.descriptionHtml,
    created_at: time(product.createdAt),
    handle: product.handle,
    id: product.id,
    product_type: product.productType,
    published_at: product.publishedAt && time(product.publishedAt),
    template_suffix: null,
    title: product.title,
    updated_at: time(product.updatedAt),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: "web",
    tags: product.tags.join(", "),
    variants: product.variants.slice(0, MAX_VARIANTS).map((variant) => variantPayload(product, variant, time)),
    options: product.options.map((option, index) => ({
      id: option.id,
      name: option.name,
      product_id: product.id,
      position: index + 1,
      values: option.values.map((value) => value.name),
    })),
    images,
    image: images[0] ?? null,
    media: product.images.map((image, index) => mediaPayload(product, image, index + 1, time)),
    variant_gids: product.variants
      .toSorted((a, b) => (a.updatedAt > b.updatedAt ? -1 : a.updatedAt < b.updatedAt ? 1 : 0))
      .map((variant) => ({
        admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
        updated_at: new Date(variant.updatedAt).toISOString(),
      })),
    has_variants_that_requires_components: false,
    category: null,
  };
}

type Time = (instant: string) => string;

function variantPayload(product: ProductRecord, variant: VariantRecord, time: Time) {
  return {
    admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
    barcode: variant.barcode,
    compare_at_price: variant.compareAtPrice,
    created_at: time(variant.createdAt),
    id: variant.id,
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    position: variant.position,
    price: variant.price,
    product_id: product.id,
    sku: variant.sku,
    taxable: variant.taxable,
    title: variant.title,
    updated_at: time(variant.updatedAt),
    option1: variant.options[0]?.value ?? null,
    option2: variant.options[1]?.value ?? null,
    option3: variant.options[2]?.value ?? null,
    image_id: product.images.find((image) => image.url === variant.imageUrl)?.id ?? null,
    inventory_item_id: variant.id,
    inventory_quantity: variant.inventoryQuantity,
    old_inventory_quantity: variant.inventoryQuantity,
  };
}

function imagePayload(product: ProductRecord, image: ProductRecord["images"][number], position: number, time: Time) {
  return {
    id: image.id,
    alt: image.altText,
    position,
    product_id: product.id,
    created_at: time(product.createdAt),
    updated_at: time(product.updatedAt),
    admin_graphql_api_id: `gid://shopify/ProductImage/${image.id}`,
    width: null,
    height: null,
    src: image.url,
    variant_ids: product.variants.filter((variant) => variant.imageUrl === image.url).map((variant) => variant.id),
  };
}

function mediaPayload(product: ProductRecord, image: ProductRecord["images"][number], position: number, time: Time) {
  return {
    id: image.id,
    product_id: product.id,
    position,
    created_at: time(product.createdAt),
    updated_at: time(product.updatedAt),
    alt: image.altText,
    status: "READY",
    media_content_type: "IMAGE",
    preview_image: { width: null, height: null, src: image.url, status: "READY" },
    variant_ids: product.variants.filter((variant) => variant.imageUrl === image.url).map((variant) => variant.id),
    admin_graphql_api_id: `gid://shopify/MediaImage/${image.id}`,
  };
}
