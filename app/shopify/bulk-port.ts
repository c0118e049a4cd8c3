import type { Pause } from "#app/sync/access-ports.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { CreatedWindow, ShopifyBulkPort } from "#app/sync/ports.ts";
import type { SideRecord } from "#app/sync/record.ts";
import type { AdminClient } from "./admin-client.ts";
import type { BulkTree } from "./bulk-tree.ts";
import { readBulkTrees } from "./bulk-tree.ts";
import { bulkOperation, runBulkQuery } from "./documents/bulk-operations.ts";
import { readBulkLines } from "./read-bulk-lines.ts";

export interface BulkPortDeps {
  readonly client: AdminClient;
  readonly pause: Pause;
}

/** What an object's bulk read asks for and makes of the answer. */
export interface BulkReading {
  /** the bulk operation's query: no variables, every connection walked to its end, so no `first` */
  query(window: CreatedWindow | undefined): string;
  /** how many records the window has, for progress */
  count(window: CreatedWindow | undefined): Promise<number>;
  /** the records of one top node */
  records(tree: BulkTree): readonly SideRecord[];
}

const lane = "bulk";

/**
 * All records of an object by a bulk operation: outside the cost limit but for starting and asking. Five may run at a time per app and
 * shop since 2026-01. Source: shopify.dev/docs/api/usage/bulk-operations/queries.
 */
export function bulkPort(deps: BulkPortDeps, shop: string, reading: BulkReading): ShopifyBulkPort {
  const { client } = deps;
  return {
    async start(window) {
      const query = reading.query(window).replace("#graphql", "").trim();
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
      let begin = fromByte;
      for await (const { tree, endOffset } of readBulkTrees(readBulkLines(url, fromByte, deps))) {
        const records = reading.records(tree);
        // Of several records of one node only the last ends it: a restart between them reads the node again.
        for (const [i, record] of records.entries()) {
          yield { record, endOffset: i === records.length - 1 ? endOffset : begin };
        }
        begin = endOffset;
      }
    },

    count: (window) => reading.count(window),
  };
}
