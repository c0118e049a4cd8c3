import type { AssociationWish } from "#sandbox/hubspot/crm/associations/check-associations.ts";
import type { ChangeSource, RecordEvent } from "#sandbox/hubspot/crm/change-source.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { mergeValues } from "#sandbox/hubspot/crm/merge-values.ts";
import type { ObjectType, WriteContext } from "#sandbox/hubspot/crm/object-type.ts";
import { Reservations, UniqueIndex } from "#sandbox/hubspot/crm/unique-index.ts";
import { ValueHistory } from "#sandbox/hubspot/crm/value-history.ts";
import { invalid, notFound } from "#sandbox/hubspot/hubspot-error.ts";

export interface RecordStoreOptions {
  type: ObjectType;
  portalId: number;
  now: () => number;
  uniqueNames: () => string[];
  nextId: () => string;
  /** What else HubSpot knows when it completes a write. */
  context: (id: string, source: ChangeSource) => WriteContext;
  /** How many records the account's tier allows. */
  most: number;
  /** Merging makes a record with an id of its own, as contacts do since 2025. */
  mergeMakesNewId: boolean;
  /** Told after each change; `record` is its state after it. */
  onEvent: (event: RecordEvent, record: CrmRecord, source: ChangeSource) => void;
  /** Told whenever what a search could find has changed. */
  onState: (record: CrmRecord) => void;
}

/** A write that was found acceptable and only needs to be carried out. */
export interface PlannedWrite {
  id: string;
  before: CrmRecord | undefined;
  values: Map<string, string>;
  source: ChangeSource;
  /** To be made with the record. */
  associations?: AssociationWish[];
}

/** Marks a multi-checkbox value that adds to the present choices instead of replacing them. */
export const APPEND = "\u0001";

const NOTHING: ReadonlyMap<string, string> = new Map();

/** The records of one type in one portal: unique values, history, merges, the recycling bin. */
export class RecordStore {
  readonly #o: RecordStoreOptions;
  readonly #records = new Map<string, CrmRecord>();
  /** Ids in ascending order, for paging. */
  readonly #ids: string[] = [];
  readonly #mergedInto = new Map<string, string>();
  readonly #blocked = new Set<string>();
  #archivedCount = 0;
  readonly unique: UniqueIndex;

  constructor(options: RecordStoreOptions) {
    this.#o = options;
    this.unique = new UniqueIndex(options.type, options.portalId, options.uniqueNames);
  }

  /** The record with this id, or the one it was merged into. */
  find(id: string, archived = false): CrmRecord | undefined {
    let current = id;
    for (let next = this.#mergedInto.get(current); next !== undefined; next = this.#mergedInto.get(current)) {
      current = next;
    }
    const record = this.#records.get(current);
    return record?.archived === archived ? record : undefined;
  }

  findBy(property: string, value: string): CrmRecord | undefined {
    const id = this.unique.holderOf(property, value);
    return id === undefined ? undefined : this.find(id);
  }

  /** The records after this id, in the order of their ids. */
  *list(archived = false, afterId = "0"): Generator<CrmRecord> {
    const after = Number(afterId);
    let low = 0;
    for (let high = this.#ids.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (Number(this.#ids[middle]) <= after) low = middle + 1;
      else high = middle;
    }
    for (let index = low; index < this.#ids.length; index += 1) {
      const record = this.#records.get(this.#ids[index] ?? "");
      if (record?.archived === archived) yield record;
    }
  }

  count(archived = false): number {
    return archived ? this.#archivedCount : this.#records.size - this.#archivedCount;
  }

  /** Checks a create or update against unique values and reserves them; throws what HubSpot would answer. */
  plan(
    before: CrmRecord | undefined,
    changes: Map<string, string>,
    source: ChangeSource,
    reserved: Reservations,
  ): PlannedWrite {
    const id = before?.id ?? this.#o.nextId();
    const context = this.#o.context(id, source);
    const old = before?.values ?? new Map(this.#o.type.startValues?.(context) ?? []);
    const values = new Map(old);
    for (const [name, value] of changes) values.set(name, append(values.get(name), value));
    this.#o.type.derive?.(before?.values ?? NOTHING, values, context);
    this.#assertNotBlocked(values);
    if (!before) this.#assertRoom(reserved);
    this.unique.assertFree(values, id, reserved);
    this.unique.reserve(values, id, reserved);
    return { id, before, values, source };
  }

  /** Carries out a planned write. A write that changes nothing leaves the record, its time and the listeners alone. */
  carryOut({ id, before, values, source }: PlannedWrite): CrmRecord {
    const now = this.#o.now();
    const old = before?.values ?? NOTHING;
    const changed = [...values].filter(([name, value]) => (old.get(name) ?? "") !== value);
    if (before && changed.length === 0) return before;
    const history = before?.history ?? new ValueHistory(values, now, source);
    if (before) for (const [name, value] of changed) history.add(name, { value, at: now, source });
    const record: CrmRecord = before
      ? { ...before, values, updatedAt: now }
      : { id, values, createdAt: now, updatedAt: now, archived: false, mergedIds: [], history };
    if (before) this.unique.remove(before.values, id);
    else this.#ids.push(id);
    this.unique.add(values, id);
    this.#keep(record);
    if (!before) this.#o.onEvent({ kind: "creation", id }, record, source);
    for (const [name, value] of changed) this.#o.onEvent({ kind: "propertyChange", id, name, value }, record, source);
    // A listener may have written to the record meanwhile (consent of a new address).
    return this.#records.get(id) ?? record;
  }

  create(changes: Map<string, string>, source: ChangeSource): CrmRecord {
    return this.carryOut(this.plan(undefined, changes, source, new Reservations()));
  }

  update(record: CrmRecord, changes: Map<string, string>, source: ChangeSource): CrmRecord {
    return this.carryOut(this.plan(record, changes, source, new Reservations()));
  }

  /** Moves it to the recycling bin; its unique values are free again. */
  archive(record: CrmRecord, source: ChangeSource): void {
    const now = this.#o.now();
    const archived = { ...record, archived: true, archivedAt: now, updatedAt: now };
    this.unique.remove(record.values, record.id);
    this.#keep(archived);
    this.#o.onEvent({ kind: "deletion", id: record.id }, archived, source);
  }

  /** Takes it out of the recycling bin; refused while another record holds one of its unique values. */
  restore(id: string, source: ChangeSource): CrmRecord {
    const archived = this.find(id, true);
    if (!archived) throw notFound();
    this.unique.assertFree(archived.values, id, new Reservations());
    this.#assertRoom(new Reservations());
    const { archivedAt: _, ...rest } = archived;
    const record = { ...rest, archived: false, updatedAt: this.#o.now() };
    this.unique.add(record.values, id);
    this.#keep(record);
    this.#o.onEvent({ kind: "restore", id }, record, source);
    return record;
  }

  /** Merges `loser` into `primary`; both ids keep resolving to the result, which may have an id of its own. */
  merge(
    primary: CrmRecord,
    loser: CrmRecord,
    source: ChangeSource,
    makesNewId: boolean = this.#o.mergeMakesNewId,
  ): CrmRecord {
    if (primary.id === loser.id) throw invalid("Cannot merge a record with itself");
    const now = this.#o.now();
    const id = makesNewId ? this.#o.nextId() : primary.id;
    const { values, moved } = mergeValues(this.#o.type, primary, loser);
    const history = primary.history.copy();
    for (const name of moved) history.add(name, { value: values.get(name) ?? "", at: now, source });
    const record: CrmRecord = {
      id,
      values,
      history,
      createdAt: Math.min(primary.createdAt, loser.createdAt),
      updatedAt: now,
      archived: false,
      mergedIds: [...new Set([...primary.mergedIds, ...loser.mergedIds, primary.id, loser.id])].filter(
        (one) => one !== id,
      ),
    };
    for (const old of [primary, loser]) {
      this.unique.remove(old.values, old.id);
      if (old.id === id) continue;
      this.#records.delete(old.id);
      this.#mergedInto.set(old.id, id);
      this.#o.onState({ ...old, archived: true });
    }
    if (id !== primary.id) this.#ids.push(id);
    this.unique.add(values, id);
    this.#keep(record);
    const mergedIds = [loser.id];
    this.#o.onEvent(
      { kind: "merge", id, primaryId: primary.id, mergedIds, propertiesMoved: moved.length },
      record,
      source,
    );
    return record;
  }

  /** Deletes it for good and blocks its address: `gdpr-delete`. */
  purge(record: CrmRecord, source: ChangeSource): void {
    const { primaryKey } = this.#o.type;
    const address = primaryKey && record.values.get(primaryKey);
    if (address) this.#blocked.add(address);
    if (!record.archived) this.unique.remove(record.values, record.id);
    this.#records.delete(record.id);
    if (record.archived) this.#archivedCount -= 1;
    const gone = { ...record, archived: true };
    this.#o.onState(gone);
    this.#o.onEvent({ kind: "privacyDeletion", id: record.id }, gone, source);
  }

  block(address: string): void {
    this.#blocked.add(address);
  }

  #assertNotBlocked(values: ReadonlyMap<string, string>): void {
    const { primaryKey } = this.#o.type;
    const address = primaryKey && values.get(primaryKey);
    if (address && this.#blocked.has(address)) {
      throw invalid(`${address} was permanently deleted and cannot be used again`);
    }
  }

  /** Throws when the account's tier allows no further record of this type. */
  #assertRoom(reserved: Reservations): void {
    reserved.creates += 1;
    if (this.count() + reserved.creates <= this.#o.most) return;
    throw invalid(`This account has reached its limit of ${this.#o.most} ${this.#o.type.label.many.toLowerCase()}`, {
      subCategory: "OBJECT_LIMIT_REACHED",
    });
  }

  #keep(record: CrmRecord): void {
    const wasArchived = this.#records.get(record.id)?.archived ?? false;
    this.#archivedCount += Number(record.archived) - Number(wasArchived);
    this.#records.set(record.id, record);
    this.#o.onState(record);
  }
}

/** A marked value is added to the choices that are there. */
function append(present: string | undefined, value: string): string {
  if (!value.startsWith(APPEND)) return value;
  const choices = [...(present ?? "").split(";"), ...value.slice(APPEND.length).split(";")];
  return [...new Set(choices)].filter((one) => one !== "").join(";");
}
