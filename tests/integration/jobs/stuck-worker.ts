import { openBoss } from "#app/jobs/boss.server.ts";
import { workQueues } from "#app/jobs/run-worker.ts";
import { openDb } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { createRunStore } from "#app/store/runs.server.ts";

// A worker that claims what it gets, tells so, and never finishes: to be killed in the middle of its work.
const url = process.argv[2] ?? "";
const db = openDb(url);
const boss = await openBoss(url, { work: true });
const store = createEngineStore(db, boss);
const runs = createRunStore(db);
const forEver = () => new Promise<never>(() => undefined);
const nothing = async () => ({ more: false });
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

await workQueues(
  { db, boss, log },
  {
    concurrency: 8,
    handlers: {
      "drain-changes": async ({ connectionId: id, shop, portalId, lane }) => {
        const { changes } = await store.claim({ id, shop, portalId }, "customers", lane, 100, 120_000);
        for (const { recordId } of changes) console.log(recordId);
        return changes.length > 0 ? await forEver() : { more: false };
      },
      "run-backfill": async ({ connectionId: id, shop, portalId, runId = "" }) => {
        const claimed = await runs.claim({ id, shop, portalId }, runId, 120_000);
        if (!claimed) return { more: false };
        console.log(runId);
        return await forEver();
      },
      "drain-effects": nothing,
      "write-associations": nothing,
      "sweep-changes": nothing,
      "run-review": nothing,
    },
  },
);
