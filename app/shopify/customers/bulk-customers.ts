import type { ShopifyBulkPort } from "#app/sync/ports.ts";
import type { BulkPortDeps } from "../bulk-port.ts";
import { bulkPort } from "../bulk-port.ts";
import { createdFilter } from "../created-filter.ts";
import type { CustomerNode } from "../documents/customer-batches.ts";
import { bulkCustomers, customersCount } from "../documents/customers.ts";
import { flattenCustomer } from "./flatten-customer.ts";

/** Shopify's name for a customer's created-at date in searches. */
const createdAt = "customer_date";

/** All customers of a shop. */
export function bulkOfCustomers(deps: BulkPortDeps, shop: string): ShopifyBulkPort {
  return bulkPort(deps, shop, {
    query: (window) => bulkCustomers(createdFilter(createdAt, window)),
    async count(window) {
      const variables = { query: createdFilter(createdAt, window) };
      const { data } = await deps.client.request({ shop, lane: "bulk", document: customersCount, variables, cost: 1 });
      return data.customersCount?.count ?? 0;
    },
    records: ({ node }) => [flattenCustomer(shop, node as CustomerNode)],
  });
}
