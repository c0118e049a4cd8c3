import { chunks } from "#app/lib/chunks.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { ReadResult } from "#app/sync/ports.ts";
import type { Lane, SideRecord } from "#app/sync/record.ts";
import type { AdminClient } from "../admin-client.ts";
import type { CustomerNode } from "../documents/customer-batches.ts";
import { customersByEmail } from "../documents/customer-batches.ts";
import { customersById } from "../documents/customers.ts";
import { deniesAccess } from "../translate-error.ts";
import { flattenCustomer, gid } from "./flatten-customer.ts";

/** A customer and the five objects selected of it. */
const customerCost = 6;

/** 100 customers stay well below the 1,000 points that a single query may cost. */
const idsPerQuery = 100;
const emailsPerQuery = 50;

interface Deps {
  readonly client: AdminClient;
  readonly shop: string;
  readonly lane: Lane;
}

/**
 * Customers by numeric id. A null is a deletion only when Shopify gave no reason for it; otherwise nobody may conclude anything.
 * @throws SyncError reconnect `missing_scope` when access, not absence, explains a null; transient when Shopify failed on a part.
 */
export async function readCustomers(deps: Deps, ids: readonly string[]): Promise<ReadonlyMap<string, ReadResult>> {
  const results = new Map<string, ReadResult>();
  for (const part of chunks([...new Set(ids)], idsPerQuery)) {
    for (const [id, node] of await readNodes(deps, part)) {
      results.set(id, node ? { kind: "found", record: flattenCustomer(deps.shop, node) } : { kind: "gone" });
    }
  }
  return results;
}

/** The customers as Shopify returned them, null for those it has not. At most a query's worth of ids. */
export async function readNodes(
  { client, shop, lane }: Deps,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CustomerNode | null>> {
  const { data, errors } = await client.request({
    shop,
    lane,
    document: customersById,
    variables: { ids: ids.map(gid) },
    cost: ids.length * customerCost + 1,
  });
  const nodes = data.nodes.map((node) => (node && "legacyResourceId" in node ? (node as CustomerNode) : null));
  // A field that was denied or failed is null too, and a null would pass for a value that was cleared.
  if (nodes.length !== ids.length || errors.length > 0) throw unexplained(errors);
  return new Map(ids.map((id, i) => [id, nodes[i] ?? null]));
}

/** Customers by e-mail address, exactly as Shopify compares it: without regard to case. Keys of the answer are the values asked for. */
export async function findCustomersByEmail(
  { client, shop, lane }: Deps,
  emails: readonly string[],
): Promise<ReadonlyMap<string, readonly SideRecord[]>> {
  const found = new Map<string, readonly SideRecord[]>();
  for (const part of chunks([...new Set(emails)], emailsPerQuery)) {
    const { document, variables } = customersByEmail(part);
    const cost = part.length * customerCost;
    const { data, errors } = await client.request({ shop, lane, document, variables, cost });
    if (errors.length > 0) throw unexplained(errors);
    part.forEach((email, i) => {
      const node = data[`c${i}`];
      if (node) found.set(email, [flattenCustomer(shop, node)]);
    });
  }
  return found;
}

/** @returns the error for an answer that is not whole: access that is missing, or a part that failed. */
export function unexplained(errors: Parameters<typeof deniesAccess>[0]): SyncError {
  const cause = new Error(errors.map((error) => error.message).join(" · "));
  return deniesAccess(errors)
    ? new SyncError("reconnect", { code: "missing_scope", cause })
    : new SyncError("transient", { code: "shopify_unavailable", afterMs: 2000, cause });
}
