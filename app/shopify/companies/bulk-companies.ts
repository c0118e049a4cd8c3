import type { ShopifyBulkPort } from "#app/sync/ports.ts";
import type { BulkPortDeps } from "../bulk-port.ts";
import { bulkPort } from "../bulk-port.ts";
import type { BulkTree } from "../bulk-tree.ts";
import { childrenOf } from "../bulk-tree.ts";
import { createdFilter } from "../created-filter.ts";
import { bulkCompanies, companiesCount } from "../documents/companies.ts";
import type { AssignmentNode, CompanyNode, ContactNode, LocationNode } from "../documents/company-batches.ts";
import type { WholeCompany } from "./flatten-company.ts";
import { flattenCompany } from "./flatten-company.ts";

/** All companies of a shop. Shopify counts them all or none: in a window the count is the shop's, the most that they are. */
export function bulkOfCompanies(deps: BulkPortDeps, shop: string): ShopifyBulkPort {
  return bulkPort(deps, shop, {
    query: (window) => bulkCompanies(createdFilter("created_at", window)),
    async count() {
      const request = { shop, lane: "bulk", document: companiesCount, variables: {}, cost: 1 } as const;
      const { data } = await deps.client.request(request);
      return data.companiesCount?.count ?? 0;
    },
    records: (tree) => [flattenCompany(shop, companyOf(tree))],
  });
}

function companyOf(tree: BulkTree): WholeCompany {
  const contacts = childrenOf<ContactNode>(tree, "CompanyContact").map((contact) => ({
    ...contact.node,
    roles: contact.children.map(({ node }) => node as unknown as AssignmentNode),
  }));
  const locations = childrenOf<LocationNode>(tree, "CompanyLocation").map(({ node }) => node);
  return { ...(tree.node as CompanyNode), contacts, locations };
}
