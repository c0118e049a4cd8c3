import { SyncError } from "#app/sync/errors.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { MainObjectKey, ObjectKey, Side, SideRecord, Value } from "#app/sync/record.ts";
import type { DeliveryPlan, RecordState, WriteCounts } from "../scenario-world.ts";
import { dealsAs, linesOfMode } from "../trade/deal-words.ts";
import { withStageName, withStageWord } from "../trade/stage-words.ts";
import type { Act, TradeWorld, WorkStep } from "../trade/trade-world.ts";
import type { Delivery } from "./memory-engine.ts";
import { MemoryEngine } from "./memory-engine.ts";
import { actInPortal, isInPortal } from "./memory-marketer.ts";
import { MemoryMerchant } from "./memory-merchant.ts";

export type AllSettings = Partial<Record<MainObjectKey, Partial<ObjectSettings>>>;

/** Histories of all objects together, played on the product in memory. */
export class MemoryTradeWorld implements TradeWorld {
  readonly engine: MemoryEngine;
  readonly #merchant: MemoryMerchant;

  constructor(settings: AllSettings = {}, searchLagMs = 0, claimAtMost = Number.POSITIVE_INFINITY) {
    const { customers, ...others } = settings;
    const all = { companies: {}, products: {}, orders: {}, carts: {}, ...others };
    this.engine = new MemoryEngine(customers, all);
    this.engine.world.searchLagMs = searchLagMs;
    this.engine.store.claimAtMost = claimAtMost;
    this.#merchant = new MemoryMerchant(this.engine);
  }

  async act(act: Act): Promise<boolean> {
    try {
      return isInPortal(act.act) ? actInPortal(this.engine, act) : this.#merchant.act(act);
    } catch (error) {
      if (error instanceof SyncError) return false;
      throw error;
    }
  }

  async records(side: Side, object: ObjectKey): Promise<readonly SideRecord[]> {
    const { shop } = this.engine;
    const records = [...(side === "shopify" ? shop.of(object) : this.engine.hubspotOf(object)).records.values()];
    const isDeals = this.#isDeals("orders");
    if (side === "hubspot" && object === "order_lines") return linesOfMode(records, isDeals);
    if (side === "hubspot" && isDeals && (object === "orders" || object === "carts")) return dealsAs(object, records);
    if (object !== "orders") return records;
    return records.map(side === "shopify" ? withStageWord : withStageName);
  }

  async addresses(side: Side): Promise<ReadonlyMap<string, Value>> {
    return new Map((await this.records(side, "customers")).map(({ id, values }) => [id, values.email ?? null]));
  }

  async ids(side: Side, object: ObjectKey): Promise<readonly string[]> {
    return (await this.records(side, object)).map(({ id }) => id);
  }

  async associated(from: ObjectKey, fromId: string, to: ObjectKey): Promise<readonly string[]> {
    const of = (object: ObjectKey) => this.engine.definitionOf(object);
    return this.engine.portal.associated(of(from), fromId, of(to));
  }

  #isDeals(object: ObjectKey): boolean {
    return this.engine.definitionOf(object).hubspot.objectType === "deals";
  }

  async switchModes(): Promise<void> {
    const options = { asDeals: !this.#isDeals("orders") };
    for (const object of ["orders", "carts"] as const) this.engine.switchMode(object, options);
  }

  async deliver(plan: DeliveryPlan): Promise<void> {
    const arrived: Delivery[] = this.engine.takeDeliveries().flatMap((delivery, index) => {
      // No sweep can tell that a record is gone: a lost deletion is for the audit to find.
      if (plan.lost[index] && delivery.event.kind !== "deletion") return [];
      return plan.twice[index] ? [delivery, delivery] : [delivery];
    });
    await this.engine.deliver(plan.reversed ? arrived.reverse() : arrived);
  }

  async advance(ms: number): Promise<void> {
    this.engine.clock.advance(ms);
  }

  async work(step: WorkStep, meanwhile: () => Promise<void>): Promise<void> {
    const { engine } = this;
    engine.faults.load(step.faults, step.records);
    const jobs: Promise<unknown>[] = [this.#start(step)];
    if (step.what === "two_drains" || step.what === "drain_and_backfill") jobs.push(engine.drain(step.object));
    for (let turn = 0; turn < step.after; turn++) await Promise.resolve();
    await meanwhile();
    await Promise.all(jobs);
    engine.faults.calm();
  }

  async startBackfills(): Promise<void> {
    for (const object of this.engine.objects) this.engine.startBackfill(object);
  }

  async startAudits(): Promise<void> {
    for (const object of ["orders", "carts"] as const) this.engine.startBackfill(object, "audit");
  }

  async quiesce(): Promise<void> {
    await this.engine.quiet();
  }

  async markAll(): Promise<void> {
    const { connection, shop, store, objects } = this.engine;
    for (const object of objects) {
      const mark = (side: Side) => (recordId: string) => ({ object, side, recordId, lane: "live" }) as const;
      await store.mark(connection, [
        ...[...shop.of(object).records.keys()].map(mark("shopify")),
        ...[...this.engine.hubspotOf(object).records.keys()].map(mark("hubspot")),
      ]);
    }
  }

  async states(object: MainObjectKey): Promise<readonly RecordState[]> {
    return [...this.engine.tables.of(object).outcomes].map(({ shopifyId, hubspotId, status, reason }) => ({
      ...{ shopifyId, hubspotId, status, reason },
    }));
  }

  async writes(): Promise<WriteCounts> {
    return { ...this.engine.counts.records };
  }

  #start({ what, object }: WorkStep): Promise<unknown> {
    const { engine } = this;
    if (what === "sweep") return engine.sweep(object);
    if (what === "associate") return engine.associate();
    if (what === "effects") return engine.drainEffects();
    return what === "backfill" || what === "drain_and_backfill" ? engine.backfill(object) : engine.drain(object);
  }
}
