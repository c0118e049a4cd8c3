import { drainChanges } from "#app/services/drain-changes.ts";
import { drainEffects } from "#app/services/drain-effects.ts";
import { runBackfill } from "#app/services/run-backfill.ts";
import { sweepChanges } from "#app/services/sweep-changes.ts";
import { SyncError } from "#app/sync/errors.ts";
import { customers } from "#app/sync/objects/customers/definition.ts";
import { dueAtOfEvent } from "#app/sync/plan/echo.ts";
import { hashEvent } from "#app/sync/plan/hash-field.ts";
import type { EngineStore, Mark, ObjectSettings, Vendors } from "#app/sync/ports.ts";
import type { Connection, Side } from "#app/sync/record.ts";
import { Crash, Faults } from "./faults.ts";
import { MemoryHubspot } from "./memory-hubspot.ts";
import { MemoryRuns } from "./memory-runs.ts";
import type { VendorEvent } from "./memory-shopify.ts";
import { MemoryShopify } from "./memory-shopify.ts";
import { MemoryStore } from "./memory-store.ts";
import type { CallCounts, MemoryWorld } from "./memory-vendors.ts";
import { createMemoryVendors, noCalls } from "./memory-vendors.ts";
import type { Tables } from "./tables.ts";
import { emptyTables } from "./tables.ts";
import { TestClock } from "./test-clock.ts";
import { testHash } from "./test-hash.ts";

export interface Delivery {
  readonly side: Side;
  readonly event: VendorEvent;
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A whole product in memory: both vendors, the store, the clock, and the services as a worker would run them. */
export class MemoryEngine {
  readonly clock = new TestClock();
  readonly faults = new Faults();
  readonly shopify: MemoryShopify;
  readonly hubspot: MemoryHubspot;
  readonly counts: CallCounts = noCalls();
  readonly world: MemoryWorld;
  readonly connection: Connection;
  readonly tables: Tables;
  readonly store: MemoryStore;
  readonly runs: MemoryRuns;
  readonly deps: {
    readonly store: EngineStore;
    readonly runs: MemoryRuns;
    readonly effects: MemoryRuns;
    readonly prepare: () => Promise<void>;
    readonly vendors: Vendors;
    readonly clock: TestClock;
    readonly hash: typeof testHash;
    readonly log: typeof silent;
  };
  readonly #taken = { shopify: 0, hubspot: 0 };

  constructor(settings: Partial<ObjectSettings> = {}) {
    this.connection = { id: "11111111-1111-4111-8111-111111111111", shop: "tea.myshopify.com", portalId: "77" };
    this.shopify = new MemoryShopify(this.clock, this.connection.shop);
    this.hubspot = new MemoryHubspot(this.clock);
    const { shopify, hubspot, clock, counts, faults } = this;
    this.world = { shopify, hubspot, clock, counts, faults, searchLagMs: 0, pageSize: 200 };
    this.tables = emptyTables(this.connection, settings);
    this.store = new MemoryStore([this.tables], this.clock);
    this.runs = new MemoryRuns(this.store.tables, this.clock);
    const runs = faults.wrap(this.runs, "runs");
    const vendors = createMemoryVendors(this.world);
    this.deps = {
      store: faults.wrap(this.store, "store"),
      runs,
      effects: runs,
      vendors,
      prepare: async () => undefined,
      clock,
      hash: testHash,
      log: silent,
    };
  }

  /** How many webhooks wait. */
  waiting(): number {
    const { shopify, hubspot } = this;
    return shopify.events.length + hubspot.events.length - this.#taken.shopify - this.#taken.hubspot;
  }

  /** Webhooks that the vendors sent and nobody has delivered yet. */
  takeDeliveries(): Delivery[] {
    const fresh = (side: Side): Delivery[] => {
      const { events } = this[side];
      const taken = events.slice(this.#taken[side]).map((event) => ({ side, event }));
      this.#taken[side] = events.length;
      return taken;
    };
    return [...fresh("shopify"), ...fresh("hubspot")];
  }

  /** What the webhook routes do with a delivery: mark, and nothing else. */
  async deliver(deliveries: readonly Delivery[]): Promise<void> {
    const { backfilling } = await this.runs.sweepState(this.connection, "customers");
    const marks = deliveries.flatMap(({ side, event }) => toMarks(this, side, event, backfilling));
    await this.store.mark(this.connection, marks);
  }

  async deliverAll(): Promise<void> {
    await this.deliver(this.takeDeliveries());
  }

  drain() {
    return this.#alive(() =>
      drainChanges(this.deps, { connection: this.connection, object: "customers", lane: "any" }),
    );
  }

  sweep() {
    return this.#alive(() => sweepChanges(this.deps, { connection: this.connection, object: "customers" }));
  }

  drainEffects() {
    return this.#alive(() => drainEffects(this.deps, { connection: this.connection }));
  }

  /** One slice of the running backfill, if there is one. */
  backfill() {
    const runId = [...this.tables.runs.values()].find(({ status }) => status === "running")?.id;
    return this.#alive(async () =>
      runId ? await runBackfill(this.deps, { connection: this.connection, object: "customers", runId }) : null,
    );
  }

  startBackfill(): string {
    return this.runs.start(this.connection);
  }

  /** A process that died in the middle is replaced by a new one, a job that failed for a while comes again; whatever else is thrown goes on. */
  async #alive<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      const passes = error instanceof SyncError && error.kind === "transient";
      if (!passes && !isCrash(error)) throw error;
      return null;
    } finally {
      this.faults.revive();
    }
  }
}

function isCrash(error: unknown): boolean {
  return error instanceof Crash || (error instanceof Error && error.cause !== undefined && isCrash(error.cause));
}

function toMarks({ clock, connection }: MemoryEngine, side: Side, event: VendorEvent, backfilling: boolean): Mark[] {
  const base = { object: "customers", side, recordId: event.id, lane: "live" } as const;
  if (event.kind === "deletion") return [{ ...base, deletedAt: event.at }];
  if (event.kind === "restore") return [{ ...base, restoredAt: event.at }];
  if (event.kind === "merge") return [{ ...base, ...(event.mergedInto ? { mergedInto: event.mergedInto } : {}) }];
  if (side === "shopify") return [base];
  const said =
    event.kind === "creation"
      ? ({ kind: "creation" } as const)
      : ({ kind: "change", property: event.property ?? "", value: event.value ?? null } as const);
  const echoHashes = hashEvent(testHash, connection.id, customers, said);
  const dueAt = dueAtOfEvent(said.kind, { now: clock.now(), backfilling });
  return [{ ...base, ...(echoHashes ? { echoHashes } : {}), ...(dueAt ? { dueAt } : {}) }];
}
