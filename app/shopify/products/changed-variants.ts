import type { ChangesPort } from "#app/sync/ports.ts";
import type { AdminAnswer, AdminClient } from "../admin-client.ts";
import { allNodes } from "../all-nodes.ts";
import { wholeSecond } from "../created-filter.ts";
import { changedProducts, variantsOfProduct } from "../documents/products.ts";
import type { ChangedProductsQuery } from "../generated/admin.ts";
import { idOf } from "../gid.ts";
import { unexplained } from "../unexplained.ts";

type ProductPage = ChangedProductsQuery["products"]["nodes"][number];

/** 50 products with ten variants each. */
const pageCost = 700;
const variantsPageCost = 255;

/**
 * Variants whose product, or which themselves, changed, for the sweep: Shopify moves a product's modified time with its variants'.
 * Shopify gives no total with them.
 */
export function changesOfVariants(client: AdminClient, shop: string): ChangesPort {
  const lane = "bulk";

  async function variantsOf(product: ProductPage) {
    const variants = await allNodes(product.variants, async (after) => {
      const variables = { id: product.id, after };
      const document = variantsOfProduct;
      const { data, errors } = await client.request({ shop, lane, document, variables, cost: variantsPageCost });
      if (errors.length > 0) throw unexplained(errors);
      return data.product?.variants ?? null;
    });
    return variants.map(({ id, updatedAt }) => {
      const latest = Math.max(Date.parse(updatedAt), Date.parse(product.updatedAt));
      return { id: idOf(id), modifiedAt: new Date(latest).toISOString() };
    });
  }

  return {
    async *since(from) {
      const query = `updated_at:>='${wholeSecond(from)}'`;
      let after: string | null = null;
      do {
        const answer: AdminAnswer<ChangedProductsQuery> = await client.request({
          shop,
          lane,
          document: changedProducts,
          variables: { query, after },
          cost: pageCost,
        });
        if (answer.errors.length > 0) throw unexplained(answer.errors);
        const { nodes, pageInfo } = answer.data.products;
        const changes = [];
        for (const product of nodes) changes.push(...(await variantsOf(product)));
        yield { changes, total: null };
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
    },
  };
}
