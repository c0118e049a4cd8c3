import { afterEach, expect, test } from "vitest";
import type { Boss } from "#app/jobs/boss.server.ts";
import { openBoss } from "#app/jobs/boss.server.ts";
import type { Job, JobHandlers } from "#app/jobs/queue-names.ts";
import type { Worker, WorkerOptions } from "#app/jobs/run-worker.ts";
import { workQueues } from "#app/jobs/run-worker.ts";
import { activeConnection, closeConnection } from "#app/store/connections.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { startRun } from "#app/store/runs.server.ts";
import { markFirstSyncDone, saveObjectSettings } from "#app/store/settings.server.ts";
import type { Connection } from "#app/sync/record.ts";
import { settlement, shopifyMark } from "#tests/contract/engine-store-fixture.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";
import { until } from "#tests/support/until.ts";

const database = withDatabase({ max: 20 });
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const opened: { workers: Worker[]; bosses: Boss[] } = { workers: [], bosses: [] };

afterEach(async () => {
  for (const worker of opened.workers.splice(0)) await worker.stop();
  for (const boss of opened.bosses.splice(0)) await boss.stop();
});

async function openQueue(work: boolean): Promise<Boss> {
  const boss = await openBoss(database.url, { work });
  opened.bosses.push(boss);
  return boss;
}

interface Drained {
  recordId: string;
  atMs: number;
}

async function startWorker(handlers: Partial<JobHandlers>, options: Partial<WorkerOptions> = {}): Promise<Worker> {
  const boss = await openQueue(true);
  const nothing = async () => ({ more: false });
  const all: JobHandlers = {
    "drain-changes": nothing,
    "run-backfill": nothing,
    "drain-effects": nothing,
    "write-associations": nothing,
    "sweep-changes": nothing,
    "run-review": nothing,
    ...handlers,
  };
  const worker = await workQueues({ db: database.db, boss, log: quiet }, { concurrency: 8, ...options, handlers: all });
  opened.workers.push(worker);
  return worker;
}

/** Drains the shop as the engine does: claims, settles, and tells when a mark was claimed. */
function draining(store: ReturnType<typeof createEngineStore>, claimed: Drained[], only?: Connection) {
  return async ({ connectionId: id, shop, portalId, lane }: Job) => {
    if (only && only.id !== id) return { more: false };
    const connection = { id, shop, portalId };
    const claim = await store.claim(connection, "customers", lane, 100, 60_000);
    if (claim.changes.length === 0) return { more: false };
    for (const { recordId } of claim.changes) claimed.push({ recordId, atMs: Date.now() });
    await store.settle(connection, "customers", claim.leaseId, [settlement({ changes: claim.changes })]);
    return { more: true };
  };
}

// A worker that nobody wakes looks into its queue every 15 seconds: two of them take 150 seconds for as many marks, one after another.
test("a live mark wakes the worker, which neither has to look into its queue nor needs the tick", {
  timeout: 100_000,
}, async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, await openQueue(false));
  const claimed: Drained[] = [];
  await startWorker({ "drain-changes": draining(store, claimed) }, { tickEveryMs: 3_600_000 });

  for (let record = 1; record <= 20; record++) {
    await store.mark(connection, [shopifyMark(String(record))]);
    await until("the mark is claimed", () => claimed.length === record, 60_000);
  }

  expect(claimed.map(({ recordId }) => Number(recordId))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test("a portal that is connected later is served, one that is disconnected no more", async () => {
  const store = createEngineStore(database.db, await openQueue(false));
  const claimed: Drained[] = [];
  await startWorker({ "drain-changes": draining(store, claimed) });

  const connection = await connectShop(database.db);
  await store.mark(connection, [shopifyMark("1")]);
  await until("the new portal's mark is claimed", () => claimed.length === 1, 30_000);
  await closeConnection(database.db, connection.shop);
  await store.mark(connection, [shopifyMark("2")]);
  const other = await connectShop(database.db);
  await store.mark(other, [shopifyMark("3")]);
  await until("the other portal's mark is claimed", () => claimed.length === 2, 30_000);

  expect(claimed.map(({ recordId }) => recordId)).toEqual(["1", "3"]);
});

test("a change that is to be tried later is drained when its time has come, without another mark", async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, await openQueue(false));
  const claimed: Drained[] = [];
  const dueAt = new Date(Date.now() + 1500);
  await store.mark(connection, [shopifyMark("1", { dueAt: dueAt.toISOString() })]);

  await startWorker({ "drain-changes": draining(store, claimed) });
  await until("the change is drained", () => claimed.length === 1, 30_000);

  expect(claimed[0]?.atMs).toBeGreaterThanOrEqual(dueAt.getTime());
});

test("a backlog of a thousand marks from many requests is drained by far fewer batches", async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, await openQueue(false));
  for (let request = 0; request < 50; request++) {
    await store.mark(
      connection,
      Array.from({ length: 20 }, (_, index) => shopifyMark(`${request}-${index}`)),
    );
  }

  const claimed: Drained[] = [];
  let runs = 0;
  const drain = draining(store, claimed);
  await startWorker({
    "drain-changes": async (job) => {
      runs += 1;
      return await drain(job);
    },
  });
  await until("all are drained", () => claimed.length === 1000, 60_000);

  expect(new Set(claimed.map(({ recordId }) => recordId)).size).toBe(1000);
  expect(runs).toBeLessThan(50);
});

test("stopping waits for the batch in hand and takes no other", async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, await openQueue(false));
  const events: string[] = [];
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const worker = await startWorker({
    "drain-changes": async () => {
      events.push("begun");
      await held;
      events.push("finished");
      return { more: false };
    },
  });
  await store.mark(connection, [shopifyMark("1")]);
  await until("the batch has begun", () => events.length === 1);

  const stopped = worker.stop().then(() => events.push("stopped"));
  finish();
  await stopped;
  await store.mark(connection, [shopifyMark("2")]);

  expect(events).toEqual(["begun", "finished", "stopped"]);
});

test("two workers share the work and no record is drained by both", async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, await openQueue(false));
  const claimed: Drained[] = [];
  await startWorker({ "drain-changes": draining(store, claimed, connection) });
  await startWorker({ "drain-changes": draining(store, claimed, connection) });

  await Promise.all(
    Array.from({ length: 40 }, (_, request) =>
      store.mark(
        connection,
        Array.from({ length: 25 }, (_, index) => shopifyMark(`${request}-${index}`)),
      ),
    ),
  );
  await until("all are drained", () => claimed.length >= 1000, 60_000);

  expect(claimed).toHaveLength(1000);
  expect(new Set(claimed.map(({ recordId }) => recordId)).size).toBe(1000);
});

test("a run is taken up, and its next slice after others had their turn", async () => {
  const first = await connectShop(database.db);
  const second = await connectShop(database.db, { portalId: first.portalId });
  const runs = [
    await startRun(database.db, first, "customers", 1),
    await startRun(database.db, second, "customers", 1),
  ];
  const slices: string[] = [];

  await startWorker({
    "run-backfill": async ({ shop, runId }) => {
      if (!runs.some(({ id }) => id === runId)) return { more: false };
      slices.push(shop);
      return { more: slices.length < 8 };
    },
  });
  await until("both had several slices", () => slices.length >= 8, 30_000);

  const turns = slices.slice(0, 8).filter((shop) => shop === first.shop).length;
  expect(turns).toBeGreaterThanOrEqual(3);
  expect(turns).toBeLessThanOrEqual(5);
});

test("a sweep is sent for an object whose first sync is done, once a period and not while it is off", async () => {
  const [swept, off] = [await connectShop(database.db), await connectShop(database.db)];
  for (const { shop } of [swept, off]) await markFirstSync(shop);
  await saveObjectSettings(database.db, off, "customers", { enabled: false });
  const sweeps: string[] = [];

  await startWorker({
    "sweep-changes": async ({ connectionId }) => {
      sweeps.push(connectionId);
      return { more: false };
    },
  });
  await until("the sweep has run", () => sweeps.includes(swept.id), 30_000);
  const connection = await connectShop(database.db);
  await markFirstSync(connection.shop);
  await until("another tick has run", () => sweeps.includes(connection.id), 30_000);

  expect(sweeps.filter((id) => id === swept.id)).toHaveLength(1);
  expect(sweeps).not.toContain(off.id);
});

async function markFirstSync(shop: string): Promise<void> {
  const connection = await activeConnection(database.db, shop);
  if (!connection) throw new Error("The shop is not connected.");
  await markFirstSyncDone(database.db, connection, "customers", new Date());
}
