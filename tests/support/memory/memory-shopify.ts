import { parsePhoneNumberFromString } from "libphonenumber-js";
import { SyncError } from "#app/sync/errors.ts";
import type { Clock, ReadResult, RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { ObjectKey, SideRecord, Value, Values } from "#app/sync/record.ts";

export interface VendorEvent {
  readonly object: ObjectKey;
  readonly kind: "creation" | "change" | "deletion" | "merge" | "restore";
  readonly id: string;
  readonly at: string;
  readonly property?: string;
  readonly value?: Value;
  readonly mergedInto?: string;
  readonly groupId?: string;
}

const blank = (value: Value | undefined): Value =>
  value === undefined || value === null || value.trim() === "" ? null : value.trim();
const seconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** Shopify's customers in memory: whole-second times, E.164 phones, one customer an e-mail and a phone. */
export class MemoryShopify {
  readonly customers = new Map<string, SideRecord>();
  readonly events: VendorEvent[] = [];
  /** ids that the product created */
  readonly createdByApp = new Set<string>();
  readonly #clock: Clock;
  readonly #shop: string;
  #lastId = 1000;

  constructor(clock: Clock, shop: string) {
    this.#clock = clock;
    this.#shop = shop;
  }

  get records(): ReadonlyMap<string, SideRecord> {
    return this.customers;
  }

  create(values: Values): string {
    const id = String(++this.#lastId);
    const now = this.#clock.now();
    const base = {
      customerId: id,
      customerUrl: `https://${this.#shop}/admin/customers/${id}`,
      shop: this.#shop,
      createdAt: seconds(now),
      state: "disabled",
      verifiedEmail: "true",
      taxExempt: "false",
      ordersCount: "0",
      totalSpent: "0.0",
      currency: "EUR",
      locale: "en",
      emailConsent: "not_subscribed",
      smsConsent: "not_subscribed",
    };
    this.#put(id, { ...base, ...this.#normalise(id, values) });
    this.events.push({ object: "customers", kind: "creation", id, at: now.toISOString() });
    return id;
  }

  update(id: string, values: Values): void {
    const before = this.customers.get(id);
    if (!before) throw new Error(`no customer ${id}`);
    const next = { ...before.values, ...this.#normalise(id, values) };
    if ("countryCode" in values && !("provinceCode" in values)) next.provinceCode = null;
    this.#put(id, next);
    this.events.push({ object: "customers", kind: "change", id, at: this.#clock.now().toISOString() });
  }

  delete(id: string, mergedInto?: string): void {
    if (!this.customers.delete(id)) return;
    const at = this.#clock.now().toISOString();
    this.events.push({
      object: "customers",
      id,
      at,
      ...(mergedInto ? { kind: "merge", mergedInto } : { kind: "deletion" }),
    });
  }

  /** The loser goes; what the winner lacks it takes from it. */
  merge(winner: string, loser: string): void {
    const [a, b] = [this.customers.get(winner), this.customers.get(loser)];
    if (!a || !b || winner === loser) return;
    this.delete(loser, winner);
    const filled = Object.fromEntries(
      ["firstName", "lastName", "phone", "city"].map((name) => [name, a.values[name] ?? b.values[name] ?? null]),
    );
    this.update(winner, filled);
  }

  read(id: string): ReadResult {
    const record = this.customers.get(id);
    return record ? { kind: "found", record } : { kind: "gone" };
  }

  findBy(attribute: string, value: string): SideRecord[] {
    return [...this.customers.values()].filter((record) => record.values[attribute] === value);
  }

  write(write: RecordWrite): WriteResult {
    try {
      if (write.kind === "update") {
        if (!this.customers.has(write.id)) return { kind: "gone" };
        this.update(write.id, write.values);
        return { kind: "written", record: this.#answer(write.id, write.values), created: false };
      }
      const [holder] = write.values.email ? this.findBy("email", write.values.email) : [];
      if (holder) return { kind: "held", holderId: holder.id };
      const id = this.create(write.values);
      this.createdByApp.add(id);
      return { kind: "written", record: this.#answer(id, write.values), created: true };
    } catch (error) {
      if (error instanceof SyncError) return { kind: "failed", error };
      throw error;
    }
  }

  // A mutation's answer carries what it was asked to write, as stored.
  #answer(id: string, sent: Values): SideRecord {
    const record = this.customers.get(id) as SideRecord;
    const values = Object.fromEntries(Object.keys(sent).map((name) => [name, record.values[name] ?? null]));
    return { ...record, values };
  }

  #put(id: string, values: Values): void {
    this.customers.set(id, { side: "shopify", id, modifiedAt: seconds(this.#clock.now()), values });
  }

  #normalise(id: string, values: Values): Record<string, Value> {
    const next: Record<string, Value> = {};
    for (const [name, value] of Object.entries(values)) next[name] = blank(value);
    if (next.email) next.email = next.email.toLowerCase();
    if (next.email && this.#isTaken("email", next.email, id)) throw refusal("email_taken", "email");
    if (next.phone) {
      const phone = parsePhoneNumberFromString(next.phone);
      if (!phone?.isPossible()) throw refusal("invalid_phone", "phone");
      if (this.#isTaken("phone", phone.number, id)) throw refusal("phone_taken", "phone");
      next.phone = phone.number;
    }
    for (const name of ["firstName", "lastName"]) if (next[name]?.includes("<")) throw refusal("invalid_value", name);
    if (next.emailConsent && !("emailConsentAt" in next)) next.emailConsentAt = seconds(this.#clock.now());
    for (const name of ["emailConsentAt", "smsConsentAt"]) if (next[name]) next[name] = seconds(new Date(next[name]));
    return next;
  }

  #isTaken(attribute: string, value: string, id: string): boolean {
    return this.findBy(attribute, value).some((record) => record.id !== id);
  }
}

export function refusal(code: string, property: string): SyncError {
  return new SyncError("permanent", { code, details: { property } });
}
