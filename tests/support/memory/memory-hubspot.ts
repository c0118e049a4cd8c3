import { SyncError } from "#app/sync/errors.ts";
import type { Clock, ReadResult, RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { SideRecord, Value, Values } from "#app/sync/record.ts";
import type { VendorEvent } from "./memory-shopify.ts";
import { refusal } from "./memory-shopify.ts";

const KEY = "tandem_customer_key";
const watched = ["email", "firstname", "lastname", "phone", "address", "city", "state", "zip", "country"];

/** HubSpot's contacts in memory: times in milliseconds, unique e-mail and key, merges that may give a new id. */
export class MemoryHubspot {
  readonly contacts = new Map<string, SideRecord>();
  readonly events: VendorEvent[] = [];
  readonly createdByApp = new Set<string>();
  /** merged and lost ids, each with the id that answers for it */
  readonly #mergedInto = new Map<string, string>();
  readonly #bin = new Map<string, SideRecord>();
  readonly #clock: Clock;
  #lastId = 5000;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  create(values: Values): string {
    const id = String(++this.#lastId);
    const next = this.#normalise(id, values);
    this.#put(id, next);
    const at = this.#clock.now().toISOString();
    this.events.push({ kind: "creation", id, at });
    this.#tell(id, next);
    return id;
  }

  update(id: string, values: Values): void {
    const before = this.contacts.get(id);
    if (!before) throw new Error(`no contact ${id}`);
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
    this.events.push({ kind: "deletion", id, at: this.#clock.now().toISOString() });
  }

  deleted(): string[] {
    return [...this.#bin.keys()];
  }

  restore(id: string): void {
    const record = this.#bin.get(id);
    if (!record || (record.values.email && this.findBy("email", record.values.email).length > 0)) return;
    this.#bin.delete(id);
    this.#put(id, record.values);
    this.events.push({ kind: "restore", id, at: this.#clock.now().toISOString() });
  }

  /** The primary's values win, its blanks are filled; with `newId` the merged contact bears a third id. */
  merge(primary: string, other: string, newId: boolean): void {
    const [a, b] = [this.contacts.get(primary), this.contacts.get(other)];
    if (!a || !b || primary === other) return;
    const id = newId ? String(++this.#lastId) : primary;
    const values: Record<string, Value> = { ...b.values };
    for (const [name, value] of Object.entries(a.values)) if (value !== null) values[name] = value;
    this.contacts.delete(primary);
    this.contacts.delete(other);
    for (const lost of [primary, other]) if (lost !== id) this.#mergedInto.set(lost, id);
    for (const [lost, into] of this.#mergedInto) if (into === primary || into === other) this.#mergedInto.set(lost, id);
    this.#put(id, values);
    const at = this.#clock.now().toISOString();
    for (const lost of [primary, other]) this.events.push({ kind: "merge", id: lost, at, mergedInto: id });
  }

  /** What a person's unsubscribe link, or our consent lane, does. */
  setOptOut(id: string, optOut: boolean): void {
    const record = this.contacts.get(id);
    if (!record || (record.values.emailOptOut === "true") === optOut) return;
    const at = this.#clock.now().toISOString();
    this.#put(id, { ...record.values, emailOptOut: String(optOut), emailOptOutAt: at });
    this.events.push({ kind: "change", id, at, property: "hs_email_optout", value: String(optOut) });
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

  write(write: RecordWrite): WriteResult {
    try {
      if (write.kind === "update") {
        const id = this.#mergedInto.get(write.id) ?? write.id;
        if (!this.contacts.has(id)) return { kind: "gone" };
        this.update(id, write.values);
        return { kind: "written", record: this.#answer(id, write.values), created: false };
      }
      const byEmail = write.values.email ? this.findBy("email", write.values.email) : [];
      const [holder] = [...byEmail, ...this.findBy(KEY, write.key)];
      if (holder && write.values.email) return { kind: "held", holderId: holder.id };
      // Without an e-mail it is an upsert by our own unique property.
      if (holder) this.update(holder.id, write.values);
      const id = holder?.id ?? this.create(write.values);
      if (!holder) this.createdByApp.add(id);
      return { kind: "written", record: this.#answer(id, write.values), created: !holder };
    } catch (error) {
      if (error instanceof SyncError) return { kind: "failed", error };
      throw error;
    }
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
    for (const property of watched)
      if (property in values) this.events.push({ kind: "change", id, at, property, value: values[property] ?? null });
  }

  #normalise(id: string, values: Values): Record<string, Value> {
    const next: Record<string, Value> = {};
    for (const [name, value] of Object.entries(values))
      next[name] = value === null || value.trim() === "" ? null : value.trim();
    if (next.email) next.email = next.email.toLowerCase();
    for (const name of ["email", KEY]) {
      const value = next[name];
      if (!value || !this.findBy(name, value).some((record) => record.id !== id)) continue;
      throw refusal(name === "email" ? "email_taken" : "invalid_value", name);
    }
    if (next.firstname?.includes("POISON")) throw refusal("invalid_value", "firstname");
    return next;
  }
}
