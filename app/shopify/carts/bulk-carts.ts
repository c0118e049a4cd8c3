import type { ShopifyBulkPort } from "#app/sync/ports.ts";
import type { BulkPortDeps } from "../bulk-port.ts";
import { bulkPort } from "../bulk-port.ts";
import { childrenOf } from "../bulk-tree.ts";
import { createdFilter } from "../created-filter.ts";
import type { CheckoutLineNode, CheckoutNode } from "../documents/checkouts.ts";
import { bulkCheckouts, checkoutsCount } from "../documents/checkouts.ts";
import { flattenCart } from "./flatten-cart.ts";

/** All abandoned checkouts that Shopify lists, with their lines. */
export function bulkOfCarts(deps: BulkPortDeps, shop: string): ShopifyBulkPort {
  return bulkPort(deps, shop, {
    query: (window) => bulkCheckouts(createdFilter("created_at", window)),
    async count(window) {
      const variables = { query: createdFilter("created_at", window) };
      const { data } = await deps.client.request({ shop, lane: "bulk", document: checkoutsCount, variables, cost: 1 });
      return data.abandonedCheckoutsCount?.count ?? 0;
    },
    records(tree) {
      const lines = childrenOf<CheckoutLineNode>(tree, "AbandonedCheckoutLineItem").map(({ node }) => node);
      return [flattenCart(shop, tree.node as CheckoutNode, lines)];
    },
  });
}
