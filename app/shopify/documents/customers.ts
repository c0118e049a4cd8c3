import { createdArguments } from "../created-filter.ts";
import type {
  ChangedCustomersQuery,
  ChangedCustomersQueryVariables,
  CustomersByIdQuery,
  CustomersByIdQueryVariables,
  CustomersCountQuery,
  CustomersCountQueryVariables,
} from "../generated/admin.ts";
import { adminDocument } from "./admin-document.ts";
import { customerFields } from "./customer-fields.ts";

/** Customers by id, up to 250: null where Shopify has none (or does not show it: see the answer's errors). */
export const customersById = adminDocument<CustomersByIdQuery, CustomersByIdQueryVariables>(`#graphql
  query CustomersById($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Customer { ${customerFields} }
    }
  }
`);

/** Ids and modified times, oldest first: the sweep reads the rest of what it does not know. */
export const changedCustomers = adminDocument<ChangedCustomersQuery, ChangedCustomersQueryVariables>(`#graphql
  query ChangedCustomers($query: String!, $after: String) {
    customers(first: 250, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** All of them: without `limit: null` Shopify stops counting at 10,000. */
export const customersCount = adminDocument<CustomersCountQuery, CustomersCountQueryVariables>(`#graphql
  query CustomersCount($query: String) {
    customersCount(query: $query, limit: null) { count precision }
  }
`);

/** For a bulk operation: every connection is walked to its end, so there is no `first`. `filter` is a search, null for all. */
export function bulkCustomers(filter: string | null): string {
  return `#graphql
  query BulkCustomers {
    customers${createdArguments(filter)} {
      edges {
        node { ${customerFields} }
      }
    }
  }
`;
}
