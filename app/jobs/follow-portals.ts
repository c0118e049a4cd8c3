import type { Db } from "#app/store/db.server.ts";
import { findPortalsToServe } from "#app/store/schedule.server.ts";
import type { Lane } from "#app/sync/record.ts";
import type { Boss } from "./boss.server.ts";
import type { Job } from "./queue-names.ts";
import { queueName } from "./queue-names.ts";
import type { FetchedJob } from "./work-batch.ts";
import { workBatch } from "./work-batch.ts";

const lanes: readonly Lane[] = ["live", "bulk"];

/** The queues that a worker listens to: two for each portal with an active connection. */
export interface PortalQueues {
  /** Listens to queues of new portals and leaves those of portals that are gone. */
  follow(): Promise<void>;
  portals(): readonly string[];
}

export function createPortalQueues(
  { db, boss }: { readonly db: Db; readonly boss: Boss },
  run: (job: Job) => Promise<void>,
): PortalQueues {
  const served = new Set<string>();
  return {
    portals: () => [...served],
    async follow() {
      const wanted = new Set(await findPortalsToServe(db));
      for (const portalId of wanted) {
        if (served.has(portalId)) continue;
        await boss.ensureQueues(portalId);
        for (const lane of lanes) await listen(boss, queueName({ lane, portalId }), lane, run);
        served.add(portalId);
      }
      for (const portalId of served) {
        if (wanted.has(portalId)) continue;
        for (const lane of lanes) await boss.engine.offWork(queueName({ lane, portalId }), { wait: false });
        served.delete(portalId);
      }
    },
  };
}

async function listen(boss: Boss, queue: string, lane: Lane, run: (job: Job) => Promise<void>): Promise<void> {
  const options = {
    // With one job a fetch, a woken worker would take one and wait again (measured: 3 jobs a second).
    batchSize: 50,
    burstWhenBatchFull: true,
    perJobResults: true,
    // A change that comes while a batch is under way must not wait for its end.
    localConcurrency: lane === "live" ? 2 : 1,
    pollingIntervalSeconds: 1,
    // A safety net only: notifications wake at once, and the tick finds what was left.
    notifyPollingIntervalSeconds: 15,
  } as const;
  await boss.engine.work(queue, options, async (jobs: FetchedJob[]) => await workBatch(jobs, run));
}
