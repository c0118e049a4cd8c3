import type { ChangesPort } from "#app/sync/ports.ts";
import type { AdminAnswer, AdminClient } from "../admin-client.ts";
import { wholeSecond } from "../created-filter.ts";
import { changedCompanies } from "../documents/companies.ts";
import type { ChangedCompaniesQuery } from "../generated/admin.ts";
import { idOf } from "../gid.ts";
import { unexplained } from "../unexplained.ts";

/** A page of 250 ids costs about that much. */
const pageCost = 255;

/**
 * Companies by modified time, for the sweep. Shopify gives no total with them. A contact or location that changes may leave the company's
 * own modified time as it was; for those there are webhooks and the audit.
 */
export function changesOfCompanies(client: AdminClient, shop: string): ChangesPort {
  return {
    async *since(from) {
      const query = `updated_at:>='${wholeSecond(from)}'`;
      let after: string | null = null;
      do {
        const answer: AdminAnswer<ChangedCompaniesQuery> = await client.request({
          shop,
          lane: "bulk",
          document: changedCompanies,
          variables: { query, after },
          cost: pageCost,
        });
        const { data, errors } = answer;
        if (errors.length > 0) throw unexplained(errors);
        const { nodes, pageInfo } = data.companies;
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
