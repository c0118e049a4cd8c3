import type { ShopifyBulkPort } from "#app/sync/ports.ts";
import type { BulkPortDeps } from "../bulk-port.ts";
import { bulkPort } from "../bulk-port.ts";
import { childrenOf } from "../bulk-tree.ts";
import { createdFilter } from "../created-filter.ts";
import type { OrderLineNode, OrderNode } from "../documents/orders.ts";
import { bulkOrders, ordersCount } from "../documents/orders.ts";
import { flattenOrder } from "./flatten-order.ts";

/** All orders that the shop shows, with their lines. */
export function bulkOfOrders(deps: BulkPortDeps, shop: string): ShopifyBulkPort {
  return bulkPort(deps, shop, {
    query: (window) => bulkOrders(createdFilter("created_at", window)),
    async count(window) {
      const variables = { query: createdFilter("created_at", window) };
      const { data } = await deps.client.request({ shop, lane: "bulk", document: ordersCount, variables, cost: 1 });
      return data.ordersCount?.count ?? 0;
    },
    records(tree) {
      const lines = childrenOf<OrderLineNode>(tree, "LineItem").map(({ node }) => node);
      return [flattenOrder(shop, tree.node as OrderNode, lines)];
    },
  });
}
