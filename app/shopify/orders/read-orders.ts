import type { ReadResult } from "#app/sync/ports.ts";
import type { OrderLineNode, OrderNode } from "../documents/orders.ts";
import { firstLines, furtherLines, orderLines, ordersById } from "../documents/orders.ts";
import { gid } from "../gid.ts";
import type { HasAllOrders } from "../has-all-orders.ts";
import type { PortScope } from "../port-scope.ts";
import type { LinePage } from "../read-lines.ts";
import { readLines } from "../read-lines.ts";
import { readNodes } from "../read-nodes.ts";
import { unexplained } from "../unexplained.ts";
import { flattenOrder } from "./flatten-order.ts";

type Read = OrderNode & { readonly lineItems: LinePage<OrderLineNode> };

const lineCost = 11;
/** An order, the objects selected of it, and the connection of its lines. */
const orderCost = 26 + 2 + firstLines * lineCost;

const byId = { document: ordersById, gidType: "Order", cost: orderCost, idsPerQuery: 6 } as const;

/**
 * Orders by numeric id with all their lines. A null is a deletion only where the shop shows orders of any age, for without
 * `read_all_orders` an order older than 60 days is null too; otherwise it is hidden. Throws as `readNodes` does.
 */
export async function readOrders(
  scope: PortScope & { readonly hasAllOrders: HasAllOrders },
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadResult>> {
  const results = await readVisible(scope, ids);
  const missing = [...results].flatMap(([id, result]) => (result.kind === "hidden" ? [id] : []));
  if (missing.length === 0 || !(await scope.hasAllOrders(scope.shop, scope.lane))) return results;
  // Read again: what was granted a moment ago may have been hidden before.
  for (const [id, result] of await readVisible(scope, missing)) {
    results.set(id, result.kind === "hidden" ? { kind: "gone" } : result);
  }
  return results;
}

async function readVisible(scope: PortScope, ids: readonly string[]): Promise<Map<string, ReadResult>> {
  const results = new Map<string, ReadResult>();
  for (const [id, node] of await readNodes<Read>(scope, byId, ids)) {
    const lines = node ? await readLines(node.lineItems, (after) => nextLines(scope, id, after)) : null;
    results.set(
      id,
      node && lines ? { kind: "found", record: flattenOrder(scope.shop, node, lines) } : { kind: "hidden" },
    );
  }
  return results;
}

async function nextLines(
  { client, shop, lane }: PortScope,
  id: string,
  after: string,
): Promise<LinePage<OrderLineNode> | null> {
  const variables = { id: gid("Order", id), after };
  const cost = 3 + furtherLines * lineCost;
  const { data, errors } = await client.request({ shop, lane, document: orderLines, variables, cost });
  if (errors.length > 0) throw unexplained(errors);
  return data.order?.lineItems ?? null;
}
