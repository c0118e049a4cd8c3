import { SyncError } from "#app/sync/errors.ts";
import type { Clock, ReadResult, RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { ObjectKey, SideRecord, Value, Values } from "#app/sync/record.ts";
import type { VendorEvent } from "./memory-shopify.ts";
import { refusal } from "./memory-shopify.ts";

/** What tells one HubSpot object from another. */
export interface HubspotType {
  readonly object: ObjectKey;
  readonly keyProperty: string;
  /** who has the key of what is created is said, whatever the object: people keep such records, too */
  readonly isShared?: boolean;
  /** finds who holds what is created; with it a creation is none that could be an upsert */
  readonly naturalKey?: string;
  /** besides the two keys */
  readonly unique: readonly string[];
  /** properties of which webhooks tell */
  readonly watched: readonly string[];
  readonly nextId: () => string;
  /** stages that there are; undefined: records have none */
  readonly stages?: { readonly property: string; readonly ids: Set<string> };
}

/** The records of one HubSpot object in memory: times in milliseconds, unique properties, merges that may give a new id. */
export class MemoryHubspot {
  readonly contacts = new Map<string, SideRecord>();
  readonly events: VendorEvent[] = [];
  readonly createdByApp = new Set<string>();
  /** merged and lost ids, each with the id that answers for it */
  readonly #mergedInto = new Map<string, string>();
  readonly #bin = new Map<string, SideRecord>();
  readonly type: HubspotType;
  readonly #clock: Clock;

  constructor(clock: Clock, type: HubspotType) {
    this.#clock = clock;
    this.type = type;
  }

  get records(): ReadonlyMap<string, SideRecord> {
    return this.contacts;
  }

  create(values: Values): string {
    const id = this.type.nextId();
    const next = this.#normalise(id, values);
    this.#put(id, next);
    const at = this.#clock.now().toISOString();
    this.events.push({ object: this.type.object, kind: "creation", id, at });
    this.#tell(id, next);
    return id;
  }

  update(id: string, values: Values): void {
    const before = this.contacts.get(id);
    if (!before) throw new Error(`no record ${id}`);
    const next = this.#normalise(id, values);
    const changed = Object.fromEntries(
      Object.entries(next).filter(([name, value]) => (before.values[name] ?? null) !== value),
    );
    if (Object.keys(changed).length === 0) return;
    this.#put(id, { ...before.values, ...changed });
    this.#tell(id, changed);
  }

  delete(id: string): void {
    const record = this.contacts.get(id);
    if (!record) return;
    this.contacts.delete(id);
    this.#bin.set(id, record);
    this.events.push({ object: this.type.object, kind: "deletion", id, at: this.#clock.now().toISOString() });
  }

  deleted(): string[] {
    return [...this.#bin.keys()];
  }

  restore(id: string): void {
    const record = this.#bin.get(id);
    if (!record || this.#unique().some((name) => this.#isTaken(name, record.values[name], id))) return;
    this.#bin.delete(id);
    this.#put(id, record.values);
    this.events.push({ object: this.type.object, kind: "restore", id, at: this.#clock.now().toISOString() });
  }

  /** The primary's values win, its blanks are filled; with `newId` the merged contact bears a third id. */
  merge(primary: string, other: string, newId: boolean): void {
    const [a, b] = [this.contacts.get(primary), this.contacts.get(other)];
    if (!a || !b || primary === other) return;
    const id = newId ? this.type.nextId() : primary;
    const values: Record<string, Value> = { ...b.values };
    for (const [name, value] of Object.entries(a.values)) if (value !== null) values[name] = value;
    this.contacts.delete(primary);
    this.contacts.delete(other);
    for (const lost of [primary, other]) if (lost !== id) this.#mergedInto.set(lost, id);
    for (const [lost, into] of this.#mergedInto) if (into === primary || into === other) this.#mergedInto.set(lost, id);
    this.#put(id, values);
    const at = this.#clock.now().toISOString();
    for (const lost of [primary, other])
      this.events.push({ object: this.type.object, kind: "merge", id: lost, at, mergedInto: id });
  }

  /** What a person's unsubscribe link, or our consent lane, does. */
  setOptOut(id: string, optOut: boolean): void {
    const record = this.contacts.get(id);
    if (!record || (record.values.emailOptOut === "true") === optOut) return;
    const at = this.#clock.now().toISOString();
    this.#put(id, { ...record.values, emailOptOut: String(optOut), emailOptOutAt: at });
    this.events.push({
      object: this.type.object,
      kind: "change",
      id,
      at,
      property: "hs_email_optout",
      value: String(optOut),
    });
  }

  read(id: string): ReadResult {
    const into = this.#mergedInto.get(id);
    const record = this.contacts.get(into ?? id);
    if (!record) return { kind: "gone" };
    return { kind: into ? "moved" : "found", record };
  }

  findBy(property: string, value: string): SideRecord[] {
    return [...this.contacts.values()].filter((record) => record.values[property] === value);
  }

  /** @param keyProperty of several that the type has, the object's */
  write(write: RecordWrite, keyProperty = this.type.keyProperty): WriteResult {
    try {
      if (write.kind === "update") {
        const id = this.#mergedInto.get(write.id) ?? write.id;
        if (!this.contacts.has(id)) return { kind: "gone" };
        this.update(id, write.values);
        return { kind: "written", record: this.#answer(id, write.values), created: false };
      }
      const values = { ...write.values, [keyProperty]: write.key };
      const [known] = this.findBy(keyProperty, write.key);
      if (known && this.type.isShared) return { kind: "held", holderId: known.id, property: keyProperty };
      const holder = this.#holderOf(values, known?.id);
      if (holder) return { kind: "held", ...holder };
      // Without a natural key it is an upsert by our own unique property.
      if (known && this.type.naturalKey && values[this.type.naturalKey]) return { kind: "held", holderId: known.id };
      if (known) this.update(known.id, values);
      const id = known?.id ?? this.create(values);
      if (!known) this.createdByApp.add(id);
      return { kind: "written", record: this.#answer(id, values), created: !known };
    } catch (error) {
      if (error instanceof SyncError) return { kind: "failed", error };
      throw error;
    }
  }

  /** Another record that has one of the values that only one may have. */
  #holderOf(values: Values, own: string | undefined): { holderId: string; property: string } | null {
    for (const property of this.#unique()) {
      const value = values[property]?.trim();
      const [other] = value ? this.findBy(property, value).filter(({ id }) => id !== own) : [];
      if (other) return { holderId: other.id, property };
    }
    return null;
  }

  #unique(): readonly string[] {
    return [...(this.type.naturalKey ? [this.type.naturalKey] : []), ...this.type.unique];
  }

  #isTaken(property: string, value: Value | undefined, id: string): boolean {
    return Boolean(value) && this.findBy(property, String(value)).some((record) => record.id !== id);
  }

  #answer(id: string, sent: Values): SideRecord {
    const record = this.contacts.get(id) as SideRecord;
    const values = Object.fromEntries(Object.keys(sent).map((name) => [name, record.values[name] ?? null]));
    return { ...record, values };
  }

  #put(id: string, values: Values): void {
    this.contacts.set(id, { side: "hubspot", id, modifiedAt: this.#clock.now().toISOString(), values });
  }

  #tell(id: string, values: Values): void {
    const at = this.#clock.now().toISOString();
    for (const property of this.type.watched)
      if (property in values)
        this.events.push({
          object: this.type.object,
          kind: "change",
          id,
          at,
          property,
          value: values[property] ?? null,
        });
  }

  #normalise(id: string, values: Values): Record<string, Value> {
    const next: Record<string, Value> = {};
    for (const [name, value] of Object.entries(values))
      next[name] = value === null || value.trim() === "" ? null : value.trim();
    if (next.email) next.email = next.email.toLowerCase();
    for (const name of [...this.#unique(), this.type.keyProperty]) {
      if (!this.#isTaken(name, next[name], id)) continue;
      throw refusal(
        name === "email" ? "email_taken" : name === this.type.keyProperty ? "invalid_value" : "value_taken",
        name,
      );
    }
    const { stages } = this.type;
    const stage = stages && next[stages.property];
    if (stages && stage && !stages.ids.has(stage)) throw refusal("stage_missing", stages.property);
    if (next.firstname?.includes("POISON")) throw refusal("invalid_value", "firstname");
    return next;
  }
}
