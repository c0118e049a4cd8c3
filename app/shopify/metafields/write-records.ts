import type { SyncError } from "#app/sync/errors.ts";
import { toSyncError } from "#app/sync/errors.ts";
import type { RecordPort, RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { SideRecord, Value, Values } from "#app/sync/record.ts";
import { ownersOfVariants } from "../documents/products.ts";
import { idOf } from "../gid.ts";
import { readNodes } from "../read-nodes.ts";
import { unanswered } from "../write-parts.ts";
import { ownerOf } from "./metafield-owners.ts";
import type { MetafieldReading } from "./read-metafields.ts";
import type { MetafieldResult, MetafieldWrite } from "./write-metafields.ts";
import { writeMetafields } from "./write-metafields.ts";

const variants = { document: ownersOfVariants, gidType: "ProductVariant", cost: 2, idsPerQuery: 250 } as const;

interface Split {
  readonly write: RecordWrite;
  readonly metafields: Readonly<Record<string, Value>>;
  /** what of it is the object's port's to write; null: nothing */
  readonly own: RecordWrite | null;
}

/**
 * Writes records with their metafields: their own attributes through the object's port first, so that a new record's metafields have
 * something to hang on.
 * @param types of metafields by attribute, as they were last read
 */
export async function writeRecords(
  reading: MetafieldReading,
  port: RecordPort,
  writes: readonly RecordWrite[],
  types: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, WriteResult>> {
  const splits = writes.map((write) => split(reading, write));
  const own = splits.flatMap((one) => one.own ?? []);
  const results = new Map<string, WriteResult>(own.length > 0 ? await port.write(own) : []);
  const open = splits.filter(({ write, own: part, metafields }) => {
    const mayGoOn = part === null || results.get(write.ref)?.kind === "written";
    return mayGoOn && Object.keys(metafields).length > 0;
  });
  try {
    await writeOpen(reading, open, results, types);
  } catch (cause) {
    // What is written must not be forgotten; a new record is met again without what it lacks.
    if (own.length === 0) throw cause;
    const error = toSyncError(cause);
    for (const { write } of open)
      if (write.kind === "update" || !results.has(write.ref)) results.set(write.ref, { kind: "failed", error });
      else results.set(write.ref, withoutMetafields(results.get(write.ref), write, reading));
  }
  return results;
}

function split({ names }: MetafieldReading, write: RecordWrite): Split {
  const known = new Set(names.map(({ attribute }) => attribute));
  const entries = Object.entries(write.values);
  const values: Values = Object.fromEntries(entries.filter(([name]) => !known.has(name)));
  const metafields = Object.fromEntries(entries.filter(([name]) => known.has(name)));
  const isBare = Object.keys(values).length === 0 && Object.keys(metafields).length > 0;
  return { write, metafields, own: write.kind === "update" && isBare ? null : { ...write, values } };
}

async function writeOpen(
  reading: MetafieldReading,
  open: readonly Split[],
  results: Map<string, WriteResult>,
  types: ReadonlyMap<string, string>,
): Promise<void> {
  const groups = await groupsOf(reading, open, results);
  const wanted = open.map((one) => metafieldsOf(reading, one, recordOf(one, results, groups), types));
  const stored = await writeMetafields(
    reading.scope,
    wanted.flatMap((one) => one ?? []),
  );
  open.forEach((one, i) => {
    const own = results.get(one.write.ref);
    const parts = wanted[i]?.map((write) => [write, stored.get(write)] as const);
    const record = recordOf(one, results, groups);
    results.set(one.write.ref, parts ? merge(one, own, record, parts) : { kind: "gone" });
  });
}

/** Products of the variants whose product's metafields are written and which nobody has told us yet. */
async function groupsOf(
  { scope, definition, names }: MetafieldReading,
  open: readonly Split[],
  results: ReadonlyMap<string, WriteResult>,
): Promise<ReadonlyMap<string, string>> {
  const ofProducts = new Set(names.flatMap(({ attribute, ofVariant }) => (ofVariant ? [] : [attribute])));
  const asked = open.flatMap(({ write, metafields }) => {
    const result = results.get(write.ref);
    const isKnown = result?.kind === "written" && result.record.groupId !== undefined;
    const needs = Object.keys(metafields).some((name) => ofProducts.has(name));
    return write.kind === "update" && needs && !isKnown ? [write.id] : [];
  });
  if (definition.key !== "products" || asked.length === 0) return new Map();
  const nodes = await readNodes<{ id: string; product: { id: string } }>(scope, variants, asked);
  return new Map([...nodes].flatMap(([id, node]) => (node ? [[id, idOf(node.product.id)] as const] : [])));
}

type Owner = Pick<SideRecord, "id" | "groupId">;

function recordOf(
  { write }: Split,
  results: ReadonlyMap<string, WriteResult>,
  groups: ReadonlyMap<string, string>,
): Owner {
  const result = results.get(write.ref);
  const written: Owner = result?.kind === "written" ? result.record : { id: write.kind === "update" ? write.id : "" };
  const groupId = written.groupId ?? groups.get(written.id);
  return { id: written.id, ...(groupId === undefined ? {} : { groupId }) };
}

/** Null: the record that they hang on is not there. */
function metafieldsOf(
  { definition, names }: MetafieldReading,
  { write, metafields }: Split,
  owner: Owner,
  types: ReadonlyMap<string, string>,
): readonly MetafieldWrite[] | null {
  const wanted: MetafieldWrite[] = [];
  for (const { attribute, namespace, key, ...of } of names) {
    const value = metafields[attribute];
    // A new record has none to clear.
    if (value === undefined || (value === null && write.kind === "create")) continue;
    const ownerId = ownerOf(definition, owner, of);
    if (ownerId === null) return null;
    wanted.push({ attribute, namespace, key, ownerId, value, type: types.get(attribute) });
  }
  return wanted;
}

/**
 * One result of a record's two parts. A new record is there, whatever became of its metafields: those that were refused are blank, and the
 * engine, which reads what it made, meets the refusal when it fills them.
 */
function merge(
  { write, metafields }: Split,
  own: WriteResult | undefined,
  owner: Owner,
  parts: readonly (readonly [MetafieldWrite, MetafieldResult | undefined])[],
): WriteResult {
  const record = own?.kind === "written" ? own.record : bareRecord(owner);
  const values: Record<string, Value> = write.kind === "create" ? blank(metafields) : {};
  const times = [record.modifiedAt];
  const failures: SyncError[] = [];
  for (const [{ attribute }, result] of parts) {
    if (write.kind === "update" && result?.kind === "gone") return { kind: "gone" };
    if (result?.kind === "stored") {
      values[attribute] = result.value;
      if (result.at !== null) times.push(result.at);
    } else failures.push(result?.kind === "failed" ? result.error : unanswered().error);
  }
  // One that will not pass first: its field is left out of the next attempt.
  const failure = failures.find(({ kind }) => kind !== "transient") ?? failures[0];
  if (failure && write.kind === "update") return { kind: "failed", error: failure };
  const created = own?.kind === "written" && own.created;
  const modifiedAt = times.sort().at(-1) ?? record.modifiedAt;
  return { kind: "written", created, record: { ...record, modifiedAt, values: { ...record.values, ...values } } };
}

function withoutMetafields(own: WriteResult | undefined, write: RecordWrite, { names }: MetafieldReading): WriteResult {
  if (own?.kind !== "written") return own ?? unanswered();
  const known = new Set(names.map(({ attribute }) => attribute));
  const metafields = Object.fromEntries(Object.entries(write.values).filter(([name]) => known.has(name)));
  const values = { ...own.record.values, ...blank(metafields) };
  return { ...own, record: { ...own.record, values } };
}

const blank = (metafields: Values): Record<string, Value> =>
  Object.fromEntries(Object.keys(metafields).map((name) => [name, null]));

/** Shopify does not say with a metafield when its owner changed: the metafield's own time stands for it. */
function bareRecord(owner: Owner): SideRecord {
  return { side: "shopify", ...owner, modifiedAt: new Date(0).toISOString(), values: {} };
}
