import type { Pause } from "#app/sync/access-ports.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { ShopifyBulkPort } from "#app/sync/ports.ts";
import type { AdminClient } from "../admin-client.ts";
import { bulkOperation, runBulkQuery } from "../documents/bulk-operations.ts";
import type { CustomerNode } from "../documents/customer-batches.ts";
import { bulkCustomers, customersCount } from "../documents/customers.ts";
import { readBulkLines } from "../read-bulk-lines.ts";
import { flattenCustomer } from "./flatten-customer.ts";

/**
 * All customers of a shop by a bulk operation: outside the cost limit but for starting and asking. Five may run at a time per app and
 * shop since 2026-01. Source: shopify.dev/docs/api/usage/bulk-operations/queries.
 */
export function bulkOfCustomers(deps: { client: AdminClient; pause: Pause }, shop: string): ShopifyBulkPort {
  const { client } = deps;
  const lane = "bulk";
  return {
    async start() {
      const query = bulkCustomers.text.replace("#graphql", "").trim();
      const { data } = await client.request({ shop, lane, document: runBulkQuery, variables: { query }, cost: 10 });
      const answer = data.bulkOperationRunQuery;
      if (answer?.bulkOperation) {
        const { id, createdAt } = answer.bulkOperation;
        return { id, startedAt: new Date(createdAt).toISOString() };
      }
      const errors = answer?.userErrors ?? [];
      const cause = new Error(errors.map((error) => error.message).join(" · "));
      if (errors.some((error) => error.code === "OPERATION_IN_PROGRESS" || error.code === "LIMIT_REACHED")) {
        throw new SyncError("transient", { code: "bulk_limit_reached", afterMs: 15_000, cause });
      }
      throw new SyncError("bug", { code: "bulk_query_refused", cause });
    },

    async status(id) {
      const { data } = await client.request({ shop, lane, document: bulkOperation, variables: { id }, cost: 2 });
      const operation = data.bulkOperation;
      if (!operation) return { kind: "failed", code: "NOT_FOUND", partialUrl: null };
      const objectCount = Number(operation.rootObjectCount);
      switch (operation.status) {
        case "CREATED":
        case "RUNNING":
        case "CANCELING":
          return { kind: "running", objectCount };
        case "COMPLETED":
          return { kind: "completed", url: operation.url, objectCount };
        default:
          return {
            kind: "failed",
            code: operation.errorCode ?? operation.status,
            partialUrl: operation.partialDataUrl,
          };
      }
    },

    async *read(url, fromByte) {
      for await (const { text, endOffset } of readBulkLines(url, fromByte, deps)) {
        yield { record: flattenCustomer(shop, parseLine(text)), endOffset };
      }
    },

    async count() {
      const { data } = await client.request({ shop, lane, document: customersCount, variables: {}, cost: 1 });
      return data.customersCount?.count ?? 0;
    },
  };
}

/** A line that does not parse means a cut or foreign file, never a customer to be skipped silently. */
function parseLine(text: string): CustomerNode {
  try {
    const node: unknown = JSON.parse(text);
    if (typeof node === "object" && node !== null && "legacyResourceId" in node) return node as CustomerNode;
  } catch (cause) {
    throw new SyncError("transient", { code: "bulk_result_unreadable", afterMs: 5000, cause });
  }
  throw new SyncError("bug", { code: "bulk_line_unknown" });
}
