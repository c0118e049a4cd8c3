import { drainChanges } from "#app/services/drain-changes.ts";
import { drainEffects } from "#app/services/drain-effects.ts";
import { runBackfill } from "#app/services/run-backfill.ts";
import { sweepChanges } from "#app/services/sweep-changes.ts";
import { writeAssociations } from "#app/services/write-associations.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { latestRun, startRun } from "#app/store/runs.server.ts";
import { SyncError } from "#app/sync/errors.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { Connection, MainObjectKey, ObjectKey, Side, SideRecord, Value } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { isInPortal } from "#tests/support/memory/memory-marketer.ts";
import type { AllSettings } from "#tests/support/memory/memory-trade-world.ts";
import type { DeliveryPlan, RecordState, WriteCounts } from "#tests/support/scenario-world.ts";
import { withStageName, withStageWord } from "#tests/support/trade/stage-words.ts";
import type { Act, TradeWorld, WorkStep } from "#tests/support/trade/trade-world.ts";
import { PORTAL } from "../adapters/open-adapters.ts";
import { deliverWebhooks } from "./deliver-webhooks.ts";
import type { HttpStage } from "./http-stage.ts";
import { running } from "./intercept-requests.ts";
import { Turns } from "./product-process.ts";
import { actInShop, actInStandInPortal } from "./trading-people.ts";

const MOMENT_MS = 60;

type Job = "drain" | "sweep" | "backfill" | "associate" | "effects";
type OpenedProcess = ReturnType<HttpStage["openProcess"]>;

/** Histories of all objects together, with a real database, and with both vendors' stand-ins over HTTP. */
export class HttpTradeWorld implements TradeWorld {
  readonly #stage: HttpStage;
  readonly #connection: Connection;
  readonly #receivers: ReturnType<HttpStage["receivers"]>;
  readonly #counts = { shopify: 0, hubspot: 0 };

  private constructor(stage: HttpStage, connection: Connection) {
    this.#stage = stage;
    this.#connection = connection;
    this.#receivers = stage.receivers();
  }

  /** A world in which nothing has happened yet. The one before it ends. */
  static async begin(stage: HttpStage, settings: AllSettings): Promise<HttpTradeWorld> {
    const connection = await stage.begin(settings.customers ?? {});
    for (const object of mainObjectKeys)
      if (object !== "customers") await stage.setUp(connection, object, settings[object] ?? {});
    return new HttpTradeWorld(stage, connection);
  }

  async act(act: Act): Promise<boolean> {
    const done = isInPortal(act.act)
      ? actInStandInPortal(this.#portal, act)
      : actInShop(this.#stage.adapters.shop, act);
    await this.#stage.advance(MOMENT_MS);
    return done;
  }

  async addresses(side: Side): Promise<ReadonlyMap<string, Value>> {
    if (side === "hubspot")
      return new Map((await this.records(side, "customers")).map(({ id, values }) => [id, values.email ?? null]));
    const customers = [...this.#stage.adapters.shop.customers.list()];
    return new Map(customers.map(({ id, email }) => [String(id), email]));
  }

  async ids(side: Side, object: ObjectKey): Promise<readonly string[]> {
    if (side === "hubspot") return (await this.records(side, object)).map(({ id }) => id);
    const { customers, companies, products, orders, checkouts } = this.#stage.adapters.shop;
    if (object === "products") return products.list().flatMap(({ variants }) => variants.map(({ id }) => String(id)));
    const lists = { customers, companies, orders, carts: { list: checkouts.listAbandoned } } as const;
    return [...lists[object as keyof typeof lists].list()].map(({ id }) => String(id));
  }

  /** Shopify's as a process that nobody harms reads them: what they mean is held by the adapter's own tests. */
  async records(side: Side, object: ObjectKey): Promise<readonly SideRecord[]> {
    if (side === "hubspot") {
      const { objectTypeId } = syncObject(object).hubspot;
      const records = [...this.#portal.space(objectTypeId).records.list()].map((record): SideRecord => {
        const entries = [...record.values].map(([name, value]): [string, Value] => [name, value === "" ? null : value]);
        const modifiedAt = new Date(record.updatedAt).toISOString();
        return { side, id: record.id, modifiedAt, values: Object.fromEntries(entries) };
      });
      return object === "orders" ? records.map(withStageName) : records;
    }
    const ids = await this.ids(side, object);
    if (ids.length === 0) return [];
    const port = this.#stage.openVendors().vendors.records(this.#connection, object, side, "live");
    const found = [...(await port.read(ids)).values()].flatMap((result) => ("record" in result ? [result.record] : []));
    return object === "orders" ? found.map(withStageWord) : found;
  }

  async associated(from: ObjectKey, fromId: string, to: ObjectKey): Promise<readonly string[]> {
    const end = { typeId: syncObject(from).hubspot.objectTypeId, id: fromId };
    const typeId = syncObject(to).hubspot.objectTypeId;
    const { records } = this.#portal.space(typeId);
    return [...this.#portal.associations.of(end, typeId).keys()].filter((id) => records.find(id) !== undefined);
  }

  async deliver(plan: DeliveryPlan): Promise<void> {
    await deliverWebhooks(this.#stage, this.#receivers, plan);
  }

  async advance(ms: number): Promise<void> {
    await this.#stage.advance(ms);
  }

  async work(step: WorkStep, meanwhile: () => Promise<void>): Promise<void> {
    const turns = new Turns(step.faults, step.records, step.after, meanwhile);
    const jobs: readonly Job[] =
      step.what === "two_drains"
        ? ["drain", "drain"]
        : step.what === "drain_and_backfill"
          ? ["backfill", "drain"]
          : [step.what];
    await Promise.all(jobs.map((job) => this.#run(job, step.object, this.#stage.openProcess(turns, this.#counts))));
    await turns.meet();
    this.#stage.calm();
  }

  async startBackfills(): Promise<void> {
    for (const object of mainObjectKeys) await startRun(this.#stage.adapters.db, this.#connection, object, 1);
  }

  async startAudits(): Promise<void> {
    for (const object of ["orders", "carts"] as const)
      await startRun(this.#stage.adapters.db, this.#connection, object, 1, "audit");
  }

  async quiesce(): Promise<void> {
    this.#stage.calm();
    const worker = this.#stage.openProcess(new Turns(), this.#counts);
    let quiet = 0;
    for (let round = 0; round < 400; round++) {
      await this.deliver({ lost: [], twice: [], reversed: false });
      let marked = 0;
      await this.#finishRuns(worker);
      for (const object of mainObjectKeys)
        marked += ((await this.#run("sweep", object, worker)) as { marked: number } | null)?.marked ?? 0;
      for (const object of await this.#waiting("changes")) await this.#run("drain", object, worker);
      await this.#run("effects", "customers", worker);
      await this.#run("associate", "orders", worker);
      await this.#stage.catchWebhooks();
      const busy = marked > 0 || (await this.#isBusy()) || this.#stage.webhooks.waiting() > 0;
      quiet = busy ? 0 : quiet + 1;
      // Twice, with more time between than search lags behind.
      if (quiet === 2) return;
      await this.#stage.advance(busy && round > 3 ? 200_000 : 20_000);
    }
    throw new Error(`never quiet: ${JSON.stringify([await this.#waiting("runs"), await this.#waiting("changes")])}`);
  }

  /** First syncs and audits wait for each other, and for Shopify's files: a second at a time, and no sweep in between. */
  async #finishRuns(worker: OpenedProcess): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      const waiting = await this.#waiting("runs");
      if (waiting.length === 0) return;
      for (const object of waiting) await this.#run("backfill", object, worker);
      await this.#stage.advance(1_100);
    }
  }

  async markAll(): Promise<void> {
    const { db, clock } = this.#stage.adapters;
    const store = createEngineStore(db, null, { testClock: clock });
    for (const object of mainObjectKeys)
      for (const side of ["shopify", "hubspot"] as const) {
        const ids = await this.ids(side, object);
        await store.mark(
          this.#connection,
          ids.map((recordId) => ({ object, side, recordId, lane: "live" })),
        );
      }
  }

  async states(object: MainObjectKey): Promise<readonly RecordState[]> {
    const rows = await inShop(this.#stage.adapters.db, this.#connection.shop, (tx) =>
      tx.outcome.findMany({
        where: { connectionId: this.#connection.id, object },
        select: { shopifyId: true, hubspotId: true, status: true, reason: true },
      }),
    );
    return rows as RecordState[];
  }

  async writes(): Promise<WriteCounts> {
    return { ...this.#counts };
  }

  get #portal() {
    return this.#stage.adapters.hubspotStandIn.portal(PORTAL);
  }

  /** One job in a process. A job that died or failed for a while comes again later; whatever else is thrown goes on. */
  async #run(job: Job, object: MainObjectKey, { process, deps }: OpenedProcess): Promise<unknown> {
    const connection = this.#connection;
    const input = { connection, object } as const;
    const work = async () => {
      if (job === "sweep") return await sweepChanges(deps, input);
      if (job === "effects") return await drainEffects(deps, input);
      if (job === "associate") return await writeAssociations(deps, { connection, lane: "live" });
      if (job === "drain") return await drainChanges(deps, { ...input, lane: "any" });
      const run = await latestRun(this.#stage.adapters.db, connection, object);
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

  /** Objects that have a run, or a change, to be worked on. */
  async #waiting(what: "runs" | "changes"): Promise<readonly MainObjectKey[]> {
    const { db } = this.#stage.adapters;
    const { id } = this.#connection;
    const rows =
      what === "runs"
        ? await db.$queryRaw<{ object: MainObjectKey }[]>`
            select distinct object from backfill_run where connection_id = ${id}::uuid and status = 'running'`
        : await db.$queryRaw<{ object: MainObjectKey }[]>`
            select distinct object from pending_change where connection_id = ${id}::uuid`;
    const waiting = rows.map(({ object }) => object);
    return mainObjectKeys.filter((object) => waiting.includes(object));
  }

  /** One look past the product, for it is taken often. */
  async #isBusy(): Promise<boolean> {
    const { id } = this.#connection;
    const [row] = await this.#stage.adapters.db.$queryRaw<[{ busy: boolean }]>`
      select exists (select 1 from backfill_run where connection_id = ${id}::uuid and status = 'running')
        or exists (select 1 from pending_change where connection_id = ${id}::uuid)
        or exists (select 1 from pending_effect where connection_id = ${id}::uuid)
        or exists (select 1 from record_association where connection_id = ${id}::uuid and (due_at is not null or lease_id is not null))
        as busy`;
    return row.busy;
  }
}
