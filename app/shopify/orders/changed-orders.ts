import type { ChangesPort } from "#app/sync/ports.ts";
import type { AdminAnswer, AdminClient } from "../admin-client.ts";
import { wholeSecond } from "../created-filter.ts";
import { changedOrders } from "../documents/orders.ts";
import type { ChangedOrdersQuery } from "../generated/admin.ts";
import { idOf } from "../gid.ts";
import { unexplained } from "../unexplained.ts";

/** A page of 250 ids costs about that much. */
const pageCost = 255;

/** Orders by modified time, for the sweep. Shopify gives no total with them. */
export function changesOfOrders(client: AdminClient, shop: string): ChangesPort {
  return {
    async *since(from) {
      const query = `updated_at:>='${wholeSecond(from)}'`;
      let after: string | null = null;
      do {
        const answer: AdminAnswer<ChangedOrdersQuery> = await client.request({
          shop,
          lane: "bulk",
          document: changedOrders,
          variables: { query, after },
          cost: pageCost,
        });
        const { data, errors } = answer;
        if (errors.length > 0) throw unexplained(errors);
        const { nodes, pageInfo } = data.orders;
        const changes = nodes.map((node) => ({
          id: idOf(node.id),
          modifiedAt: new Date(node.updatedAt).toISOString(),
        }));
        yield { changes, total: null };
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
    },
  };
}
