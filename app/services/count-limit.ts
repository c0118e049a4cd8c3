import type { Db } from "#app/store/db.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { attributeKindsOf } from "#app/sync/limits/attribute-kinds.ts";
import type { LimitSpec } from "#app/sync/limits/check-limit.ts";
import { findUnmetCondition } from "#app/sync/limits/check-limit.ts";
import { effectiveDefinition } from "#app/sync/mapping/effective-definition.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { RecordPort, Vendors } from "#app/sync/ports.ts";
import type { Connection, MainObjectKey } from "#app/sync/record.ts";

const batchSize = 100;
const beginning = "1970-01-01T00:00:00.000Z";

/** How many of the shop's records were looked at, and how many of them the limit lets in. */
export interface LimitCount {
  readonly counted: number;
  readonly inside: number;
  /** how many there are, as Shopify counts; null: it does not say */
  readonly total: number | null;
  readonly done: boolean;
}

export interface CountLimitInput {
  readonly connection: Connection;
  readonly object: MainObjectKey;
  /** need not be saved */
  readonly limit: LimitSpec;
}

/**
 * Counts the records in Shopify that a limit lets in: reads all of them in batches, from the one that has not been changed for longest, and
 * says after each how far it has come. Takes its calls from the budget that first syncs have, so that live changes go first; whoever asks
 * may stop at any time. Nothing is kept. What else leaves records out (history, skipped stages, the object's own rules) is not counted.
 * @throws SyncError when Shopify cannot be asked
 */
export async function* countLimit(
  { db, vendors }: { readonly db: Db; readonly vendors: Pick<Vendors, "records" | "changes" | "bulk"> },
  { connection, object, limit }: CountLimitInput,
): AsyncGenerator<LimitCount> {
  const stored = await objectSettings(db, connection, object);
  const { mappings = [], unavailable = {}, options = {} } = stored ?? {};
  // A metafield that only the limit asks for is read for it.
  const definition = effectiveDefinition(syncObject(object), {
    mappings,
    unavailable,
    options,
    limit: limit.conditions,
  });
  const port = vendors.records(connection, object, "shopify", "bulk", definition);
  const total = await vendors.bulk(connection, object, definition).count();
  const seen = new Set<string>();
  let count: LimitCount = { counted: 0, inside: 0, total, done: false };
  yield count;
  for await (const { changes } of vendors.changes(connection, object, "shopify", definition).since(beginning)) {
    // A record that is changed meanwhile comes twice.
    const ids = changes.map(({ id }) => id).filter((id) => !seen.has(id));
    for (let from = 0; from < ids.length; from += batchSize) {
      const batch = ids.slice(from, from + batchSize);
      for (const id of batch) seen.add(id);
      count = add(count, await look(port, batch, limit, attributeKindsOf(definition)));
      yield count;
    }
  }
  yield { ...count, done: true };
}

/** Records that are gone, or not to be seen, meanwhile count for nothing. */
async function look(
  port: RecordPort,
  ids: readonly string[],
  limit: LimitSpec,
  kinds: ReturnType<typeof attributeKindsOf>,
): Promise<{ readonly counted: number; readonly inside: number }> {
  const read = [...(await port.read(ids)).values()].flatMap((result) => ("record" in result ? [result.record] : []));
  return { counted: read.length, inside: read.filter((record) => !findUnmetCondition(limit, record, kinds)).length };
}

function add(count: LimitCount, more: Pick<LimitCount, "counted" | "inside">): LimitCount {
  return { ...count, counted: count.counted + more.counted, inside: count.inside + more.inside };
}
