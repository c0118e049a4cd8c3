import { expect, test } from "vitest";
import type { Job } from "#app/jobs/queue-names.ts";
import { changeRun } from "#app/services/change-run.ts";
import { readProgress } from "#app/services/read-progress.ts";
import { listActivity } from "#app/store/activity.server.ts";
import { createRunStore, latestRun, startRun } from "#app/store/runs.server.ts";
import { findDueJobs } from "#app/store/schedule.server.ts";
import { markFirstSyncDone } from "#app/store/settings.server.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
const userId = "901";

async function startOne(kind: "backfill" | "audit" = "backfill") {
  const connection = await connectShop(database.db);
  const run = await startRun(database.db, connection, "customers", 1, kind);
  const jobs: Job[] = [];
  const boss = {
    ensureQueues: async () => undefined,
    enqueue: async (_tx: unknown, added: readonly Job[]) => void jobs.push(...added),
  };
  const change = (what: "pause" | "resume" | "cancel", runId = run.id, shop = connection.shop) =>
    changeRun({ db: database.db, boss }, { shop, userId, runId, change: what });
  return { connection, run, jobs, change, runs: createRunStore(database.db) };
}

const dueFor = async (connectionId: string) =>
  (await findDueJobs(database.db)).filter((job) => job.connectionId === connectionId && job.kind === "run-backfill");

test.each(["backfill", "audit"] as const)(
  "a paused %s takes the lease from who works on it, and keeps its place",
  async (kind) => {
    const { connection, run, change, runs } = await startOne(kind);
    const worker = await runs.claim(connection, run.id, 60_000);
    const leaseId = worker?.leaseId ?? "";
    await runs.save(connection, run.id, leaseId, { phase: "read_bulk", checkpoint: { byteOffset: 700 }, processed: 7 });

    expect(await change("pause")).toBe("run_paused");

    expect(await runs.renew(connection, run.id, leaseId, 60_000)).toBe(false);
    expect(await runs.save(connection, run.id, leaseId, { checkpoint: { byteOffset: 900 } })).toBe(false);
    expect(await runs.claim(connection, run.id, 60_000)).toBeNull();
    expect(await dueFor(connection.id)).toEqual([]);
    const { objects } = await readProgress(database, connection.shop);
    expect(objects["customers"]?.run).toMatchObject({ status: "running", processed: 7, pausedAt: expect.any(String) });
  },
);

test("resumed after its worker has died, it is due at once and goes on from where it was", async () => {
  const { connection, run, change, runs, jobs } = await startOne();
  const dead = await runs.claim(connection, run.id, 60_000);
  await runs.save(connection, run.id, dead?.leaseId ?? "", { phase: "read_bulk", checkpoint: { byteOffset: 700 } });
  await change("pause");

  expect(await change("resume")).toBe("run_resumed");

  expect(jobs).toEqual([expect.objectContaining({ kind: "run-backfill", runId: run.id, object: "customers" })]);
  expect(await dueFor(connection.id)).toHaveLength(1);
  const next = await runs.claim(connection, run.id, 60_000);
  expect(next?.run).toMatchObject({ phase: "read_bulk", checkpoint: { byteOffset: 700 } });
});

test("a cancelled run ends, paused or not, and each step is told with who did it", async () => {
  const { connection, run, change } = await startOne("audit");
  await change("pause");

  const answers = [await change("cancel"), await change("cancel"), await change("pause"), await change("resume")];

  expect(answers).toEqual(["run_cancelled", "gone", "gone", "gone"]);
  expect(await latestRun(database.db, connection, "customers")).toMatchObject({ id: run.id, status: "cancelled" });
  const told = await listActivity(database.db, connection.shop);
  expect(told.map(({ kind, actor, details }) => [kind, actor, details])).toEqual([
    ["run.cancelled", userId, { object: "customers", runKind: "audit", processed: 0 }],
    ["run.paused", userId, { object: "customers", runKind: "audit", processed: 0 }],
  ]);
});

test("nobody changes another shop's run, nor one that is none", async () => {
  const { change, run } = await startOne();
  const other = await connectShop(database.db);

  expect(await change("pause", run.id, other.shop)).toBe("gone");
  expect(await change("pause", "not-an-id")).toBe("gone");
  expect(await change("pause", run.id, "nobody.myshopify.com")).toBe("not_connected");
});

test("while a run is paused nothing waits for it: sweeps of its object go on, and first syncs of others begin", async () => {
  const { connection, run, change, runs } = await startOne();
  expect(await runs.isFirstSyncRunning(connection, ["customers"])).toBe(true);

  await change("pause");

  expect(await runs.isFirstSyncRunning(connection, ["customers"])).toBe(false);
  await markFirstSyncDone(database.db, connection, "customers", new Date());
  expect(await runs.sweepState(connection, "customers")).toMatchObject({ backfilling: false });
  expect((await latestRun(database.db, connection, "customers"))?.id).toBe(run.id);
});
