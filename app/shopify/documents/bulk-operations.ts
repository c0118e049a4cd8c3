import type {
  BulkOperationQuery,
  BulkOperationQueryVariables,
  RunBulkQueryMutation,
  RunBulkQueryMutationVariables,
} from "../generated/admin.ts";
import { adminDocument } from "./admin-document.ts";

/** `groupObjects` is false by default since 2026-01; with it a child always follows its parent, so the reader needs no memory. */
export const runBulkQuery = adminDocument<RunBulkQueryMutation, RunBulkQueryMutationVariables>(`#graphql
  mutation RunBulkQuery($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: true) {
      bulkOperation { id status createdAt }
      userErrors { code field message }
    }
  }
`);

export const bulkOperation = adminDocument<BulkOperationQuery, BulkOperationQueryVariables>(`#graphql
  query BulkOperation($id: ID!) {
    bulkOperation(id: $id) { id status errorCode rootObjectCount url partialDataUrl }
  }
`);
