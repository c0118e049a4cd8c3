import { chunks } from "#app/lib/chunks.ts";
import { SyncError, toSyncError } from "#app/sync/errors.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { AdminDocument } from "./documents/admin-document.ts";
import type { PortScope } from "./port-scope.ts";
import { deniesAccess } from "./translate-error.ts";
import { unexplained } from "./unexplained.ts";

/**
 * Writes in parts that fit a request each. When Shopify fails midway, the records not reached fail with that error, so that those written
 * are not forgotten.
 * @throws SyncError when nothing was written at all
 */
export async function writeInParts(
  writes: readonly RecordWrite[],
  size: number,
  writePart: (part: readonly RecordWrite[], results: Map<string, WriteResult>) => Promise<void>,
): Promise<ReadonlyMap<string, WriteResult>> {
  const results = new Map<string, WriteResult>();
  for (const part of chunks(writes, size)) {
    try {
      await writePart(part, results);
    } catch (error) {
      if (results.size === 0) throw error;
      const failure = toSyncError(error);
      for (const write of writes)
        if (!results.has(write.ref)) results.set(write.ref, { kind: "failed", error: failure });
      break;
    }
  }
  return results;
}

/**
 * Sends mutations put together under aliases. An answer with a part that failed cannot say what was stored, so it is left out: the next
 * attempt reads it.
 * @throws SyncError reconnect `missing_scope` when Shopify denies access
 */
export async function sendMutations<Answer>(
  { client, shop, lane }: PortScope,
  {
    document,
    variables,
  }: {
    document: AdminDocument<Record<string, Answer | null>, Record<string, unknown>>;
    variables: Record<string, unknown>;
  },
  cost: number,
): Promise<Readonly<Record<string, Answer | null>>> {
  const { data, errors } = await client.request({ shop, lane, document, variables, cost });
  if (deniesAccess(errors)) throw unexplained(errors);
  const failed = new Set(errors.map((error) => String(error.path?.[0])));
  return Object.fromEntries(Object.entries(data).filter(([alias]) => !failed.has(alias)));
}

/** Shopify answered for others of the request but not for this one. */
export function unanswered(): WriteResult & { kind: "failed" } {
  return { kind: "failed", error: new SyncError("transient", { code: "answer_lost", afterMs: 1000 }) };
}
