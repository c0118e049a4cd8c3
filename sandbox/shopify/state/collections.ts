import { isOther } from "./announce-customer.ts";
import { refuse } from "./check-customer.ts";
import type { CollectionRecord } from "./collection-index.ts";
import { createCollectionIndex } from "./collection-index.ts";
import { toHandle } from "./complete-product.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { Outcome, Refusal } from "./records.ts";
import { webhookTime } from "./webhook-time.ts";

export type { CollectionRecord };

export interface CollectionInput {
  title?: string | undefined;
  handle?: string | undefined;
  descriptionHtml?: string | null | undefined;
}

/** The shop's hand-picked collections and which products are in them, each with an order of its own. */
export function createCollections(context: StateContext) {
  const index = createCollectionIndex(context.touch);
  const { put, link, unlink } = index;

  function save(collection: CollectionRecord): CollectionRecord {
    const saved = { ...collection, updatedAt: stamp(context) };
    put(saved);
    context.emit("collections/update", payload(context, saved));
    return saved;
  }

  function load(input: CollectionInput & { id?: number; productIds?: number[] }): Outcome<CollectionRecord> {
    const title = input.title?.trim() ?? "";
    if (title === "") return { ok: false, errors: [refuse(["title"], "Title can't be blank", "BLANK")] };
    const handle = input.handle ?? toHandle(title);
    if (index.findByHandle(handle)) return taken();
    const now = stamp(context);
    const id = input.id ?? context.nextId();
    const collection = { id, handle, title, descriptionHtml: input.descriptionHtml ?? "", publishedAt: now };
    put({ ...collection, updatedAt: now });
    for (const productId of input.productIds ?? []) link(id, productId);
    return { ok: true, value: { ...collection, updatedAt: now } };
  }

  function edit(id: number, verb: typeof link, productIds: number[]): Outcome<CollectionRecord> {
    const collection = index.get(id);
    if (!collection) return missing();
    const changed = productIds.map((productId) => verb(id, productId));
    return { ok: true, value: changed.includes(true) ? save(collection) : collection };
  }

  return {
    load,
    create: (input: CollectionInput & { productIds?: number[] }): Outcome<CollectionRecord> => {
      const outcome = load(input);
      if (outcome.ok) context.emit("collections/create", payload(context, outcome.value));
      return outcome;
    },
    update: (id: number, input: CollectionInput): Outcome<CollectionRecord> => {
      const before = index.get(id);
      if (!before) return missing();
      const after = { ...before, descriptionHtml: input.descriptionHtml ?? before.descriptionHtml };
      after.title = input.title?.trim() ?? before.title;
      after.handle = input.handle ?? before.handle;
      if (after.title === "") return { ok: false, errors: [refuse(["title"], "Title can't be blank", "BLANK")] };
      if (after.handle !== before.handle && index.findByHandle(after.handle)) return taken();
      return { ok: true, value: isOther(before, after) ? save(after) : before };
    },
    delete: (id: number): Outcome<CollectionRecord> => {
      const before = index.get(id);
      if (!before) return missing();
      index.delete(before);
      const admin_graphql_api_id = `gid://shopify/Collection/${id}`;
      context.emit("collections/delete", { id, published_scope: "web", admin_graphql_api_id });
      return { ok: true, value: before };
    },
    addProducts: (id: number, productIds: number[]) => edit(id, link, productIds),
    removeProducts: (id: number, productIds: number[]) => edit(id, unlink, productIds),
    /** Puts a product into just these collections. */
    setOfProduct: (productId: number, ids: number[]) => {
      for (const { id } of index.listOf(productId)) if (!ids.includes(id)) edit(id, unlink, [productId]);
      for (const id of ids) edit(id, link, [productId]);
    },
    forgetProduct: index.forgetProduct,
    get: index.get,
    findByHandle: index.findByHandle,
    list: index.list,
    count: index.count,
    listOf: index.listOf,
    productIdsOf: index.productIdsOf,
    has: index.has,
    snapshot: index.snapshot,
    restore: index.restore,
  };
}

function payload(context: StateContext, collection: CollectionRecord): Record<string, unknown> {
  const time = (instant: string) => webhookTime(instant, context.shop.ianaTimezone);
  return {
    id: collection.id,
    handle: collection.handle,
    title: collection.title,
    updated_at: time(collection.updatedAt),
    body_html: collection.descriptionHtml,
    published_at: collection.publishedAt && time(collection.publishedAt),
    sort_order: "manual",
    template_suffix: null,
    published_scope: "web",
    admin_graphql_api_id: `gid://shopify/Collection/${collection.id}`,
  };
}

function missing(): { ok: false; errors: Refusal[] } {
  return { ok: false, errors: [refuse(["id"], "Collection does not exist", "NOT_FOUND")] };
}

function taken(): { ok: false; errors: Refusal[] } {
  return { ok: false, errors: [refuse(["handle"], "Handle has already been taken", "TAKEN")] };
}
