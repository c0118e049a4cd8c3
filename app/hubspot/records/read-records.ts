import { chunks } from "#app/lib/chunks.ts";
import type { ReadResult } from "#app/sync/ports.ts";
import type { SideRecord } from "#app/sync/record.ts";
import { HubspotRefusal, translateObjectRefusal, translateRefusal } from "../translate-error.ts";
import type { CrmRecord } from "./flatten-record.ts";
import { flattenRecord, hasUnsubscribed } from "./flatten-record.ts";
import type { ObjectScope } from "./object-scope.ts";
import { whenOursIsGone } from "./when-ours-is-gone.ts";

/** Source: developers.hubspot.com/docs/api-reference/latest/crm/using-object-apis. */
export const batchSize = 100;

/** With histories. */
const historyBatchSize = 50;

/**
 * Records by id. An id that a merge ended resolves to the record that lives on ("moved"). An id the batch does not find is looked for among
 * the archived ones, then by itself; only then it is "gone".
 */
export async function readRecords(
  scope: ObjectScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadResult>> {
  const results = new Map<string, ReadResult>();
  for (const part of chunks([...new Set(ids)], batchSize)) {
    const live = await readWithTimes(scope, part, {});
    const missing = settleFound(scope, part, live, results);
    if (missing.length > 0) await resolveMissing(scope, missing, results);
  }
  return results;
}

/** Notes what was found and, by the former ids that a merged record keeps, what has moved. @returns the ids still unknown. */
function settleFound(
  scope: ObjectScope,
  ids: readonly string[],
  records: readonly CrmRecord[],
  results: Map<string, ReadResult>,
): readonly string[] {
  const byFormerId = new Map<string, CrmRecord>();
  const byId = new Map(records.map((record) => [record.id, record]));
  for (const record of records) {
    for (const former of (record.properties.hs_merged_object_ids ?? "").split(";")) byFormerId.set(former, record);
  }
  return ids.filter((id) => {
    const own = byId.get(id);
    const heir = own ? undefined : byFormerId.get(id);
    if (own) results.set(id, { kind: "found", record: flattenRecord(scope, own) });
    else if (heir) results.set(id, { kind: "moved", record: flattenRecord(scope, heir) });
    return !own && !heir;
  });
}

async function resolveMissing(
  scope: ObjectScope,
  ids: readonly string[],
  results: Map<string, ReadResult>,
): Promise<void> {
  const archived = new Set((await batchRead(scope, ids, { archived: true })).map((record) => record.id));
  for (const id of ids) {
    if (archived.has(id)) {
      results.set(id, { kind: "gone" });
      continue;
    }
    const record = await readOne(scope, id);
    if (!record) results.set(id, { kind: "gone" });
    else results.set(id, { kind: record.id === id ? "found" : "moved", record: flattenRecord(scope, record) });
  }
}

async function readOne(scope: ObjectScope, id: string): Promise<CrmRecord | null> {
  try {
    return await scope.api.basic.getById(scope.objectType, id, [...scope.properties]);
  } catch (error) {
    if (error instanceof HubspotRefusal && error.status === 404) return null;
    throw error instanceof HubspotRefusal ? translateRefusal(error) : error;
  }
}

/**
 * A batch read that knows when people unsubscribed, for the newest consent wins. HubSpot tells times with histories, which halve a batch:
 * a small one asks for them at once, a full one once more for those who did unsubscribe.
 */
async function readWithTimes(
  scope: ObjectScope,
  ids: readonly string[],
  { idProperty }: { idProperty?: string },
): Promise<readonly CrmRecord[]> {
  const named = idProperty ? { idProperty } : {};
  const withHistory = [...scope.optOutProperties, ...scope.decidedProperties.map(({ property }) => property)];
  if (withHistory.length === 0) return batchRead(scope, ids, named);
  if (ids.length <= historyBatchSize) return batchRead(scope, ids, { ...named, withHistory });
  const records = await batchRead(scope, ids, named);
  const optedOut = records.filter((record) => hasUnsubscribed(scope, record)).map((record) => record.id);
  const timed = new Map<string, CrmRecord>();
  for (const part of chunks(optedOut, historyBatchSize)) {
    for (const record of await batchRead(scope, part, { withHistory })) timed.set(record.id, record);
  }
  return records.map((record) => timed.get(record.id) ?? record);
}

/** One batch read of at most 100. Missing ones are simply not in the answer (HubSpot says 207 with OBJECT_NOT_FOUND). */
export async function batchRead(
  scope: ObjectScope,
  ids: readonly string[],
  {
    idProperty,
    archived = false,
    withHistory = [],
  }: { idProperty?: string; archived?: boolean; withHistory?: readonly string[] },
): Promise<readonly CrmRecord[]> {
  try {
    const answer = await scope.api.batch.read(
      scope.objectType,
      {
        inputs: ids.map((id) => ({ id })),
        properties: [...scope.properties],
        propertiesWithHistory: [...withHistory],
        ...(idProperty ? { idProperty } : {}),
      },
      archived,
    );
    return answer.results;
  } catch (error) {
    throw error instanceof HubspotRefusal ? translateObjectRefusal(error) : error;
  }
}

/**
 * Records by a unique property: exact and at once, where search lags and proves no absence. A contact is also found by its further
 * addresses. Keys of the answer are the values asked for.
 */
export async function findRecordsBy(
  scope: ObjectScope,
  property: string,
  values: readonly string[],
): Promise<ReadonlyMap<string, readonly SideRecord[]>> {
  const found = new Map<string, readonly SideRecord[]>();
  const fold = (value: string) => value.trim().toLowerCase();
  // HubSpot folds case: asked for twice in two spellings it would answer once.
  const spellings = new Map<string, string[]>();
  for (const value of values) spellings.set(fold(value), [...(spellings.get(fold(value)) ?? []), value]);

  for (const part of chunks([...spellings.keys()].filter(Boolean), batchSize)) {
    const ask = () => readWithTimes(scope, part, { idProperty: property });
    for (const record of await whenOursIsGone(scope, property, ask, [])) {
      const own = [record.properties[property] ?? ""];
      const further = property === "email" ? (record.properties.hs_additional_emails ?? "").split(";") : [];
      for (const key of new Set([...own, ...further].map(fold))) {
        for (const value of spellings.get(key) ?? []) found.set(value, [flattenRecord(scope, record)]);
      }
    }
  }
  return found;
}
