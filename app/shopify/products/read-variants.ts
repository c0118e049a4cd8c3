import type { ReadResult } from "#app/sync/ports.ts";
import { allNodes } from "../all-nodes.ts";
import { collectionsOfProduct, variantsById } from "../documents/products.ts";
import type { VariantsByIdQuery } from "../generated/admin.ts";
import type { PortScope } from "../port-scope.ts";
import { readNodes } from "../read-nodes.ts";
import { unexplained } from "../unexplained.ts";
import type { WholeProduct } from "./flatten-variant.ts";
import { flattenVariant } from "./flatten-variant.ts";

type VariantNode = Extract<NonNullable<VariantsByIdQuery["nodes"][number]>, { id: string }>;
type ReadProduct = VariantNode["product"];

/** A variant with its product, the objects below both, a page of media and one of collections; 30 of them stay below 1,000 points. */
const byId = { document: variantsById, gidType: "ProductVariant", cost: 30, idsPerQuery: 30 } as const;
const collectionsPageCost = 255;

/** Variants by numeric id. Throws as `readNodes` does. */
export async function readVariants(scope: PortScope, ids: readonly string[]): Promise<ReadonlyMap<string, ReadResult>> {
  const results = new Map<string, ReadResult>();
  const products = new Map<string, WholeProduct>();
  for (const [id, node] of await readNodes<VariantNode>(scope, byId, ids)) {
    if (!node) {
      results.set(id, { kind: "gone" });
      continue;
    }
    const product = products.get(node.product.id) ?? (await wholeProduct(scope, node.product));
    products.set(product.id, product);
    const imageUrl = node.media.nodes[0]?.preview?.image?.url ?? null;
    results.set(id, { kind: "found", record: flattenVariant(scope.shop, product, { ...node, imageUrl }) });
  }
  return results;
}

async function wholeProduct({ client, shop, lane }: PortScope, product: ReadProduct): Promise<WholeProduct> {
  const collections = await allNodes(product.collections, async (after) => {
    const variables = { id: product.id, after };
    const document = collectionsOfProduct;
    const { data, errors } = await client.request({ shop, lane, document, variables, cost: collectionsPageCost });
    if (errors.length > 0) throw unexplained(errors);
    return data.product?.collections ?? null;
  });
  return { ...product, collections };
}
