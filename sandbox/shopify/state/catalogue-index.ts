import { toHandle } from "./complete-product.ts";
import type { ProductRecord, VariantRecord } from "./records.ts";

/** Products by id, handle, variant and SKU: nothing that a reader asks for walks through all variants of the shop. */
export function createCatalogueIndex(touch: () => void) {
  const byId = new Map<number, ProductRecord>();
  const byHandle = new Map<string, number>();
  const byVariant = new Map<number, { productId: number; variant: VariantRecord }>();
  const bySku = new Map<string, number>();
  let version = 0;

  function forgetKeys(product: ProductRecord): void {
    byHandle.delete(product.handle);
    for (const variant of product.variants) {
      byVariant.delete(variant.id);
      if (variant.sku && bySku.get(variant.sku) === variant.id) bySku.delete(variant.sku);
    }
  }

  function change(): void {
    version += 1;
    touch();
  }

  function put(product: ProductRecord): void {
    const old = byId.get(product.id);
    if (old) forgetKeys(old);
    byId.set(product.id, product);
    byHandle.set(product.handle, product.id);
    for (const variant of product.variants) {
      byVariant.set(variant.id, { productId: product.id, variant });
      if (variant.sku && !bySku.has(variant.sku)) bySku.set(variant.sku, variant.id);
    }
    change();
  }

  return {
    put,
    delete: (product: ProductRecord): void => {
      forgetKeys(product);
      byId.delete(product.id);
      change();
    },
    get: (id: number) => byId.get(id),
    findByHandle: (handle: string) => byId.get(byHandle.get(handle) ?? -1),
    /** A handle made of the title, with a number when it is taken. */
    freeHandle: (title: string): string => {
      const handle = toHandle(title) || "product";
      if (!byHandle.has(handle)) return handle;
      let number = 1;
      while (byHandle.has(`${handle}-${number}`)) number += 1;
      return `${handle}-${number}`;
    },
    /** A variant and its product. */
    findVariant: (variantId: number) => {
      const found = byVariant.get(variantId);
      const product = found && byId.get(found.productId);
      return found && product ? { product, variant: found.variant } : undefined;
    },
    findVariantIdBySku: (sku: string) => bySku.get(sku),
    list: (): ProductRecord[] => [...byId.values()],
    count: () => byId.size,
    variantCount: () => byVariant.size,
    /** Changes with each write to the catalogue. */
    version: () => version,
    snapshot: () => new Map(byId),
    restore: (products: Map<number, ProductRecord>) => {
      for (const index of [byId, byHandle, byVariant, bySku]) index.clear();
      for (const product of products.values()) put(product);
      change();
    },
  };
}
