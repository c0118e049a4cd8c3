import { SyncError, toSyncError } from "#app/sync/errors.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import { HubspotRefusal, translateRefusal } from "../translate-error.ts";
import { existingId, isTaken, missingRecords, translateRecordError } from "../translate-record-error.ts";
import { flattenRecord } from "./flatten-record.ts";
import type { ObjectScope } from "./object-scope.ts";
import { batchRead, batchSize, findRecordsBy } from "./read-records.ts";
import type { Answered, BatchInput, Verb } from "./send-batch.ts";
import { sendBatch } from "./send-batch.ts";

/**
 * Writes records in the largest batches: those matched by id, new ones by `batch/create` with trace ids and our unique key, so that a
 * second one is kept out ("held") by the key as well as by a contact's e-mail. Not by `batch/upsert`: that would write over a record
 * nobody has compared, those without an e-mail would cost each batch a request more, and it takes no associations: a part is created with
 * the one to its whole. One bad record never sinks its batch. When HubSpot fails midway, the records not reached fail with that error, so
 * that those written are not forgotten; so do all when the portal lacks the object.
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
      const failure = toSyncError(error);
      if (results.size === 0 && failure.kind !== "permanent") throw error;
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
    const verb = write.kind;
    const keys = identities(scope, write);
    let batch = batches.find(
      (one) => one.verb === verb && one.part.length < batchSize && !keys.some((key) => one.keys.has(key)),
    );
    if (!batch) {
      batch = { verb, part: [], keys: new Set() };
      batches.push(batch);
    }
    batch.part.push(write);
    for (const key of keys) batch.keys.add(key);
  }
  return batches;
}

function identities(scope: ObjectScope, write: RecordWrite): readonly string[] {
  if (write.kind === "update") return [write.id];
  const natural = scope.naturalKey ? write.values[scope.naturalKey]?.trim().toLowerCase() : undefined;
  return natural ? [write.key, natural] : [write.key];
}

async function writePart(
  scope: ObjectScope,
  verb: Verb,
  writes: readonly RecordWrite[],
  results: Map<string, WriteResult>,
  state: { repaired: boolean },
): Promise<void> {
  const answered = await sendOrResolve(scope, verb, writes);
  const holders = await findHolders(scope, writes, answered);
  const again: RecordWrite[] = [];
  for (const write of writes) {
    const answer = answered.get(write.ref);
    if (answer?.kind === "refused" && !state.repaired && isRepairable(scope, answer.error)) again.push(write);
    else results.set(write.ref, toResult(scope, write, answer, holders.get(write.ref)));
  }
  if (again.length === 0) return;
  // A property of ours, or an option of one, was deleted in HubSpot: make it again, once, and write what it held up.
  state.repaired = true;
  if (await repair(scope)) return writePart(scope, verb, again, results, state);
  for (const write of again) results.set(write.ref, toResult(scope, write, answered.get(write.ref), undefined));
}

/** Whether something is gone that we had made. Without a name it may be ours. */
function isRepairable(scope: ObjectScope, error: HubspotRefusal): boolean {
  const { code, details } = translateRecordError(error.body);
  const { property } = details;
  if (code === "property_missing") return property === undefined || scope.ownProperties.has(property);
  return code === "option_missing" && property !== undefined && scope.ownProperties.has(property);
}

/** @returns false when the properties cannot be made complete and a person has to see to it; other errors are thrown. */
async function repair(scope: ObjectScope): Promise<boolean> {
  try {
    await scope.repairProperties();
    return true;
  } catch (error) {
    if (error instanceof SyncError && error.kind === "permanent") return false;
    throw error;
  }
}

async function sendOrResolve(
  scope: ObjectScope,
  verb: Verb,
  writes: readonly RecordWrite[],
): Promise<ReadonlyMap<string, Answered>> {
  const inputs = writes.map((write) => toInput(scope, write));
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
    if (ref) answered.set(ref, { kind: "done", record });
  }
  const rest = inputs.filter((input) => !answered.has(input.objectWriteTraceId));
  if (rest.length > 0) for (const [ref, answer] of await sendBatch(scope, "create", rest)) answered.set(ref, answer);
  return answered;
}

interface Holder {
  readonly id: string;
  /** the property whose value it holds */
  readonly property?: string;
}

/** Who holds what a create was refused for: HubSpot mostly says so; where it does not, our key and the natural one are looked up. */
async function findHolders(
  scope: ObjectScope,
  writes: readonly RecordWrite[],
  answered: ReadonlyMap<string, Answered>,
): Promise<ReadonlyMap<string, Holder>> {
  const holders = new Map<string, Holder>();
  const nameless: (RecordWrite & { kind: "create" })[] = [];
  for (const write of writes) {
    const answer = answered.get(write.ref);
    if (write.kind !== "create" || answer?.kind !== "refused" || !isTaken(answer.error.body)) continue;
    const id = existingId(answer.error.body);
    if (id === null) nameless.push(write);
    else holders.set(write.ref, { id, ...propertyTaken(scope, answer.error) });
  }
  const keys = [scope.keyProperty, ...(scope.naturalKey ? [scope.naturalKey] : [])];
  for (const property of nameless.length > 0 ? keys : []) {
    const heldBy = (write: RecordWrite & { kind: "create" }) =>
      property === scope.keyProperty ? write.key : (write.values[property] ?? "");
    const found = await findRecordsBy(scope, property, nameless.map(heldBy));
    for (const write of nameless) {
      const id = found.get(heldBy(write))?.[0]?.id;
      if (id) holders.set(write.ref, { id, property });
    }
  }
  return holders;
}

/** "Contact already exists" means its e-mail; other refusals name the property. */
function propertyTaken(scope: ObjectScope, error: HubspotRefusal): { property?: string } {
  const { code, details } = translateRecordError(error.body);
  const property = details.property ?? (code === "email_taken" ? scope.naturalKey : null);
  return property ? { property } : {};
}

function toInput(scope: ObjectScope, write: RecordWrite): BatchInput {
  const properties: Record<string, string> = {};
  for (const [name, value] of Object.entries(write.values)) {
    // "" clears; of a new record there is nothing to clear.
    if (value !== null || write.kind === "update") properties[name] = value ?? "";
  }
  if (write.kind === "update") return { objectWriteTraceId: write.ref, id: write.id, properties };
  return {
    objectWriteTraceId: write.ref,
    properties: { ...properties, [scope.keyProperty]: write.key },
    ...(write.parentId === undefined ? {} : { parentId: write.parentId }),
  };
}

function toResult(
  scope: ObjectScope,
  write: RecordWrite,
  answer: Answered | undefined,
  holder: Holder | undefined,
): WriteResult {
  if (holder) {
    return { kind: "held", holderId: holder.id, ...(holder.property ? { property: holder.property } : {}) };
  }
  if (!answer) return failed("answer_lost", 2000);
  if (answer.kind === "done") {
    return { kind: "written", created: write.kind === "create", record: flattenRecord(scope, answer.record) };
  }
  const { status, body } = answer.error;
  if (write.kind === "update" && (status === 404 || body.category === "OBJECT_NOT_FOUND")) return { kind: "gone" };
  const error = translateRecordError(body, write.values);
  if (write.kind === "create") {
    // Taken by nobody who can be found: a deletion or a merge is under way.
    if (isTaken(body)) return failed(error.code, 5000, answer.error);
    // The whole was deleted or merged since it was read: its next reading tells.
    if (write.parentId !== undefined && (status === 404 || missingRecords(body).includes(write.parentId)))
      return failed("parent_gone", 5000, answer.error);
  }
  return { kind: "failed", error };
}

function failed(code: string, afterMs: number, cause?: unknown): WriteResult {
  return { kind: "failed", error: new SyncError("transient", { code, afterMs, cause }) };
}

function asSyncError(error: unknown): unknown {
  return error instanceof HubspotRefusal ? translateRefusal(error) : error;
}
