import { createdArguments } from "../created-filter.ts";
import type {
  ChangedOrdersQuery,
  ChangedOrdersQueryVariables,
  OrderFieldsFragment,
  OrderLineFieldsFragment,
  OrderLinesQuery,
  OrderLinesQueryVariables,
  OrdersByIdQuery,
  OrdersByIdQueryVariables,
  OrdersCountQuery,
  OrdersCountQueryVariables,
} from "../generated/admin.ts";
import { adminDocument } from "./admin-document.ts";
import { orderFields, orderLineFields } from "./order-fields.ts";

/** One order as every document of ours selects it, its lines apart. */
export type OrderNode = OrderFieldsFragment;
export type OrderLineNode = OrderLineFieldsFragment;

/** Never sent: `npm run typegen` makes the types of an order and a line from them. */
export const orderFragments: readonly string[] = [
  `#graphql\nfragment OrderFields on Order { ${orderFields} }`,
  `#graphql\nfragment OrderLineFields on LineItem { ${orderLineFields} }`,
];

/** Lines that come with the order itself: nearly all orders have no more, and each one asked for is charged. */
export const firstLines = 10;
/** Lines a page of those that are left. */
export const furtherLines = 80;

const lines = `nodes { ${orderLineFields} } pageInfo { hasNextPage endCursor }`;

/** Orders by id with their first lines: null where Shopify has none, or does not show it. */
export const ordersById = adminDocument<OrdersByIdQuery, OrdersByIdQueryVariables>(`#graphql
  query OrdersById($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Order { ${orderFields} lineItems(first: ${firstLines}) { ${lines} } }
    }
  }
`);

/** The lines of an order after a cursor. */
export const orderLines = adminDocument<OrderLinesQuery, OrderLinesQueryVariables>(`#graphql
  query OrderLines($id: ID!, $after: String!) {
    order(id: $id) { id lineItems(first: ${furtherLines}, after: $after) { ${lines} } }
  }
`);

/** Ids and modified times, oldest first. Without `read_all_orders` Shopify lists those of the last 60 days. */
export const changedOrders = adminDocument<ChangedOrdersQuery, ChangedOrdersQueryVariables>(`#graphql
  query ChangedOrders($query: String!, $after: String) {
    orders(first: 250, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** All of them: without `limit: null` Shopify stops counting at 10,000. */
export const ordersCount = adminDocument<OrdersCountQuery, OrdersCountQueryVariables>(`#graphql
  query OrdersCount($query: String) {
    ordersCount(query: $query, limit: null) { count precision }
  }
`);

/** For a bulk operation: two connections, one in the other. `filter` is a search, null for all. */
export function bulkOrders(filter: string | null): string {
  return `#graphql
  query BulkOrders {
    orders${createdArguments(filter)} {
      edges {
        node {
          ${orderFields}
          lineItems { edges { node { ${orderLineFields} } } }
        }
      }
    }
  }
`;
}
