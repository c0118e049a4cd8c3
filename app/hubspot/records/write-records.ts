import { SyncError, toSyncError } from "#app/sync/errors.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import {
  blamesMissingProperty,
  existingId,
  HubspotRefusal,
  translateRecordError,
  translateRefusal,
} from "../translate-error.ts";
import { flattenRecord } from "./flatten-record.ts";
import type { ObjectScope } from "./object-scope.ts";
import { batchRead, batchSize } from "./read-records.ts";
import type { Answered, BatchInput, Verb } from "./send-batch.ts";
import { sendBatch } from "./send-batch.ts";

/**
 * Writes records in the largest batches. What is matched goes by id; new records with the object's natural key (contacts with an e-mail)
 * by `batch/create` with trace ids, where HubSpot's own uniqueness keeps a second one out ("held"); all other new ones by `batch/upsert`
 * on our unique property. One bad record never sinks its batch. When HubSpot fails midway, the records not reached fail with that
 * error, so that those written are not forgotten.
 */
export async function writeRecords(
  scope: ObjectScope,
  writes: readonly RecordWrite[],
): Promise<ReadonlyMap<string, WriteResult>> {
  const results = new Map<string, WriteResult>();
  const state = { repaired: false };
  for (const { verb, part } of plan(scope, writes)) {
    try {
      await writePart(scope, verb, part, results, state);
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

/** Batches by verb; two writes that would meet in one record are put into different ones, for HubSpot refuses such a batch whole. */
function plan(scope: ObjectScope, writes: readonly RecordWrite[]): readonly { verb: Verb; part: RecordWrite[] }[] {
  const batches: { verb: Verb; part: RecordWrite[]; keys: Set<string> }[] = [];
  for (const write of writes) {
    const verb = verbOf(scope, write);
    const key = identity(scope, verb, write);
    let batch = batches.find((one) => one.verb === verb && one.part.length < batchSize && !one.keys.has(key));
    if (!batch) {
      batch = { verb, part: [], keys: new Set() };
      batches.push(batch);
    }
    batch.part.push(write);
    batch.keys.add(key);
  }
  return batches;
}

function verbOf(scope: ObjectScope, write: RecordWrite): Verb {
  if (write.kind === "update") return "update";
  return scope.naturalKey && write.values[scope.naturalKey] ? "create" : "upsert";
}

function identity(scope: ObjectScope, verb: Verb, write: RecordWrite): string {
  if (write.kind === "update") return write.id;
  return verb === "create" && scope.naturalKey
    ? (write.values[scope.naturalKey] ?? "").trim().toLowerCase()
    : write.key;
}

async function writePart(
  scope: ObjectScope,
  verb: Verb,
  writes: readonly RecordWrite[],
  results: Map<string, WriteResult>,
  state: { repaired: boolean },
): Promise<void> {
  const answered = await sendOrResolve(scope, verb, writes);
  const again: RecordWrite[] = [];
  for (const write of writes) {
    const answer = answered.get(write.ref);
    const misses = answer?.kind === "refused" && blamesMissingProperty(answer.error.body);
    if (misses && !state.repaired) again.push(write);
    else results.set(write.ref, toResult(scope, write, answer));
  }
  if (again.length === 0) return;
  // A property of ours was deleted in HubSpot: make it again, once, and write what it held up.
  state.repaired = true;
  await scope.repairProperties();
  await writePart(scope, verb, again, results, state);
}

async function sendOrResolve(
  scope: ObjectScope,
  verb: Verb,
  writes: readonly RecordWrite[],
): Promise<ReadonlyMap<string, Answered>> {
  const inputs = writes.map((write) => toInput(scope, verb, write));
  try {
    return await sendBatch(scope, verb, inputs);
  } catch (error) {
    if (!(error instanceof SyncError) || error.code !== "answer_lost") throw asSyncError(error);
    return await resolveLostCreate(scope, writes, inputs);
  }
}

/**
 * The answer to a create was lost: what bears our key was created by it, the rest was not and is sent once more. A second loss is left to
 * the next attempt, which finds the records by their e-mail.
 */
async function resolveLostCreate(
  scope: ObjectScope,
  writes: readonly RecordWrite[],
  inputs: readonly BatchInput[],
): Promise<ReadonlyMap<string, Answered>> {
  const keys = new Map(writes.flatMap((write) => (write.kind === "create" ? [[write.key, write.ref] as const] : [])));
  const answered = new Map<string, Answered>();
  for (const record of await batchRead(scope, [...keys.keys()], { idProperty: scope.keyProperty })) {
    const ref = keys.get(record.properties[scope.keyProperty] ?? "");
    if (ref) answered.set(ref, { kind: "done", record, isNew: true });
  }
  const rest = inputs.filter((input) => !answered.has(input.objectWriteTraceId));
  if (rest.length > 0) for (const [ref, answer] of await sendBatch(scope, "create", rest)) answered.set(ref, answer);
  return answered;
}

function toInput(scope: ObjectScope, verb: Verb, write: RecordWrite): BatchInput {
  const properties: Record<string, string> = {};
  for (const [name, value] of Object.entries(write.values)) {
    // "" clears; of a new record there is nothing to clear.
    if (value !== null || write.kind === "update") properties[name] = value ?? "";
  }
  if (write.kind === "update") return { objectWriteTraceId: write.ref, id: write.id, properties };
  properties[scope.keyProperty] = write.key;
  const upsert = verb === "upsert" ? { id: write.key, idProperty: scope.keyProperty } : {};
  return { objectWriteTraceId: write.ref, ...upsert, properties };
}

function toResult(scope: ObjectScope, write: RecordWrite, answer: Answered | undefined): WriteResult {
  if (!answer) return { kind: "failed", error: new SyncError("transient", { code: "answer_lost", afterMs: 2000 }) };
  if (answer.kind === "done") {
    const created = write.kind === "create" && answer.isNew;
    return { kind: "written", created, record: flattenRecord(scope, answer.record) };
  }
  const { status, body } = answer.error;
  if (write.kind === "update" && (status === 404 || body.category === "OBJECT_NOT_FOUND")) return { kind: "gone" };
  const holderId = write.kind === "create" ? existingId(body) : null;
  if (holderId !== null) return { kind: "held", holderId };
  if (status === 409 && write.kind === "create") {
    return {
      kind: "failed",
      error: new SyncError("transient", { code: "email_taken", afterMs: 5000, cause: answer.error }),
    };
  }
  return { kind: "failed", error: translateRecordError(body) };
}

function asSyncError(error: unknown): unknown {
  return error instanceof HubspotRefusal ? translateRefusal(error) : error;
}
