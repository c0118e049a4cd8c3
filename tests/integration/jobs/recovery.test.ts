import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { openBoss } from "#app/jobs/boss.server.ts";
import { workQueues } from "#app/jobs/run-worker.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { createRunStore, startRun } from "#app/store/runs.server.ts";
import { settlement, shopifyMark } from "#tests/contract/engine-store-fixture.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";
import { until } from "#tests/support/until.ts";

const database = withDatabase({ max: 12 });
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const nothing = async () => ({ more: false });

/** The stuck worker of another process: what it has claimed, and its end. */
function startStuckWorker() {
  const child = spawn(process.execPath, ["tests/integration/jobs/stuck-worker.ts", database.url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const claimed: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => claimed.push(line));
  return { claimed, kill: () => child.kill("SIGKILL") };
}

test("what a killed worker had in hand is done by another long before its leases would end, and not a moment while it lives", async () => {
  const connection = await connectShop(database.db);
  const boss = await openBoss(database.url, { work: true });
  const store = createEngineStore(database.db, boss);
  const runs = createRunStore(database.db);
  const stuck = startStuckWorker();
  const run = await startRun(database.db, connection, "customers", 1);
  await store.mark(connection, [shopifyMark("1"), shopifyMark("2")]);
  await until("the stuck worker has everything", () => stuck.claimed.length === 3, 20_000);

  const done: string[] = [];
  const worker = await workQueues(
    { db: database.db, boss, log: quiet },
    {
      concurrency: 4,
      handlers: {
        "drain-changes": async ({ lane }) => {
          const { leaseId, changes } = await store.claim(connection, "customers", lane, 100, 60_000);
          for (const { recordId } of changes) done.push(recordId);
          await store.settle(connection, "customers", leaseId, [settlement({ changes })]);
          return { more: false };
        },
        "run-backfill": async ({ runId = "" }) => {
          const claimed = await runs.claim(connection, runId, 60_000);
          if (!claimed) return { more: false };
          done.push(runId);
          await runs.finish(connection, runId, claimed.leaseId, new Date().toISOString());
          return { more: false };
        },
        "drain-effects": nothing,
        "write-associations": nothing,
        "sweep-changes": nothing,
        "run-review": nothing,
      },
    },
  );
  try {
    // Longer than a lease is at first: the living worker has prolonged its own.
    const watchedUntil = performance.now() + 13_000;
    await until("the leases would have ended", () => performance.now() > watchedUntil || done.length > 0, 20_000);
    const stolen = done.length;
    stuck.kill();
    // Sooner than the leases would end that were asked for.
    await until("everything is done", () => done.length === 3, 45_000);

    expect(stolen).toBe(0);
    expect([...done].sort()).toEqual(["1", "2", run.id].sort());
  } finally {
    stuck.kill();
    await worker.stop();
    await boss.stop();
  }
});
