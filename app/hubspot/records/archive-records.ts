import { chunks } from "#app/lib/chunks.ts";
import type { SyncError } from "#app/sync/errors.ts";
import type { ArchivePort } from "#app/sync/ports.ts";
import { HubspotRefusal, translateRefusal } from "../translate-error.ts";
import { translateRecordError } from "../translate-record-error.ts";
import type { ObjectScope } from "./object-scope.ts";
import { batchSize } from "./read-records.ts";

/**
 * Archives records, 100 a request. HubSpot answers 204 also for those that are gone already; a batch that it refuses is halved until the
 * culprit stands alone.
 */
export function archivesOf(scope: ObjectScope): ArchivePort {
  return {
    async archive(ids) {
      const results = new Map<string, "done" | SyncError>();
      for (const part of chunks([...new Set(ids)], batchSize)) await archivePart(scope, part, results);
      return results;
    },
  };
}

async function archivePart(
  scope: ObjectScope,
  ids: readonly string[],
  results: Map<string, "done" | SyncError>,
): Promise<void> {
  try {
    await scope.api.batch.archive(scope.objectType, { inputs: ids.map((id) => ({ id })) });
    for (const id of ids) results.set(id, "done");
  } catch (error) {
    if (!(error instanceof HubspotRefusal)) throw error;
    if (error.status === 403) throw translateRefusal(error);
    const [only] = ids;
    if (only !== undefined && ids.length === 1) {
      results.set(only, error.status === 404 ? "done" : translateRecordError(error.body));
      return;
    }
    const middle = Math.ceil(ids.length / 2);
    await archivePart(scope, ids.slice(0, middle), results);
    await archivePart(scope, ids.slice(middle), results);
  }
}
