import { chunks } from "#app/lib/chunks.ts";
import type { ChangesPort } from "#app/sync/ports.ts";
import type { AdminAnswer, AdminClient } from "../admin-client.ts";
import { wholeSecond } from "../created-filter.ts";
import { changedCheckouts } from "../documents/checkouts.ts";
import type { ChangedCheckoutsQuery } from "../generated/admin.ts";
import { idOf } from "../gid.ts";
import { unexplained } from "../unexplained.ts";

/** A page of 250 ids costs about that much. */
const pageCost = 255;

type Change = { readonly id: string; readonly modifiedAt: string };

/**
 * Abandoned checkouts by modified time, for the sweep. Shopify filters by that time but cannot sort by it, so all pages are taken in
 * before the first is given: a cursor that moved on with a page sorted otherwise would lose what follows.
 */
export function changesOfCarts(client: AdminClient, shop: string): ChangesPort {
  return {
    async *since(from) {
      const changed: Change[] = [];
      for await (const page of pagesSince(client, shop, from)) changed.push(...page);
      changed.sort((one, other) => (one.modifiedAt < other.modifiedAt ? -1 : 1));
      if (changed.length === 0) yield { changes: [], total: null };
      for (const changes of chunks(changed, 250)) yield { changes, total: null };
    },
  };
}

async function* pagesSince(client: AdminClient, shop: string, from: string): AsyncGenerator<readonly Change[]> {
  const query = `updated_at:>='${wholeSecond(from)}'`;
  let after: string | null = null;
  do {
    const answer: AdminAnswer<ChangedCheckoutsQuery> = await client.request({
      shop,
      lane: "bulk",
      document: changedCheckouts,
      variables: { query, after },
      cost: pageCost,
    });
    const { data, errors } = answer;
    if (errors.length > 0) throw unexplained(errors);
    const { nodes, pageInfo } = data.abandonedCheckouts;
    yield nodes.map((node) => ({ id: idOf(node.id), modifiedAt: new Date(node.updatedAt).toISOString() }));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
}
