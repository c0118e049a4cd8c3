import type { PrismaTransactionLike } from "pg-boss";
import { fromPrisma, PgBoss } from "pg-boss";
import type { Job } from "./queue-names.ts";
import { deadLetterQueue, notifyQueue, queueName } from "./queue-names.ts";

/** The job queue, as the app uses it: jobs are added inside our own transactions and taken by workers. */
export interface Boss {
  readonly engine: PgBoss;
  /** Makes a portal's queues known to this process and the database. Before `enqueue`, outside its transaction. */
  ensureQueues(portalId: string): Promise<void>;
  /** Adds jobs with the transaction: they are there when it commits, and workers wake at once. */
  enqueue(tx: PrismaTransactionLike, jobs: readonly Job[]): Promise<void>;
  /** Wakes a worker for these shops' notifications, with the transaction. */
  tell(tx: PrismaTransactionLike, shops: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export interface BossOptions {
  /** a worker listens for new jobs and looks after those of killed ones */
  readonly work?: boolean;
  readonly max?: number;
  readonly onError?: (error: unknown) => void;
}

const queueOptions = {
  policy: "standard",
  notify: true,
  // A job that fails is tried again soon; what it was about stands in the tables, where the tick finds it too.
  retryLimit: 3,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  expireInSeconds: 900,
  heartbeatSeconds: 10,
  retentionSeconds: 3 * 86_400,
  deleteAfterSeconds: 60,
};

/** Connects to the queue's tables, which `migrate deploy` has made. */
export async function openBoss(url: string, { work = false, max = 4, onError }: BossOptions = {}): Promise<Boss> {
  const engine = new PgBoss({
    connectionString: url,
    schema: "pgboss",
    max,
    migrate: false,
    schedule: false,
    supervise: work,
    useListenNotify: work,
    // A killed worker's jobs come back in seconds (measured: 60 s with the defaults).
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 5,
    queueCacheIntervalSeconds: 30,
  });
  engine.on("error", (error) => onError?.(error));
  await engine.start();
  await engine.createQueue(deadLetterQueue, { retentionSeconds: 30 * 86_400 });
  await engine.createQueue(notifyQueue, { ...queueOptions, deadLetter: deadLetterQueue });
  const known = new Map<string, Promise<void>>();
  const make = async (portalId: string) => {
    for (const lane of ["live", "bulk"] as const) {
      await engine.createQueue(queueName({ lane, portalId }), { ...queueOptions, deadLetter: deadLetterQueue });
    }
  };
  return {
    engine,
    async ensureQueues(portalId) {
      const making = known.get(portalId) ?? make(portalId);
      known.set(portalId, making);
      try {
        await making;
      } catch (error) {
        known.delete(portalId);
        throw error;
      }
    },
    async enqueue(tx, jobs) {
      for (const job of jobs) await engine.send(queueName(job), job, { db: fromPrisma(tx) });
    },
    async tell(tx, shops) {
      for (const shop of shops) await engine.send(notifyQueue, { shop }, { db: fromPrisma(tx) });
    },
    stop: () => engine.stop({ graceful: true, timeout: 20_000 }),
  };
}
