import { chunks } from "#app/lib/chunks.ts";
import type { ReadResult } from "#app/sync/ports.ts";
import type { SideRecord } from "#app/sync/record.ts";
import type { CustomerNode } from "../documents/customer-batches.ts";
import { customersByEmail } from "../documents/customer-batches.ts";
import { customersById } from "../documents/customers.ts";
import type { PortScope } from "../port-scope.ts";
import { readNodes, readResults } from "../read-nodes.ts";
import { unexplained } from "../unexplained.ts";
import { flattenCustomer } from "./flatten-customer.ts";

/** A customer and the five objects selected of it. */
const customerCost = 6;

const byId = { document: customersById, gidType: "Customer", cost: customerCost, idsPerQuery: 100 } as const;
const emailsPerQuery = 50;

/** Customers by numeric id. Throws as `readNodes` does. */
export async function readCustomers(
  scope: PortScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadResult>> {
  return readResults(await readCustomerNodes(scope, ids), (node) => flattenCustomer(scope.shop, node));
}

/** The customers as Shopify returned them, null for those it has not. */
export function readCustomerNodes(
  scope: PortScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CustomerNode | null>> {
  return readNodes<CustomerNode>(scope, byId, ids);
}

/** Customers by e-mail address, exactly as Shopify compares it: without regard to case. Keys of the answer are the values asked for. */
export async function findCustomersByEmail(
  { client, shop, lane }: PortScope,
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
