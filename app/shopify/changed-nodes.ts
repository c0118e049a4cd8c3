import type { ChangesPort } from "#app/sync/ports.ts";
import type { AdminAnswer, AdminClient } from "./admin-client.ts";
import { wholeSecond } from "./created-filter.ts";
import type { AdminDocument } from "./documents/admin-document.ts";
import { idOf } from "./gid.ts";
import { unexplained } from "./unexplained.ts";

/** A page of 250 ids costs about that much. */
const pageCost = 255;

/** One page of an object's records by modified time. */
interface ChangedPage {
  readonly nodes: readonly { readonly id: string; readonly updatedAt: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

type ChangedDocument<Data> = AdminDocument<Data, { query: string; after?: string | null }>;

/** An object's records by modified time, for the sweep. Shopify gives no total with them. */
export function changesByTime<Data>(
  client: AdminClient,
  shop: string,
  document: ChangedDocument<Data>,
  pageOf: (data: Data) => ChangedPage,
): ChangesPort {
  return {
    async *since(from) {
      // Whole seconds are all that Shopify's search compares; rounding down asks for a second too much, never too little.
      const query = `updated_at:>='${wholeSecond(from)}'`;
      let after: string | null = null;
      do {
        const variables: { query: string; after: string | null } = { query, after };
        const answer: AdminAnswer<Data> = await client.request({
          shop,
          lane: "bulk",
          document,
          variables,
          cost: pageCost,
        });
        if (answer.errors.length > 0) throw unexplained(answer.errors);
        const { nodes, pageInfo } = pageOf(answer.data);
        const changes = nodes.map(({ id, updatedAt }) => ({
          id: idOf(id),
          modifiedAt: new Date(updatedAt).toISOString(),
        }));
        yield { changes, total: null };
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
    },
  };
}
