import { isOther } from "./announce-customer.ts";
import type { ProductInput } from "./apply-product-input.ts";
import { applyProductInput } from "./apply-product-input.ts";
import type { VariantInput } from "./apply-variant-input.ts";
import { createCatalogueIndex } from "./catalogue-index.ts";
import { normaliseTags, refuse } from "./check-customer.ts";
import type { ProductSeed } from "./complete-product.ts";
import { completeProduct, keepOptions, listOptions, titleOf } from "./complete-product.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import { productPayload } from "./product-payload.ts";
import type { Outcome, ProductRecord, Refusal, VariantRecord } from "./records.ts";

export type { ProductSeed, VariantSeed } from "./complete-product.ts";
export type { ProductInput, VariantInput };

export type Catalogue = ReturnType<typeof createCatalogue>;

/**
 * The shop's products with their variants, in the order they were made. Records are never changed in place. A write that
 * changes nothing changes no time and tells nobody; a variant's change is its product's too. `forgetVariant` is called for
 * each variant that goes.
 */
export function createCatalogue(context: StateContext, forgetVariant: (variantId: number) => void) {
  const index = createCatalogueIndex(context.touch);
  const { put: _put, delete: _delete, freeHandle: _freeHandle, ...readers } = index;
  const announce = (topic: string, product: ProductRecord) =>
    context.emit(topic, productPayload(product, context.shop));

  function load(seed: ProductSeed): Outcome<ProductRecord> {
    const wanted = seed.handle ?? index.freeHandle(seed.title);
    const product = completeProduct(context, { ...seed, handle: wanted });
    const { after, errors } = applyProductInput(product, { tags: seed.tags ?? [] }, context.shop, product.createdAt);
    errors.push(...checkHandle(after));
    if (errors.length > 0) return { ok: false, errors };
    index.put(after);
    return { ok: true, value: after };
  }

  function checkHandle(product: ProductRecord): Refusal[] {
    const holder = index.findByHandle(product.handle);
    if (!holder || holder.id === product.id) return [];
    return [refuse(["handle"], `Handle '${product.handle}' already in use. Please provide a new handle.`, "TAKEN")];
  }

  /** Stores the new version with a new time when anything differs, and announces it. */
  function save(before: ProductRecord, after: ProductRecord): ProductRecord {
    if (!isOther(before, { ...after, updatedAt: before.updatedAt })) return before;
    const saved = { ...after, updatedAt: stamp(context) };
    index.put(saved);
    announce("products/update", saved);
    return saved;
  }

  function update(id: number, input: ProductInput): Outcome<ProductRecord> {
    const before = index.get(id);
    if (!before) return missing();
    const { after, errors } = applyProductInput(before, input, context.shop, stamp(context));
    errors.push(...checkHandle(after));
    return errors.length > 0 ? { ok: false, errors } : { ok: true, value: save(before, after) };
  }

  /** Replaces the product's variants by these, in this order; ids, times and titles stay with those that were there. */
  function setVariants(
    before: ProductRecord,
    variants: VariantRecord[],
    options = listOptions(variants),
    rest: ProductRecord = before,
  ): ProductRecord {
    const after = placeVariants(before, variants, stamp(context));
    const kept = new Set(after.map((variant) => variant.id));
    for (const { id } of before.variants) if (!kept.has(id)) forgetVariant(id);
    return save(before, { ...rest, variants: after, options: keepOptions(context, before.options, options) });
  }

  return {
    load,
    /** A product ready to be added, which the shop does not hold yet. */
    draft: (seed: ProductSeed): ProductRecord =>
      completeProduct(context, { ...seed, handle: seed.handle ?? index.freeHandle(seed.title) }),
    /** Adds what `draft` made, with these options, and announces it. */
    add: (product: ProductRecord, options: { name: string; values: string[] }[]): ProductRecord => {
      const variants = product.variants.map((one, at) => ({ ...one, title: titleOf(one.options), position: at + 1 }));
      const added = { ...product, variants, options: keepOptions(context, product.options, options) };
      index.put(added);
      announce("products/create", added);
      return added;
    },
    create: (seed: ProductSeed): Outcome<ProductRecord> => {
      const outcome = load(seed);
      if (outcome.ok) announce("products/create", outcome.value);
      return outcome;
    },
    update,
    setVariants,
    /** Checks an input for a product without writing it. */
    check: (before: ProductRecord, input: ProductInput): Refusal[] => {
      const { after, errors } = applyProductInput(before, input, context.shop, stamp(context));
      return [...errors, ...checkHandle(after)];
    },
    apply: (before: ProductRecord, input: ProductInput) =>
      applyProductInput(before, input, context.shop, stamp(context)).after,
    delete: (id: number): Outcome<ProductRecord> => {
      const before = index.get(id);
      if (!before) return missing();
      index.delete(before);
      for (const variant of before.variants) forgetVariant(variant.id);
      context.emit("products/delete", { id });
      return { ok: true, value: before };
    },
    ...createTagEdits(index.get, update),
    /** A new modified time without another change, as a metafield's change gives it; of a variant too when one is named. */
    touch: (id: number, variantId?: number) => {
      const before = index.get(id);
      if (!before) return;
      const now = stamp(context);
      const variants = before.variants.map((one) => (one.id === variantId ? { ...one, updatedAt: now } : one));
      const touched = { ...before, variants, updatedAt: now };
      index.put(touched);
      announce("products/update", touched);
    },
    ...readers,
  };
}

/** Variants in their new order; one in which anything differs has a new time. */
function placeVariants(before: ProductRecord, variants: VariantRecord[], now: string): VariantRecord[] {
  const known = new Map(before.variants.map((variant) => [variant.id, variant]));
  return variants.map((variant, at) => {
    const next = { ...variant, title: titleOf(variant.options), position: at + 1 };
    const old = known.get(variant.id);
    return old && !isOther(old, next) ? old : { ...next, updatedAt: old ? now : variant.updatedAt };
  });
}

function createTagEdits(
  get: (id: number) => ProductRecord | undefined,
  update: (id: number, input: ProductInput) => Outcome<ProductRecord>,
) {
  return {
    addTags: (id: number, tags: string[]) => update(id, { tags: [...(get(id)?.tags ?? []), ...tags] }),
    removeTags: (id: number, tags: string[]) => {
      const gone = new Set(normaliseTags(tags).map((tag) => tag.toLowerCase()));
      return update(id, { tags: (get(id)?.tags ?? []).filter((tag) => !gone.has(tag.toLowerCase())) });
    },
  };
}

function missing(): { ok: false; errors: Refusal[] } {
  return { ok: false, errors: [refuse(["id"], "Product does not exist", "NOT_FOUND")] };
}
