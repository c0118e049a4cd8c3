import type { CollectionInput, CollectionRecord } from "../../state/collections.ts";
import type { Outcome, Refusal } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { readIds } from "./product-mutations.ts";
import type { Input } from "./read-input.ts";
import { refuseUnheld } from "./read-product-input.ts";

const HELD = ["descriptionHtml", "handle", "id", "products", "title"];

function readCollection(args: Args): CollectionInput & { id?: unknown; products?: unknown } {
  const input = (args.collection ?? args.input ?? {}) as Input;
  refuseUnheld(input, HELD, "CollectionInput");
  return input as CollectionInput;
}

function payload(outcome: Outcome<CollectionRecord>) {
  return outcome.ok
    ? { collection: { __typename: "Collection", of: outcome.value }, userErrors: [] }
    : { collection: null, userErrors: outcome.errors };
}

function checkProducts(ids: number[], call: Call): Refusal[] {
  return ids.some((id) => !call.state.products.get(id))
    ? [{ field: ["productIds"], message: "Product does not exist", code: "INVALID" }]
    : [];
}

export const collectionMutations: FieldTable<unknown> = {
  collectionCreate: (_, args, call) => {
    const { products, ...input } = readCollection(args);
    const productIds = readIds(products, "Product");
    const errors = checkProducts(productIds, call);
    if (errors.length > 0) return payload({ ok: false, errors });
    const { title, handle, descriptionHtml } = input;
    return payload(call.state.collections.create({ title, handle, descriptionHtml, productIds }));
  },
  collectionUpdate: (_, args, call) => {
    const { id, title, handle, descriptionHtml } = readCollection(args);
    const outcome = call.state.collections.update(idOf(id, "Collection"), { title, handle, descriptionHtml });
    return { ...payload(outcome), job: null };
  },
  collectionAddProducts: (_, args, call) => {
    const productIds = readIds(args.productIds, "Product");
    const errors = checkProducts(productIds, call);
    if (errors.length > 0) return payload({ ok: false, errors });
    return payload(call.state.collections.addProducts(idOf(args.id, "Collection"), productIds));
  },
  collectionRemoveProducts: (_, args, call) => {
    const outcome = call.state.collections.removeProducts(
      idOf(args.id, "Collection"),
      readIds(args.productIds, "Product"),
    );
    if (!outcome.ok) return { job: null, userErrors: outcome.errors };
    // It is over at once here; Shopify answers with a job that still runs.
    return { job: { id: gid("Job", call.state.nextId()), done: true, query: null }, userErrors: [] };
  },
  collectionDelete: (_, args, call) => {
    const outcome = call.state.collections.delete(idOf((args.input as { id: string }).id, "Collection"));
    const shop = { __typename: "Shop", of: call.state.shop };
    return outcome.ok
      ? { deletedCollectionId: gid("Collection", outcome.value.id), shop, userErrors: [] }
      : { deletedCollectionId: null, shop, userErrors: outcome.errors };
  },
};
