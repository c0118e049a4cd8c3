import type { ShopifyBulkPort } from "#app/sync/ports.ts";
import type { BulkPortDeps } from "../bulk-port.ts";
import { bulkPort } from "../bulk-port.ts";
import type { BulkTree } from "../bulk-tree.ts";
import { childrenOf } from "../bulk-tree.ts";
import { createdFilter } from "../created-filter.ts";
import type { ProductNode, VariantNode } from "../documents/product-batches.ts";
import { bulkProducts, productsCount, variantsCount } from "../documents/products.ts";
import type { WholeProduct } from "./flatten-variant.ts";
import { flattenVariant } from "./flatten-variant.ts";

interface Picture {
  readonly preview?: { readonly image?: { readonly url: string } | null } | null;
}

/**
 * All variants of a shop, read as products with their variants: only products can be told by date. In a window they are counted by
 * product, which is the least that the variants are.
 */
export function bulkOfVariants(deps: BulkPortDeps, shop: string): ShopifyBulkPort {
  const asked = { shop, lane: "bulk", cost: 1 } as const;
  return bulkPort(deps, shop, {
    query: (window) => bulkProducts(createdFilter("created_at", window)),
    async count(window) {
      const query = createdFilter("created_at", window);
      if (query === null) {
        const { data } = await deps.client.request({ ...asked, document: variantsCount, variables: {} });
        return data.productVariantsCount?.count ?? 0;
      }
      const { data } = await deps.client.request({ ...asked, document: productsCount, variables: { query } });
      return data.productsCount?.count ?? 0;
    },
    records: (tree) => variantsOf(shop, tree),
  });
}

function variantsOf(shop: string, tree: BulkTree) {
  const collections = childrenOf<WholeProduct["collections"][number]>(tree, "Collection").map(({ node }) => node);
  const product: WholeProduct = { ...(tree.node as ProductNode), collections };
  return childrenOf<VariantNode>(tree, "ProductVariant").map(({ node, children }) => {
    // A variant's only children are its pictures, in order.
    const picture = children[0]?.node as Picture | undefined;
    return flattenVariant(shop, product, { ...node, imageUrl: picture?.preview?.image?.url ?? null });
  });
}
