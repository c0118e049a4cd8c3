import { SyncError } from "#app/sync/errors.ts";
import type { Clock, ReadResult, RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { AssociationWish, ObjectKey, SideRecord, Values } from "#app/sync/record.ts";
import type { VendorEvent } from "./memory-shopify.ts";

/** A record besides its values; a part by its own id and values. */
export interface RecordParts {
  readonly groupId?: string;
  readonly children?: readonly { readonly id: string; readonly values: Values }[];
  readonly associations?: readonly AssociationWish[];
}

/** What a record's id says of it: attributes that nobody chooses. */
export type Identify = (id: string, groupId: string | undefined) => Values;

/** Shopify's records of one object in memory, of whatever kind: values, parts, associations. */
export class MemoryRecords {
  readonly records = new Map<string, SideRecord>();
  readonly events: VendorEvent[] = [];
  readonly createdByApp = new Set<string>();
  /** records that are there and not to be seen: too old without a scope */
  readonly hidden = new Set<string>();
  readonly #object: ObjectKey;
  readonly #clock: Clock;
  readonly #identify: Identify;
  readonly #nextId: () => string;

  constructor(object: ObjectKey, clock: Clock, nextId: () => string, identify: Identify) {
    this.#object = object;
    this.#clock = clock;
    this.#identify = identify;
    this.#nextId = nextId;
  }

  create(values: Values, parts: RecordParts = {}): string {
    const id = this.#nextId();
    const createdAt = this.#clock.now().toISOString();
    this.#put(id, { createdAt, ...values, ...this.#identify(id, parts.groupId) }, parts);
    this.#tell("creation", id);
    return id;
  }

  update(id: string, values: Values, parts: RecordParts = {}): void {
    const before = this.records.get(id);
    if (!before) throw new Error(`no record ${id}`);
    this.#put(id, { ...before.values, ...values }, { ...before, ...parts });
    this.#tell("change", id);
  }

  delete(id: string): void {
    const record = this.records.get(id);
    if (!record) return;
    this.records.delete(id);
    this.#tell("deletion", id, record.groupId);
  }

  read(id: string): ReadResult {
    const record = this.records.get(id);
    if (this.hidden.has(id)) return { kind: "hidden" };
    return record ? { kind: "found", record } : { kind: "gone" };
  }

  findBy(attribute: string, value: string): SideRecord[] {
    return [...this.records.values()].filter((record) => record.values[attribute] === value);
  }

  write(write: RecordWrite): WriteResult {
    if (Object.values(write.values).some((value) => value?.includes("POISON")))
      return { kind: "failed", error: new SyncError("permanent", { code: "invalid_value", details: {} }) };
    if (write.kind === "update" && !this.records.has(write.id)) return { kind: "gone" };
    if (write.kind === "update") this.update(write.id, write.values);
    const id = write.kind === "update" ? write.id : this.create(write.values);
    if (write.kind === "create") this.createdByApp.add(id);
    const record = this.records.get(id) as SideRecord;
    const values = Object.fromEntries(Object.keys(write.values).map((name) => [name, record.values[name] ?? null]));
    return { kind: "written", record: { ...record, values }, created: write.kind === "create" };
  }

  #put(id: string, values: Values, { groupId, children, associations }: RecordParts): void {
    const at = this.#clock.now().toISOString();
    const modifiedAt = `${at.slice(0, 19)}Z`;
    this.records.set(id, {
      ...{ side: "shopify", id, modifiedAt, values: { ...values, updatedAt: modifiedAt } },
      ...(groupId !== undefined && { groupId }),
      ...(children && { children: children.map((part) => ({ ...part, side: "shopify", groupId: id, modifiedAt })) }),
      ...(associations && { associations }),
    });
  }

  #tell(kind: VendorEvent["kind"], id: string, groupId = this.records.get(id)?.groupId): void {
    const at = this.#clock.now().toISOString();
    this.events.push({ object: this.#object, kind, id, at, ...(groupId !== undefined && { groupId }) });
  }
}
