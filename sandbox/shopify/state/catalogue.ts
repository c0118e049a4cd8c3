import { refuse } from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { Outcome, ProductRecord, VariantRecord } from "./records.ts";
import { webhookTime } from "./webhook-time.ts";

export type VariantSeed = Partial<VariantRecord> & { price: string };
export type ProductSeed = Omit<Partial<ProductRecord>, "variants"> & { title: string; variants?: VariantSeed[] };

/** The shop's products with their variants, in the order they were made. */
export function createCatalogue(context: StateContext) {
  const byId = new Map<number, ProductRecord>();
  const byHandle = new Map<string, number>();
  const byVariant = new Map<number, number>();
  const bySku = new Map<string, number>();

  function put(product: ProductRecord): void {
    const old = byId.get(product.id);
    if (old) forget(old);
    byId.set(product.id, product);
    byHandle.set(product.handle, product.id);
    for (const variant of product.variants) {
      byVariant.set(variant.id, product.id);
      if (variant.sku && !bySku.has(variant.sku)) bySku.set(variant.sku, variant.id);
    }
    context.touch();
  }

  function forget(product: ProductRecord): void {
    byId.delete(product.id);
    byHandle.delete(product.handle);
    for (const variant of product.variants) {
      byVariant.delete(variant.id);
      if (variant.sku && bySku.get(variant.sku) === variant.id) bySku.delete(variant.sku);
    }
  }

  function load(seed: ProductSeed): Outcome<ProductRecord> {
    if (seed.title.trim() === "") return { ok: false, errors: [refuse(["title"], "Title can't be blank", "BLANK")] };
    const handle = seed.handle ?? toHandle(seed.title);
    if (byHandle.has(handle))
      return {
        ok: false,
        errors: [refuse(["handle"], `Handle '${handle}' already in use. Please provide a new handle.`, "TAKEN")],
      };
    const product = complete(context, { ...seed, handle });
    put(product);
    return { ok: true, value: product };
  }

  return {
    load,
    create: (seed: ProductSeed): Outcome<ProductRecord> => {
      const outcome = load(seed);
      if (outcome.ok) context.emit("products/create", productPayload(outcome.value, context.shop.ianaTimezone));
      return outcome;
    },
    update: (id: number, change: Partial<Omit<ProductRecord, "id">>): Outcome<ProductRecord> => {
      const before = byId.get(id);
      if (!before) return { ok: false, errors: [refuse(["id"], "Product does not exist", "NOT_FOUND")] };
      const after = { ...before, ...change, updatedAt: stamp(context) };
      put(after);
      context.emit("products/update", productPayload(after, context.shop.ianaTimezone));
      return { ok: true, value: after };
    },
    delete: (id: number): Outcome<ProductRecord> => {
      const before = byId.get(id);
      if (!before) return { ok: false, errors: [refuse(["id"], "Product does not exist", "NOT_FOUND")] };
      forget(before);
      context.touch();
      context.emit("products/delete", { id });
      return { ok: true, value: before };
    },
    get: (id: number) => byId.get(id),
    list: (): ProductRecord[] => [...byId.values()],
    count: () => byId.size,
    /** A variant and its product. */
    findVariant: (variantId: number) => {
      const product = byId.get(byVariant.get(variantId) ?? -1);
      const variant = product?.variants.find((one) => one.id === variantId);
      return product && variant ? { product, variant } : undefined;
    },
    findVariantIdBySku: (sku: string) => bySku.get(sku),
    variantCount: () => byVariant.size,
    snapshot: () => new Map(byId),
    restore: (products: Map<number, ProductRecord>) => {
      for (const index of [byId, byHandle, byVariant, bySku]) index.clear();
      for (const product of products.values()) put(product);
    },
  };
}

function complete(context: StateContext, seed: ProductSeed & { handle: string }): ProductRecord {
  const now = seed.createdAt ?? stamp(context);
  const variants = (seed.variants ?? [{ price: "0.00" }]).map(
    (variant, index): VariantRecord => ({
      id: variant.id ?? context.nextId(),
      title: variant.title ?? "Default Title",
      sku: variant.sku ?? null,
      barcode: variant.barcode ?? null,
      price: variant.price,
      compareAtPrice: variant.compareAtPrice ?? null,
      cost: variant.cost ?? null,
      options: variant.options ?? [{ name: "Title", value: "Default Title" }],
      inventoryQuantity: variant.inventoryQuantity ?? 0,
      inventoryTracked: variant.inventoryTracked ?? true,
      taxable: variant.taxable ?? true,
      requiresShipping: variant.requiresShipping ?? true,
      grams: variant.grams ?? 0,
      imageUrl: variant.imageUrl ?? null,
      position: index + 1,
      createdAt: variant.createdAt ?? now,
      updatedAt: variant.updatedAt ?? now,
    }),
  );
  const status = seed.status ?? "ACTIVE";
  return {
    id: seed.id ?? context.nextId(),
    handle: seed.handle,
    title: seed.title.trim(),
    descriptionHtml: seed.descriptionHtml ?? "",
    vendor: seed.vendor ?? context.shop.name,
    productType: seed.productType ?? "",
    tags: seed.tags ?? [],
    status,
    publishedAt: seed.publishedAt !== undefined ? seed.publishedAt : status === "ACTIVE" ? now : null,
    images: seed.images ?? [],
    options: seed.options ?? optionsOf(variants),
    variants,
    createdAt: now,
    updatedAt: seed.updatedAt ?? now,
  };
}

function optionsOf(variants: VariantRecord[]): { name: string; values: string[] }[] {
  const options = new Map<string, Set<string>>();
  for (const { name, value } of variants.flatMap((variant) => variant.options))
    options.set(name, (options.get(name) ?? new Set()).add(value));
  return [...options].map(([name, values]) => ({ name, values: [...values] }));
}

function toHandle(title: string): string {
  return title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}

function productPayload(product: ProductRecord, timeZone: string): Record<string, unknown> {
  const time = (instant: string | null) => instant && webhookTime(instant, timeZone);
  return {
    admin_graphql_api_id: `gid://shopify/Product/${product.id}`,
    body_html: product.descriptionHtml,
    created_at: time(product.createdAt),
    handle: product.handle,
    id: product.id,
    product_type: product.productType,
    published_at: time(product.publishedAt),
    title: product.title,
    updated_at: time(product.updatedAt),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    tags: product.tags.join(", "),
    variants: product.variants.map((variant) => ({
      admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
      barcode: variant.barcode,
      compare_at_price: variant.compareAtPrice,
      created_at: time(variant.createdAt),
      id: variant.id,
      inventory_quantity: variant.inventoryQuantity,
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
    })),
    options: product.options.map((option, index) => ({
      name: option.name,
      product_id: product.id,
      position: index + 1,
      values: option.values,
    })),
    images: product.images.map((image, index) => ({ position: index + 1, src: image.url, alt: image.altText })),
  };
}
