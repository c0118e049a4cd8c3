import { createdArguments } from "../created-filter.ts";
import type {
  ChangedCheckoutsQuery,
  ChangedCheckoutsQueryVariables,
  CheckoutFieldsFragment,
  CheckoutLineFieldsFragment,
  CheckoutLinesQuery,
  CheckoutLinesQueryVariables,
  CheckoutsByIdQuery,
  CheckoutsByIdQueryVariables,
  CheckoutsCountQuery,
  CheckoutsCountQueryVariables,
} from "../generated/admin.ts";
import { adminDocument } from "./admin-document.ts";
import { checkoutFields, checkoutLineFields } from "./checkout-fields.ts";

/** One abandoned checkout as every document of ours selects it, its lines apart. */
export type CheckoutNode = CheckoutFieldsFragment;
export type CheckoutLineNode = CheckoutLineFieldsFragment;

/** Never sent: `npm run typegen` makes the types of a checkout and a line from them. */
export const checkoutFragments: readonly string[] = [
  `#graphql\nfragment CheckoutFields on AbandonedCheckout { ${checkoutFields} }`,
  `#graphql\nfragment CheckoutLineFields on AbandonedCheckoutLineItem { ${checkoutLineFields} }`,
];

/** Lines that come with the checkout itself, and a page of those that are left. */
export const firstCheckoutLines = 10;
export const furtherCheckoutLines = 100;

const lines = `nodes { ${checkoutLineFields} } pageInfo { hasNextPage endCursor }`;

/** Checkouts by id with their first lines: null where Shopify lists none, or no longer. */
export const checkoutsById = adminDocument<CheckoutsByIdQuery, CheckoutsByIdQueryVariables>(`#graphql
  query CheckoutsById($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on AbandonedCheckout { ${checkoutFields} lineItems(first: ${firstCheckoutLines}) { ${lines} } }
    }
  }
`);

/** The lines of a checkout after a cursor. */
export const checkoutLines = adminDocument<CheckoutLinesQuery, CheckoutLinesQueryVariables>(`#graphql
  query CheckoutLines($id: ID!, $after: String!) {
    node(id: $id) {
      ... on AbandonedCheckout { id lineItems(first: ${furtherCheckoutLines}, after: $after) { ${lines} } }
    }
  }
`);

/** Ids and modified times of what changed, oldest created first: there is no sort key for the modified time. */
export const changedCheckouts = adminDocument<ChangedCheckoutsQuery, ChangedCheckoutsQueryVariables>(`#graphql
  query ChangedCheckouts($query: String!, $after: String) {
    abandonedCheckouts(first: 250, after: $after, query: $query, sortKey: CREATED_AT) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** All of them: without `limit: null` Shopify stops counting at 10,000. */
export const checkoutsCount = adminDocument<CheckoutsCountQuery, CheckoutsCountQueryVariables>(`#graphql
  query CheckoutsCount($query: String) {
    abandonedCheckoutsCount(query: $query, limit: null) { count precision }
  }
`);

/** For a bulk operation: two connections, one in the other. `filter` is a search, null for all. */
export function bulkCheckouts(filter: string | null): string {
  return `#graphql
  query BulkCheckouts {
    abandonedCheckouts${createdArguments(filter)} {
      edges {
        node {
          ${checkoutFields}
          lineItems { edges { node { ${checkoutLineFields} } } }
        }
      }
    }
  }
`;
}
