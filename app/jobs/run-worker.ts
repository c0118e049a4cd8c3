import { randomUUID } from "node:crypto";
import type { Log } from "#app/lib/log.ts";
import type { Db } from "#app/store/db.server.ts";
import { inShop } from "#app/store/db.server.ts";
import type { Boss } from "./boss.server.ts";
import type { CatalogueDeps } from "./catalogue.ts";
import { createHandlers } from "./catalogue.ts";
import { createPortalQueues } from "./follow-portals.ts";
import type { Job, JobHandlers } from "./queue-names.ts";
import { createSlots } from "./slots.ts";
import type { TickOptions } from "./tick.ts";
import { tick } from "./tick.ts";
import type { TellingDeps } from "./work-notifications.ts";
import { workNotifications } from "./work-notifications.ts";

export interface QueueDeps {
  readonly db: Db;
  readonly boss: Boss;
  readonly log: Pick<Log, "debug" | "info" | "warn" | "error">;
  readonly metrics?: { readonly jobs: { inc(labels: { job: string; result: string }): void } };
}

export interface WorkerOptions extends TickOptions {
  /** jobs at once, over all queues */
  readonly concurrency: number;
  readonly tickEveryMs?: number;
}

export interface Worker {
  /** Takes no new job, finishes those in hand, and returns. */
  stop(): Promise<void>;
}

/**
 * Takes jobs of all portals until stopped: any number of processes may do so. Follows portals that come and go within a second, and does
 * the tick when it is this process's turn.
 */
export async function runWorker(
  deps: QueueDeps & CatalogueDeps & TellingDeps,
  options: WorkerOptions,
): Promise<Worker> {
  const { mailer } = deps;
  const telling = mailer && { notifyEveryMs: options.notifyEveryMs ?? 15_000 };
  const worker = await workQueues(deps, { ...options, ...telling, handlers: createHandlers(deps) });
  const notifications = mailer && (await workNotifications({ ...deps, mailer }));
  return {
    async stop() {
      await notifications?.stop();
      await worker.stop();
    },
  };
}

/** The same with the jobs' handlers given. */
export async function workQueues(
  deps: QueueDeps,
  options: WorkerOptions & { readonly handlers: JobHandlers },
): Promise<Worker> {
  const { concurrency, handlers, tickEveryMs = 1_000 } = options;
  const slots = createSlots(concurrency);
  const holder = randomUUID();
  let stopping = false;
  const queues = createPortalQueues(deps, async (job) => {
    await slots.run(job.lane, async () => {
      // It goes back to the queue for the workers that stay.
      if (stopping) throw new Error("stopping");
      await runJob(deps, handlers, job);
    });
  });

  const beat = async () => {
    try {
      await queues.follow();
      await tick(deps, holder, options);
    } catch (error) {
      // The database may be away for a while; the next beat tries again.
      deps.log.warn({ event: "tick.failed", error });
    }
  };
  await queues.follow();
  let timer: NodeJS.Timeout | undefined;
  let beating = Promise.resolve();
  const loop = () => {
    beating = beat().finally(() => {
      if (!stopping) timer = setTimeout(loop, tickEveryMs);
    });
  };
  loop();

  return {
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await beating;
      await Promise.all(
        queues
          .portals()
          .flatMap((portalId) => [
            deps.boss.engine.offWork(`live.${portalId}`, { wait: true }),
            deps.boss.engine.offWork(`bulk.${portalId}`, { wait: true }),
          ]),
      );
    },
  };
}

/** Does one job. What is left to do goes to the end of the queue, so that shops of a portal take turns. */
async function runJob({ db, boss, log, metrics }: QueueDeps, handlers: JobHandlers, job: Job): Promise<void> {
  const { kind, connectionId, shop, portalId, object, runId } = job;
  const startedAt = performance.now();
  try {
    const { more } = await handlers[kind](job);
    if (more) await inShop(db, shop, (tx) => boss.enqueue(tx, [job]));
    metrics?.jobs.inc({ job: kind, result: "done" });
    const ms = Math.round(performance.now() - startedAt);
    log.debug({ event: "job.done", job: kind, shop, connectionId, object, runId, more, ms });
  } catch (error) {
    metrics?.jobs.inc({ job: kind, result: "failed" });
    log.error({ event: "job.failed", job: kind, shop, connectionId, portalId, object, runId, error });
    throw error;
  }
}
