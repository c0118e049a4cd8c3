import { GraphQLError } from "graphql";
import type { Clock } from "#sandbox/http/clock.ts";
import type { Faults } from "#sandbox/http/faults.ts";
import type { Call } from "../graphql/call.ts";
import { gid } from "../graphql/gid.ts";
import { toSeconds } from "../state/context.ts";
import { webhookTime } from "../state/webhook-time.ts";
import type { ShopState } from "../state.ts";
import { checkBulkQuery } from "./check-bulk-query.ts";
import type { ResultStore, ResultWriter } from "./result-store.ts";
import type { BulkLine } from "./run-bulk-query.ts";
import { runBulkQuery } from "./run-bulk-query.ts";

export interface BulkOperationRecord {
  id: number;
  type: "QUERY";
  status: "CREATED" | "RUNNING" | "COMPLETED" | "CANCELING" | "CANCELED" | "FAILED" | "EXPIRED";
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  query: string;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  url: string | null;
  partialDataUrl: string | null;
  createdAt: string;
  completedAt: string | null;
}

interface BulkRefusal {
  field: string[] | null;
  message: string;
  code: "INVALID" | "LIMIT_REACHED" | "OPERATION_IN_PROGRESS";
}

type BulkStart = { ok: true; operation: BulkOperationRecord } | { ok: false; error: BulkRefusal };

export interface BulkOperations {
  start(query: string, isGrouped: boolean, call: Call): BulkStart;
  cancel(id: number): BulkOperationRecord | undefined;
  get(id: number): BulkOperationRecord | undefined;
  /** Oldest first. */
  list(): BulkOperationRecord[];
  isBusy(): boolean;
  /** Stops what runs, as an uninstall does. */
  stopAll(): void;
}

export interface BulkOptions {
  state: ShopState;
  clock: Clock;
  faults: Faults;
  results: ResultStore;
  /** Time in CREATED, on the stand-in's clock. */
  queueMs: number;
  announce(topic: string, payload: Record<string, unknown>): void;
}

/** Five operations of one app may run on a shop at once, since API version 2026-01. */
const MAX_CONCURRENT = 5;
const LINES_PER_TURN = 500;

/** One app's bulk operations on one shop. */
export function createBulkOperations(options: BulkOptions): BulkOperations {
  const { state, clock } = options;
  const operations = new Map<number, BulkOperationRecord>();
  const isActive = (one: BulkOperationRecord) => ["CREATED", "RUNNING", "CANCELING"].includes(one.status);
  const busy = () => [...operations.values()].filter(isActive);

  function start(query: string, isGrouped: boolean, call: Call): BulkStart {
    const checked = checkBulkQuery(call.admin.schema, query);
    if (!checked.ok) return { ok: false, error: { field: ["query"], message: checked.message, code: "INVALID" } };
    if (busy().length >= MAX_CONCURRENT)
      return {
        ok: false,
        error: {
          field: null,
          message: `The maximum of ${MAX_CONCURRENT} concurrent bulk query operations for this app and shop has been reached.`,
          code: "LIMIT_REACHED",
        },
      };
    const operation: BulkOperationRecord = {
      id: state.nextId(),
      type: "QUERY",
      status: "CREATED",
      errorCode: null,
      query,
      objectCount: 0,
      rootObjectCount: 0,
      fileSize: null,
      url: null,
      partialDataUrl: null,
      createdAt: toSeconds(clock.now()),
      completedAt: null,
    };
    operations.set(operation.id, operation);
    const lines = runBulkQuery(checked.document, { ...call, isBulk: true, searchNotes: [] }, isGrouped);
    clock.at(clock.now() + options.queueMs, () => void run(operation, lines));
    // The answer shows the operation as it was made.
    return { ok: true, operation: { ...operation } };
  }

  async function run(operation: BulkOperationRecord, lines: ReturnType<typeof runBulkQuery>): Promise<void> {
    if (operation.status !== "CREATED") return finish(operation, "CANCELED");
    operation.status = "RUNNING";
    const fault = options.faults.take(["bulk_failed", "bulk_partial"], {
      body: operation.query,
      tenant: state.shop.domain,
    });
    const writer = options.results.create();
    try {
      // Half of what there is would need a first pass; a partial result stops after a few objects instead.
      const most = fault?.kind === "bulk_failed" ? 0 : fault ? Math.max(1, fault.skip ?? 10) : Number.POSITIVE_INFINITY;
      await copy(operation, lines, writer, most);
      const result = await writer.finish();
      if (fault) {
        operation.errorCode = "INTERNAL_SERVER_ERROR";
        operation.partialDataUrl = result?.url ?? null;
        return finish(operation, "FAILED");
      }
      if (stateOf(operation) === "CANCELING") return finish(operation, "CANCELED");
      operation.url = result?.url ?? null;
      operation.fileSize = result?.fileSize ?? null;
      finish(operation, "COMPLETED");
    } catch (cause) {
      await writer.discard();
      const denied = cause instanceof GraphQLError && cause.extensions.code === "ACCESS_DENIED";
      operation.errorCode = denied ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
      finish(operation, "FAILED");
    }
  }

  function finish(operation: BulkOperationRecord, status: BulkOperationRecord["status"]): void {
    operation.status = status;
    operation.completedAt = toSeconds(clock.now());
    const time = (instant: string) => webhookTime(instant, state.shop.ianaTimezone);
    options.announce("bulk_operations/finish", {
      admin_graphql_api_id: gid("BulkOperation", operation.id),
      completed_at: time(operation.completedAt),
      created_at: time(operation.createdAt),
      error_code: operation.errorCode?.toLowerCase() ?? null,
      status: status.toLowerCase(),
      type: "query",
    });
  }

  function cancel(id: number): BulkOperationRecord | undefined {
    const operation = operations.get(id);
    if (operation?.status === "CREATED" || operation?.status === "RUNNING") operation.status = "CANCELING";
    return operation && { ...operation };
  }

  return {
    start,
    cancel,
    get: (id) => operations.get(id),
    list: () => [...operations.values()],
    isBusy: () => busy().length > 0,
    stopAll: () => {
      for (const operation of busy()) operation.status = "CANCELING";
    },
  };
}

/** Writes lines until the end, a limit or a cancellation. */
async function copy(
  operation: BulkOperationRecord,
  lines: Iterable<BulkLine>,
  writer: ResultWriter,
  most: number,
): Promise<void> {
  for (const line of lines) {
    if (operation.objectCount >= most || operation.status === "CANCELING") return;
    const full = writer.write(line.text);
    if (full) await full;
    operation.objectCount += 1;
    if (line.isRoot) operation.rootObjectCount += 1;
    // Other requests get their turn between two stretches of lines.
    if (operation.objectCount % LINES_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

function stateOf(operation: BulkOperationRecord): BulkOperationRecord["status"] {
  return operation.status;
}
