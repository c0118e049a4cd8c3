import { drainChanges } from "#app/services/drain-changes.ts";
import { drainEffects } from "#app/services/drain-effects.ts";
import { runBackfill } from "#app/services/run-backfill.ts";
import { sweepChanges } from "#app/services/sweep-changes.ts";
import { writeAssociations } from "#app/services/write-associations.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { SyncError } from "#app/sync/errors.ts";
import { objectUnder, syncObject } from "#app/sync/objects/index.ts";
import type { EngineStore, ObjectSettings, Vendors } from "#app/sync/ports.ts";
import type { Connection, MainObjectKey, ObjectKey, Side } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { Crash, Faults } from "./faults.ts";
import { marksOfVendorEvent } from "./marks-of-vendor-event.ts";
import { MemoryAssociations } from "./memory-associations.ts";
import type { MemoryHubspot } from "./memory-hubspot.ts";
import { MemoryPortal } from "./memory-portal.ts";
import { MemoryRuns } from "./memory-runs.ts";
import { MemoryShop } from "./memory-shop.ts";
import type { MemoryShopify, VendorEvent } from "./memory-shopify.ts";
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

const first: Connection = {
  id: "11111111-1111-4111-8111-111111111111",
  shop: "tea.myshopify.com",
  portalId: "77",
};
const second: Connection = {
  id: "22222222-2222-4222-8222-222222222222",
  shop: "milk.myshopify.com",
  portalId: "77",
};
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A whole product in memory: both vendors, the store, the clock, and the services as a worker would run them. */
export class MemoryEngine {
  readonly clock: TestClock;
  readonly faults = new Faults();
  readonly shop: MemoryShop;
  readonly portal: MemoryPortal;
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
    readonly associations: MemoryAssociations;
    readonly prepare: () => Promise<void>;
    readonly vendors: Vendors;
    readonly clock: TestClock;
    readonly hash: typeof testHash;
    readonly log: typeof silent;
  };
  readonly #taken = new Map<string, number>();

  /**
   * @param settings of customers; `others`: of each further object that is set up
   * @param beside another shop of the same portal, with the same database
   */
  constructor(
    settings: Partial<ObjectSettings> = {},
    others: Partial<Record<ObjectKey, Partial<ObjectSettings>>> = {},
    beside: MemoryEngine | null = null,
  ) {
    this.connection = beside ? second : first;
    this.clock = beside?.clock ?? new TestClock();
    this.shop = new MemoryShop(this.clock, this.connection.shop);
    this.portal = beside?.portal ?? new MemoryPortal(this.clock);
    const { shop, portal, clock, counts, faults } = this;
    this.world = { shop, portal, clock, counts, faults, searchLagMs: 0, pageSize: 200 };
    this.tables = emptyTables(this.connection, settings, others);
    this.store = beside?.store ?? new MemoryStore([], this.clock);
    this.store.tables.set(this.connection.id, this.tables);
    this.runs = beside?.runs ?? new MemoryRuns(this.store.tables, this.clock);
    const runs = faults.wrap(this.runs, "runs");
    const vendors = createMemoryVendors(this.world);
    this.deps = {
      store: faults.wrap(this.store, "store"),
      runs,
      effects: runs,
      associations: faults.wrap(new MemoryAssociations(this.store.tables, this.clock), "associations"),
      vendors,
      prepare: async () => undefined,
      clock,
      hash: testHash,
      log: silent,
    };
  }

  get shopify(): MemoryShopify {
    return this.shop.customers;
  }

  get hubspot(): MemoryHubspot {
    return this.portal.of("customers");
  }

  /** The objects that are set up. */
  get objects(): readonly MainObjectKey[] {
    return mainObjectKeys.filter((object) => this.tables.settingsOf(object) !== null);
  }

  /** How many webhooks wait. */
  waiting(): number {
    return this.#fresh().length;
  }

  /** The HubSpot records that an object's are, as its merchant chose. */
  hubspotOf(object: ObjectKey): MemoryHubspot {
    return this.portal.of(this.definitionOf(object));
  }

  /** An object's definition under its settings, or its whole's. */
  definitionOf(object: ObjectKey): SyncObjectDefinition {
    const { parent } = syncObject(object);
    return objectUnder(object, this.tables.settingsOf(parent?.object ?? object));
  }

  /** Webhooks that the vendors sent and nobody has delivered yet. */
  takeDeliveries(): Delivery[] {
    const deliveries = this.#fresh();
    for (const object of this.objects) {
      this.#taken.set(`shopify:${object}`, this.shop.of(object).events.length);
      this.#taken.set(this.#portalName(object), this.hubspotOf(object).events.length);
    }
    return deliveries;
  }

  #portalName(object: ObjectKey): string {
    return `${object}:${this.definitionOf(object).hubspot.objectType}`;
  }

  #fresh(): Delivery[] {
    return this.objects.flatMap((object) => {
      const fresh = (events: readonly VendorEvent[], name: string) => events.slice(this.#taken.get(name) ?? 0);
      return [
        ...fresh(this.shop.of(object).events, `shopify:${object}`).map((event) => ({
          side: "shopify" as const,
          event,
        })),
        // Orders and carts may be of one type: each hears of all.
        ...fresh(this.hubspotOf(object).events, this.#portalName(object)).map((event) => ({
          side: "hubspot" as const,
          event: { ...event, object },
        })),
      ];
    });
  }

  /** What the webhook routes do with a delivery: mark, and nothing else. */
  async deliver(deliveries: readonly Delivery[]): Promise<void> {
    for (const { side, event } of deliveries) {
      const { backfilling } = await this.runs.sweepState(this.connection, event.object);
      await this.store.mark(this.connection, await marksOfVendorEvent(this, side, event, backfilling));
    }
  }

  async deliverAll(): Promise<void> {
    await this.deliver(this.takeDeliveries());
  }

  drain(object: MainObjectKey = "customers") {
    return this.#alive(() => drainChanges(this.deps, { connection: this.connection, object, lane: "any" }));
  }

  sweep(object: MainObjectKey = "customers") {
    return this.#alive(() => sweepChanges(this.deps, { connection: this.connection, object }));
  }

  drainEffects() {
    return this.#alive(() => drainEffects(this.deps, { connection: this.connection }));
  }

  associate() {
    return this.#alive(() => writeAssociations(this.deps, { connection: this.connection, lane: "live" }));
  }

  /** One slice of the object's running backfill, if there is one. */
  backfill(object: MainObjectKey = "customers") {
    const runId = [...this.tables.of(object).runs.values()].find(({ status }) => status === "running")?.id;
    return this.#alive(async () =>
      runId ? await runBackfill(this.deps, { connection: this.connection, object, runId }) : null,
    );
  }

  /** What saving a switch does that makes other HubSpot records of an object. */
  switchMode(object: Exclude<MainObjectKey, "customers">, options: ObjectSettings["options"]): void {
    this.tables.switchMode(object, options);
    this.startBackfill(object);
  }

  startBackfill(object: MainObjectKey = "customers", kind: "backfill" | "audit" = "backfill"): string {
    return this.runs.start(this.connection, object, kind);
  }

  /** Delivers, reads first syncs through, sweeps, drains and associates until nothing is left to do. */
  async quiet(): Promise<void> {
    this.faults.calm();
    for (let round = 0; round < 400; round++) {
      let marked = 0;
      await this.deliverAll();
      for (const object of this.objects) await this.backfill(object);
      for (const object of this.objects) marked += (await this.sweep(object))?.marked ?? 0;
      for (const object of this.objects) while ((await this.drain(object))?.claimed) await this.deliverAll();
      await this.drainEffects();
      await this.associate();
      const busy = marked > 0 || this.isBusy();
      if (!busy && round > 2) return;
      this.clock.advance(busy && round > 3 ? 200_000 : 20_000);
    }
    throw new Error(
      `never quiet: ${JSON.stringify(this.objects.map((object) => [...this.tables.of(object).changes]))}`,
    );
  }

  /** Whether anything is left to do: a change, an effect, an association, a webhook or a run. */
  isBusy(): boolean {
    const { effects, associations } = this.tables;
    const tables = this.objects.map((object) => this.tables.of(object));
    return (
      tables.some(({ changes }) => changes.size > 0) ||
      tables.some(({ runs }) => [...runs.values()].some(({ status }) => status === "running")) ||
      [...associations.values()].some(({ dueAt, leaseId }) => dueAt !== null || leaseId !== null) ||
      effects.size + this.waiting() > 0
    );
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
