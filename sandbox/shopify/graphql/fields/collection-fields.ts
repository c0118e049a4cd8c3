import type { CollectionRecord } from "../../state/collections.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { describeHtml } from "./describe-html.ts";
import { exactly } from "./exactly.ts";
import type { Listing } from "./list-records.ts";
import { listOwned } from "./list-records.ts";
import { metafieldsOf } from "./metafield-fields.ts";

// Filters: the description of `QueryRoot.collections` in the Admin schema.
export const collectionListing = (call: Call): Listing<CollectionRecord> => ({
  typename: "Collection",
  path: "collections",
  read: (shop) => shop.collections.list(),
  sortKeys: {
    ID: (collection) => collection.id,
    TITLE: (collection) => collection.title.toLowerCase(),
    UPDATED_AT: (collection) => collection.updatedAt,
  },
  search: {
    words: (collection) => [collection.title, collection.handle],
    fields: {
      id: { kind: "number", read: (collection) => collection.id },
      title: { kind: "text", read: (collection) => collection.title },
      handle: { kind: "keyword", read: (collection) => collection.handle },
      collection_type: { kind: "keyword", read: () => "custom" },
      product_id: {
        kind: "list",
        read: (collection) => call.state.collections.productIdsOf(collection.id).map(String),
      },
      published_at: { kind: "time", read: (collection) => collection.publishedAt },
      updated_at: { kind: "time", read: (collection) => collection.updatedAt },
    },
  },
});

export function listCollectionsOf(productId: number, args: Args, call: Call) {
  return listOwned(call.state.collections.listOf(productId), "Collection", args, call);
}

const collection: FieldTable<CollectionRecord> = {
  ...(metafieldsOf("Collection") as FieldTable<CollectionRecord>),
  id: (record) => gid("Collection", record.id),
  legacyResourceId: (record) => String(record.id),
  description: (record, args) => describeHtml(record.descriptionHtml, args),
  seo: () => ({ title: null, description: null }),
  sortOrder: () => "MANUAL",
  templateSuffix: () => null,
  image: () => null,
  ruleSet: () => null,
  hasProduct: (record, args, call) => call.state.collections.has(record.id, idOf(args.id, "Product")),
  productsCount: (record, _, call) => exactly(call.state.collections.productIdsOf(record.id).length),
  products: (record, args, call) => {
    const { collections, products } = call.state;
    const items = collections.productIdsOf(record.id).flatMap((id) => products.get(id) ?? []);
    return listOwned(items, "Product", args, call);
  },
};

export const collectionFields: Record<string, FieldTable<never>> = { Collection: collection };
