import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { ProductRecord, VariantRecord } from "./records.ts";

type Image = ProductRecord["images"][number];
export type VariantSeed = Partial<VariantRecord> & { price: string };
export type ProductSeed = Omit<Partial<ProductRecord>, "images" | "options" | "variants"> & {
  title: string;
  images?: (Omit<Image, "id"> & { id?: number })[];
  options?: { name: string; values: string[] }[];
  variants?: VariantSeed[];
};

const DEFAULT_OPTIONS = [{ name: "Title", value: "Default Title" }];

/** A product ready to store, with whatever its seed leaves out as Shopify fills it in. */
export function completeProduct(context: StateContext, seed: ProductSeed & { handle: string }): ProductRecord {
  const now = seed.createdAt ?? stamp(context);
  const variants = (seed.variants ?? [{ price: "0.00" }]).map((variant, index) =>
    completeVariant(context, variant, index + 1, now),
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
    isGiftCard: seed.isGiftCard ?? false,
    seo: seed.seo ?? { title: null, description: null },
    images: (seed.images ?? []).map((image) => ({ ...image, id: image.id ?? context.nextId() })),
    options: keepOptions(context, [], seed.options ?? listOptions(variants)),
    variants,
    createdAt: now,
    updatedAt: seed.updatedAt ?? now,
  };
}

export function completeVariant(
  context: StateContext,
  variant: VariantSeed,
  position: number,
  now: string,
): VariantRecord {
  const options = variant.options ?? DEFAULT_OPTIONS;
  return {
    id: variant.id ?? context.nextId(),
    title: variant.title ?? titleOf(options),
    sku: variant.sku ?? null,
    barcode: variant.barcode ?? null,
    price: toPrice(variant.price, context.shop.currency),
    compareAtPrice: variant.compareAtPrice ? toPrice(variant.compareAtPrice, context.shop.currency) : null,
    cost: variant.cost ?? null,
    options,
    inventoryQuantity: variant.inventoryQuantity ?? 0,
    inventoryTracked: variant.inventoryTracked ?? true,
    taxable: variant.taxable ?? true,
    requiresShipping: variant.requiresShipping ?? true,
    grams: variant.grams ?? 0,
    imageUrl: variant.imageUrl ?? null,
    inventoryPolicy: variant.inventoryPolicy ?? "DENY",
    position,
    createdAt: variant.createdAt ?? now,
    updatedAt: variant.updatedAt ?? now,
  };
}

/** A variant is named by its option values, as "Small / Red". */
export function titleOf(options: VariantRecord["options"]): string {
  return options.map((option) => option.value).join(" / ");
}

// Asking Intl for each of 100,000 prices would cost more than loading them.
const digitsOf = new Map<string, number>();

/** A price as Shopify gives it: with all of the currency's decimal places, 10 US dollars being "10.00". */
export function toPrice(amount: string, currency: string): string {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
  }
  return Number(amount).toFixed(digits);
}

/** What a text is to be found by in an address: "Blue Shirt" is blue-shirt. */
export function toHandle(title: string): string {
  return title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}

/** The options that variants use, with their values, in the order in which they come up. */
export function listOptions(variants: Pick<VariantRecord, "options">[]): { name: string; values: string[] }[] {
  const options = new Map<string, Set<string>>();
  for (const { name, value } of variants.flatMap((variant) => variant.options))
    options.set(name, (options.get(name) ?? new Set()).add(value));
  return [...options].map(([name, values]) => ({ name, values: [...values] }));
}

/** Options with ids: what was there by the same name keeps the id that it had. */
export function keepOptions(
  context: StateContext,
  before: ProductRecord["options"],
  wanted: { name: string; values: string[] }[],
): ProductRecord["options"] {
  return wanted.map(({ name, values }) => {
    const known = before.find((option) => option.name === name);
    return {
      id: known?.id ?? context.nextId(),
      name,
      values: values.map((value) => ({
        id: known?.values.find((one) => one.name === value)?.id ?? context.nextId(),
        name: value,
      })),
    };
  });
}
