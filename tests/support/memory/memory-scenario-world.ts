import { SyncError } from "#app/sync/errors.ts";
import type { Mark, ObjectSettings } from "#app/sync/ports.ts";
import type { SideRecord, Value, Values } from "#app/sync/record.ts";
import type { DeliveryPlan, RecordState, ScenarioWorld, Step, WriteCounts } from "../scenario-world.ts";
import type { Delivery } from "./memory-engine.ts";
import { MemoryEngine } from "./memory-engine.ts";

/** Scenarios played on the product in memory. */
export class MemoryScenarioWorld implements ScenarioWorld {
  readonly engine: MemoryEngine;

  constructor(settings: Partial<ObjectSettings> = {}, searchLagMs = 0, claimAtMost = Number.POSITIVE_INFINITY) {
    this.engine = new MemoryEngine(settings);
    this.engine.world.searchLagMs = searchLagMs;
    this.engine.store.claimAtMost = claimAtMost;
  }

  async createCustomer(values: Values): Promise<string | null> {
    return unlessRefused(() => this.engine.shopify.create(values));
  }

  async editCustomer(id: string, field: string, value: Value): Promise<true | null> {
    return unlessRefused(() => {
      this.engine.shopify.update(id, { [field]: value });
      return true;
    });
  }

  async deleteCustomer(id: string): Promise<void> {
    this.engine.shopify.delete(id);
  }

  async mergeCustomers(winner: string, loser: string): Promise<void> {
    this.engine.shopify.merge(winner, loser);
  }

  async createContact(values: Values): Promise<string | null> {
    return unlessRefused(() => this.engine.hubspot.create(values));
  }

  async editContact(id: string, property: string, value: Value): Promise<true | null> {
    return unlessRefused(() => {
      this.engine.hubspot.update(id, { [property]: value });
      return true;
    });
  }

  async deleteContact(id: string): Promise<void> {
    this.engine.hubspot.delete(id);
  }

  async restoreContact(id: string): Promise<void> {
    this.engine.hubspot.restore(id);
  }

  async mergeContacts(primary: string, other: string, newId: boolean): Promise<void> {
    this.engine.hubspot.merge(primary, other, newId);
  }

  async optOut(id: string, value: boolean): Promise<void> {
    this.engine.hubspot.setOptOut(id, value);
  }

  async customers(): Promise<readonly SideRecord[]> {
    return [...this.engine.shopify.customers.values()];
  }

  async contacts(): Promise<readonly SideRecord[]> {
    return [...this.engine.hubspot.contacts.values()];
  }

  async deletedContacts(): Promise<readonly string[]> {
    return this.engine.hubspot.deleted();
  }

  async deliver(plan: DeliveryPlan): Promise<void> {
    const waiting = this.engine.takeDeliveries();
    const arrived: Delivery[] = waiting.flatMap((delivery, index) => {
      // No sweep can tell that a record is gone: a lost deletion is for the audit to find.
      const mayBeLost = delivery.event.kind !== "deletion" && delivery.event.kind !== "merge";
      if (plan.lost[index] && mayBeLost) return [];
      return plan.twice[index] ? [delivery, delivery] : [delivery];
    });
    await this.engine.deliver(plan.reversed ? arrived.reverse() : arrived);
  }

  async advance(ms: number): Promise<void> {
    this.engine.clock.advance(ms);
  }

  async work(step: Extract<Step, { kind: "work" }>, meanwhile: () => Promise<void>): Promise<void> {
    const { engine } = this;
    engine.faults.load(step.faults, step.records);
    const jobs: Promise<unknown>[] = [this.#start(step.what)];
    if (step.what === "two_drains" || step.what === "drain_and_backfill") jobs.push(engine.drain());
    for (let turn = 0; turn < step.after; turn++) await Promise.resolve();
    await meanwhile();
    await Promise.all(jobs);
    engine.faults.calm();
  }

  async startBackfill(): Promise<void> {
    this.engine.startBackfill();
  }

  async quiesce(): Promise<void> {
    const { engine } = this;
    engine.faults.calm();
    for (let round = 0; round < 400; round++) {
      await engine.deliverAll();
      await engine.backfill();
      const swept = await engine.sweep();
      while ((await engine.drain())?.claimed) await engine.deliverAll();
      await engine.drainEffects();
      const busy =
        engine.tables.changes.size + engine.tables.effects.size + engine.waiting() > 0 ||
        isRunning(engine) ||
        swept?.marked !== 0;
      if (!busy && round > 2) return;
      engine.clock.advance(busy && round > 3 ? 200_000 : 20_000);
    }
    throw new Error(`never quiet: ${JSON.stringify([...engine.tables.changes.values()])}`);
  }

  async markAll(): Promise<void> {
    const { connection, shopify, hubspot, store } = this.engine;
    const mark =
      (side: "shopify" | "hubspot") =>
      (recordId: string): Mark => ({
        object: "customers",
        side,
        recordId,
        lane: "live",
      });
    const marks = [
      ...[...shopify.customers.keys()].map(mark("shopify")),
      ...[...hubspot.contacts.keys()].map(mark("hubspot")),
    ];
    await store.mark(connection, marks);
  }

  async states(): Promise<readonly RecordState[]> {
    return [...this.engine.tables.outcomes].map(({ shopifyId, hubspotId, status, reason }) => ({
      shopifyId,
      hubspotId,
      status,
      reason,
    }));
  }

  async writes(): Promise<WriteCounts> {
    return { ...this.engine.counts.records };
  }

  async created(): Promise<{ contacts: readonly string[]; customers: readonly string[] }> {
    const { shopify, hubspot } = this.engine;
    return { contacts: [...hubspot.createdByApp], customers: [...shopify.createdByApp] };
  }

  #start(what: Extract<Step, { kind: "work" }>["what"]): Promise<unknown> {
    if (what === "sweep") return this.engine.sweep();
    if (what === "backfill" || what === "drain_and_backfill") return this.engine.backfill();
    return what === "effects" ? this.engine.drainEffects() : this.engine.drain();
  }
}

function isRunning({ tables }: MemoryEngine): boolean {
  return [...tables.runs.values()].some(({ status }) => status === "running");
}

function unlessRefused<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof SyncError) return null;
    throw error;
  }
}
