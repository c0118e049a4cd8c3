import { drainChanges } from "#app/services/drain-changes.ts";
import { drainEffects } from "#app/services/drain-effects.ts";
import { runBackfill } from "#app/services/run-backfill.ts";
import { sweepChanges } from "#app/services/sweep-changes.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { latestRun, startRun } from "#app/store/runs.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { Mark, ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, Side, SideRecord, Value, Values } from "#app/sync/record.ts";
import type {
  DeliveryPlan,
  RecordState,
  ScenarioWorld,
  Step,
  Work,
  WriteCounts,
} from "#tests/support/scenario-world.ts";
import { PORTAL } from "../adapters/open-adapters.ts";
import { deliverWebhooks } from "./deliver-webhooks.ts";
import type { HttpStage } from "./http-stage.ts";
import { running } from "./intercept-requests.ts";
import { Marketer, Merchant } from "./people.ts";
import { Turns } from "./product-process.ts";
import { contactsOf, customersOf } from "./stand-in-records.ts";

const object = "customers";
// HubSpot's events of a moment travel together; what people do comes in moments of its own.
const MOMENT_MS = 60;

/** Work of two processes at once. */
const together = { two_drains: ["drain", "drain"], drain_and_backfill: ["backfill", "drain"] } as const;

type Job = Exclude<Work, keyof typeof together>;
type OpenedProcess = ReturnType<HttpStage["openProcess"]>;

/** Scenarios played on the product with a real database, and with both vendors' stand-ins over HTTP. */
export class HttpScenarioWorld implements ScenarioWorld {
  readonly #stage: HttpStage;
  readonly #connection: Connection;
  readonly #merchant: Merchant;
  readonly #marketer: Marketer;
  readonly #receivers: ReturnType<HttpStage["receivers"]>;
  readonly #counts = { shopify: 0, hubspot: 0 };
  /** records that people made */
  readonly #made: Record<Side, Set<string>> = { shopify: new Set(), hubspot: new Set() };

  private constructor(stage: HttpStage, connection: Connection) {
    const { shop, hubspotStandIn } = stage.adapters;
    this.#stage = stage;
    this.#connection = connection;
    this.#merchant = new Merchant(shop);
    this.#marketer = new Marketer(hubspotStandIn.portal(PORTAL));
    this.#receivers = stage.receivers();
  }

  /** A world in which nothing has happened yet. The one before it ends. */
  static async begin(stage: HttpStage, settings: Partial<ObjectSettings>): Promise<HttpScenarioWorld> {
    return new HttpScenarioWorld(stage, await stage.begin(settings));
  }

  async createCustomer(values: Values): Promise<string | null> {
    return this.#act(() => this.#noteMade("shopify", this.#merchant.create(values)));
  }

  async editCustomer(id: string, field: string, value: Value): Promise<true | null> {
    return this.#act(() => this.#merchant.edit(id, field, value));
  }

  async deleteCustomer(id: string): Promise<void> {
    await this.#act(() => this.#merchant.delete(id));
  }

  async mergeCustomers(winner: string, loser: string): Promise<void> {
    await this.#act(() => this.#merchant.merge(winner, loser));
  }

  async createContact(values: Values): Promise<string | null> {
    return this.#act(() => this.#noteMade("hubspot", this.#marketer.create(values)));
  }

  async editContact(id: string, property: string, value: Value): Promise<true | null> {
    return this.#act(() => this.#marketer.edit(id, property, value));
  }

  async deleteContact(id: string): Promise<void> {
    await this.#act(() => this.#marketer.delete(id));
  }

  async restoreContact(id: string): Promise<void> {
    await this.#act(() => this.#marketer.restore(id));
  }

  async mergeContacts(primary: string, other: string, newId: boolean): Promise<void> {
    await this.#act(() => this.#noteMade("hubspot", this.#marketer.merge(primary, other, newId)));
  }

  async optOut(id: string, value: boolean): Promise<void> {
    await this.#act(() => this.#marketer.optOut(id, value));
  }

  async customers(): Promise<readonly SideRecord[]> {
    return customersOf(this.#stage.adapters.shop);
  }

  async contacts(): Promise<readonly SideRecord[]> {
    return contactsOf(this.#stage.adapters.hubspotStandIn.portal(PORTAL));
  }

  async deletedContacts(): Promise<readonly string[]> {
    return this.#marketer.deleted();
  }

  async deliver(plan: DeliveryPlan): Promise<void> {
    await deliverWebhooks(this.#stage, this.#receivers, plan);
  }

  async advance(ms: number): Promise<void> {
    await this.#stage.advance(ms);
  }

  async work(step: Extract<Step, { kind: "work" }>, meanwhile: () => Promise<void>): Promise<void> {
    const turns = new Turns(step.faults, step.records, step.after, meanwhile);
    const { what } = step;
    const jobs: readonly Job[] = what === "two_drains" || what === "drain_and_backfill" ? together[what] : [what];
    await Promise.all(jobs.map((job) => this.#run(job, this.#stage.openProcess(turns, this.#counts))));
    await turns.meet();
    this.#stage.calm();
  }

  async startBackfill(): Promise<void> {
    const { db } = this.#stage.adapters;
    const settings = await objectSettings(db, this.#connection, object);
    await startRun(db, this.#connection, object, settings?.version ?? 1);
  }

  async quiesce(): Promise<void> {
    this.#stage.calm();
    const worker = this.#stage.openProcess(new Turns(), this.#counts);
    let quiet = 0;
    for (let round = 0; round < 400; round++) {
      await this.deliver({ lost: [], twice: [], reversed: false });
      if ((await this.#pending()).runs > 0) await this.#run("backfill", worker);
      const swept = (await this.#run("sweep", worker)) as { marked: number } | null;
      if ((await this.#pending()).changes > 0) await this.#run("drain", worker);
      if ((await this.#pending()).effects > 0) await this.#run("effects", worker);
      await this.#stage.catchWebhooks();
      const { runs, changes, effects } = await this.#pending();
      const busy = swept?.marked !== 0 || runs + changes + effects + this.#stage.webhooks.waiting() > 0;
      quiet = busy ? 0 : quiet + 1;
      // Twice, with more time between than search lags behind.
      if (quiet === 2) return;
      await this.#stage.advance(busy && round > 3 ? 200_000 : 20_000);
    }
    throw new Error(`never quiet: ${await this.#describePending()}`);
  }

  async markAll(): Promise<void> {
    const { db, clock } = this.#stage.adapters;
    const mark =
      (side: Side) =>
      ({ id: recordId }: SideRecord): Mark => ({ object, side, recordId, lane: "live" });
    const marks = [...(await this.customers()).map(mark("shopify")), ...(await this.contacts()).map(mark("hubspot"))];
    await createEngineStore(db, null, { testClock: clock }).mark(this.#connection, marks);
  }

  async states(): Promise<readonly RecordState[]> {
    const rows = await inShop(this.#stage.adapters.db, this.#connection.shop, (tx) =>
      tx.outcome.findMany({
        where: { connectionId: this.#connection.id },
        select: { shopifyId: true, hubspotId: true, status: true, reason: true },
      }),
    );
    return rows as RecordState[];
  }

  async writes(): Promise<WriteCounts> {
    return { ...this.#counts };
  }

  async created(): Promise<{ contacts: readonly string[]; customers: readonly string[] }> {
    const byProduct = (side: Side, records: readonly SideRecord[]) =>
      records.map(({ id }) => id).filter((id) => !this.#made[side].has(id));
    return {
      contacts: byProduct("hubspot", await this.contacts()),
      customers: byProduct("shopify", await this.customers()),
    };
  }

  /** A person's act, in a moment of its own. */
  async #act<T>(act: () => T): Promise<T> {
    const result = act();
    await this.#stage.advance(MOMENT_MS);
    return result;
  }

  #noteMade(side: Side, id: string | null): string | null {
    if (id !== null) this.#made[side].add(id);
    return id;
  }

  /** One job in a process. A job that died or failed for a while comes again later; whatever else is thrown goes on. */
  async #run(job: Job, { process, deps }: OpenedProcess): Promise<unknown> {
    const input = { connection: this.#connection, object } as const;
    const work = async () => {
      if (job === "sweep") return await sweepChanges(deps, input);
      if (job === "effects") return await drainEffects(deps, input);
      if (job === "drain") return await drainChanges(deps, { ...input, lane: "any" });
      const run = await latestRun(this.#stage.adapters.db, this.#connection, object);
      return run?.status === "running" ? await runBackfill(deps, { ...input, runId: run.id }) : null;
    };
    try {
      return await running.run(process, work);
    } catch (error) {
      const passes = error instanceof SyncError && error.kind === "transient";
      if (passes || process.dead) return null;
      throw error;
    }
  }

  /** How much there is left to do. One look past the product, for it is taken often. */
  async #pending(): Promise<{ runs: number; changes: number; effects: number }> {
    const { id } = this.#connection;
    const [row] = await this.#stage.adapters.db.$queryRaw<[{ runs: number; changes: number; effects: number }]>`
      select (select count(*)::int from backfill_run where connection_id = ${id}::uuid and status = 'running') as runs,
        (select count(*)::int from pending_change where connection_id = ${id}::uuid) as changes,
        (select count(*)::int from pending_effect where connection_id = ${id}::uuid) as effects`;
    return row;
  }

  async #describePending(): Promise<string> {
    const rows = await inShop(this.#stage.adapters.db, this.#connection.shop, async (tx) => [
      ...(await tx.pendingChange.findMany()),
      ...(await tx.pendingEffect.findMany()),
      ...(await tx.backfillRun.findMany()),
    ]);
    return JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  }
}
