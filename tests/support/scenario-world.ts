import type { SideRecord, Value, Values } from "#app/sync/record.ts";

/** What becomes of waiting webhooks: some are lost, some come twice, and they come in any order. */
export interface DeliveryPlan {
  readonly lost: readonly boolean[];
  readonly twice: readonly boolean[];
  readonly reversed: boolean;
}

export type FaultName =
  | "none"
  | "transient"
  | "refused_batch"
  | "crash"
  // Where requests travel:
  /** the vendor is down for longer than a call is tried again */
  | "outage"
  /** carried out, but the connection broke before the answer */
  | "lost_answer"
  /** carried out, but only half of the answer came */
  | "cut_answer"
  | "throttled"
  | "expired_token";

export type Work = "drain" | "two_drains" | "drain_and_backfill" | "sweep" | "backfill" | "effects";

/** One thing that happens in a scenario. `who` picks among the records that are there. */
export type Step =
  | { readonly kind: "create_customer"; readonly values: Values }
  | { readonly kind: "edit_customer"; readonly who: number; readonly field: string; readonly value: Value }
  | { readonly kind: "delete_customer"; readonly who: number }
  | { readonly kind: "merge_customers"; readonly who: number; readonly other: number }
  | { readonly kind: "create_contact"; readonly values: Values }
  | { readonly kind: "edit_contact"; readonly who: number; readonly field: string; readonly value: Value }
  | { readonly kind: "delete_contact"; readonly who: number }
  | { readonly kind: "restore_contact"; readonly who: number }
  | { readonly kind: "merge_contacts"; readonly who: number; readonly other: number; readonly newId: boolean }
  | { readonly kind: "opt_out"; readonly who: number; readonly value: boolean }
  | { readonly kind: "deliver"; readonly plan: DeliveryPlan }
  | { readonly kind: "advance"; readonly ms: number }
  | {
      readonly kind: "work";
      readonly what: Work;
      readonly faults: readonly FaultName[];
      /** whether the n-th record written fails for a while */
      readonly records: readonly boolean[];
      /** what a person does while the work is under way, and how far into it */
      readonly meanwhile: Step | null;
      readonly after: number;
    };

/** What the product says of a record. */
export interface RecordState {
  readonly shopifyId: string | null;
  readonly hubspotId: string | null;
  readonly status: "in_sync" | "excluded" | "failing";
  readonly reason: string | null;
}

export interface WriteCounts {
  readonly shopify: number;
  readonly hubspot: number;
}

/**
 * A product between two vendors, as a scenario drives it: in memory, or with a real database and stand-ins over HTTP. Acts of people
 * return null when the vendor refuses them; then nothing has changed.
 */
export interface ScenarioWorld {
  createCustomer(values: Values): Promise<string | null>;
  editCustomer(id: string, field: string, value: Value): Promise<true | null>;
  deleteCustomer(id: string): Promise<void>;
  mergeCustomers(winner: string, loser: string): Promise<void>;
  createContact(values: Values): Promise<string | null>;
  editContact(id: string, property: string, value: Value): Promise<true | null>;
  deleteContact(id: string): Promise<void>;
  restoreContact(id: string): Promise<void>;
  mergeContacts(primary: string, other: string, newId: boolean): Promise<void>;
  optOut(id: string, value: boolean): Promise<void>;
  customers(): Promise<readonly SideRecord[]>;
  contacts(): Promise<readonly SideRecord[]>;
  /** ids of deleted contacts that can be restored */
  deletedContacts(): Promise<readonly string[]>;

  /** Hands over the webhooks that wait. */
  deliver(plan: DeliveryPlan): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Lets the product work under faults; `meanwhile` is called once, `after` turns into it. */
  work(step: Extract<Step, { kind: "work" }>, meanwhile: () => Promise<void>): Promise<void>;
  startBackfill(): Promise<void>;
  /** Ends all faults and lets time pass until nothing is left to do. @throws Error when it never gets quiet. */
  quiesce(): Promise<void>;
  /** Marks every record on both sides, as if each had changed. */
  markAll(): Promise<void>;

  states(): Promise<readonly RecordState[]>;
  /** records written by the product so far */
  writes(): Promise<WriteCounts>;
  /** ids of records that the product created */
  created(): Promise<{ readonly contacts: readonly string[]; readonly customers: readonly string[] }>;
}
