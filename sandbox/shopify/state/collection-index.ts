export interface CollectionRecord {
  id: number;
  handle: string;
  title: string;
  descriptionHtml: string;
  publishedAt: string | null;
  updatedAt: string;
}

/** Collections by id and handle, and both ways between them and products. */
export function createCollectionIndex(touch: () => void) {
  const byId = new Map<number, CollectionRecord>();
  const byHandle = new Map<string, number>();
  const productsIn = new Map<number, Set<number>>();
  const collectionsOf = new Map<number, Set<number>>();

  function put(collection: CollectionRecord): void {
    const old = byId.get(collection.id);
    if (old) byHandle.delete(old.handle);
    byId.set(collection.id, collection);
    byHandle.set(collection.handle, collection.id);
    touch();
  }

  /** Whether the product was not in it before. */
  function link(collectionId: number, productId: number): boolean {
    const products = productsIn.get(collectionId) ?? new Set();
    if (products.has(productId)) return false;
    productsIn.set(collectionId, products.add(productId));
    collectionsOf.set(productId, (collectionsOf.get(productId) ?? new Set()).add(collectionId));
    return true;
  }

  /** Whether the product was in it. */
  function unlink(collectionId: number, productId: number): boolean {
    collectionsOf.get(productId)?.delete(collectionId);
    return productsIn.get(collectionId)?.delete(productId) ?? false;
  }

  return {
    put,
    link,
    unlink,
    delete: (collection: CollectionRecord): void => {
      for (const productId of productsIn.get(collection.id) ?? []) collectionsOf.get(productId)?.delete(collection.id);
      productsIn.delete(collection.id);
      byHandle.delete(collection.handle);
      byId.delete(collection.id);
      touch();
    },
    forgetProduct: (productId: number): void => {
      for (const id of collectionsOf.get(productId) ?? []) productsIn.get(id)?.delete(productId);
      collectionsOf.delete(productId);
    },
    get: (id: number) => byId.get(id),
    findByHandle: (handle: string) => byId.get(byHandle.get(handle) ?? -1),
    list: (): CollectionRecord[] => [...byId.values()],
    count: () => byId.size,
    listOf: (productId: number) => [...(collectionsOf.get(productId) ?? [])].flatMap((id) => byId.get(id) ?? []),
    productIdsOf: (id: number): number[] => [...(productsIn.get(id) ?? [])],
    has: (id: number, productId: number) => productsIn.get(id)?.has(productId) ?? false,
    snapshot: () => [...byId.values()].map((one) => ({ one, products: [...(productsIn.get(one.id) ?? [])] })),
    restore: (saved: { one: CollectionRecord; products: number[] }[]): void => {
      for (const map of [byId, byHandle, productsIn, collectionsOf]) map.clear();
      for (const { one, products } of saved) {
        put(one);
        for (const productId of products) link(one.id, productId);
      }
    },
  };
}
