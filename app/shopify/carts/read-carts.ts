import type { ReadResult } from "#app/sync/ports.ts";
import type { CheckoutLineNode, CheckoutNode } from "../documents/checkouts.ts";
import { checkoutLines, checkoutsById, firstCheckoutLines, furtherCheckoutLines } from "../documents/checkouts.ts";
import { gid } from "../gid.ts";
import type { PortScope } from "../port-scope.ts";
import type { LinePage } from "../read-lines.ts";
import { readLines } from "../read-lines.ts";
import { readNodes } from "../read-nodes.ts";
import { unexplained } from "../unexplained.ts";
import { flattenCart } from "./flatten-cart.ts";

type Read = CheckoutNode & { readonly lineItems: LinePage<CheckoutLineNode> };

const lineCost = 7;
const cartCost = 16 + 2 + firstCheckoutLines * lineCost;

const byId = { document: checkoutsById, gidType: "AbandonedCheckout", cost: cartCost, idsPerQuery: 10 } as const;

/**
 * Abandoned checkouts by numeric id with all their lines. One that is not there is hidden, never gone: Shopify drops them from its list
 * after a time. Throws as `readNodes` does.
 */
export async function readCarts(scope: PortScope, ids: readonly string[]): Promise<ReadonlyMap<string, ReadResult>> {
  const results = new Map<string, ReadResult>();
  for (const [id, node] of await readNodes<Read>(scope, byId, ids)) {
    const lines = node ? await readLines(node.lineItems, (after) => nextLines(scope, id, after)) : null;
    results.set(
      id,
      node && lines ? { kind: "found", record: flattenCart(scope.shop, node, lines) } : { kind: "hidden" },
    );
  }
  return results;
}

async function nextLines(
  { client, shop, lane }: PortScope,
  id: string,
  after: string,
): Promise<LinePage<CheckoutLineNode> | null> {
  const variables = { id: gid("AbandonedCheckout", id), after };
  const cost = 3 + furtherCheckoutLines * lineCost;
  const { data, errors } = await client.request({ shop, lane, document: checkoutLines, variables, cost });
  if (errors.length > 0) throw unexplained(errors);
  const { node } = data;
  return node && "lineItems" in node ? (node.lineItems as LinePage<CheckoutLineNode>) : null;
}
