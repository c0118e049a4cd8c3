import type { Env } from "#app/env.server.ts";
import { openBoss } from "#app/jobs/boss.server.ts";
import { createCipher } from "#app/lib/cipher.ts";
import { systemClock } from "#app/lib/clock.ts";
import { createHashValue } from "#app/lib/hash-value.ts";
import { createLog } from "#app/lib/log.ts";
import { createMetrics } from "#app/lib/metrics.ts";
import { openMailer } from "#app/mail/open-mailer.ts";
import { createVendors } from "#app/services/create-vendors.ts";
import { findPreparation, prepareObject } from "#app/services/prepare-object.ts";
import { createAssociationStore } from "#app/store/associations.server.ts";
import { inShop, openDb } from "#app/store/db.server.ts";
import { createEffectStore } from "#app/store/effects.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { createReviewStore } from "#app/store/reviews.server.ts";
import { createRunStore } from "#app/store/runs.server.ts";
import { countPending } from "#app/store/schedule.server.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";

export type Core = Awaited<ReturnType<typeof openCore>>;

/**
 * Builds every adapter once. This file and `container.server.ts`, which adds what only screens need, are the ones that know them all.
 * @param role names the process in logs; a worker also takes jobs from the queue.
 * @throws when the database cannot be reached or was not migrated.
 */
export async function openCore(env: Env, role: "web" | "worker") {
  const log = createLog({ level: env.LOG_LEVEL, name: `tandem-${role}` });
  const metrics = createMetrics();
  const clock = systemClock;
  const cipher = createCipher(env.TANDEM_ENCRYPTION_KEYS);
  const hash = createHashValue(env.TANDEM_HASH_SECRET);
  const db = openDb(env.DATABASE_URL, { max: role === "worker" ? env.WORKER_CONCURRENCY + 6 : 10 });
  const onError = (error: unknown) => log.error({ event: "queue.failed", error });
  const boss = await openBoss(env.DATABASE_URL, { work: role === "worker", onError });
  const mailer = openMailer(env);
  const vendors = createVendors({ db, cipher, env, clock, metrics });

  return {
    env,
    log,
    metrics,
    clock,
    db,
    boss,
    cipher,
    hash,
    mailer,
    ...vendors,
    store: createEngineStore(db, boss),
    runs: createRunStore(db),
    reviews: createReviewStore(db),
    effects: createEffectStore(db),
    associations: createAssociationStore(db),
    prepare: (connection: Connection, object: ObjectKey) =>
      prepareObject({ db, hubspot: vendors.hubspot, log }, connection, object),
    findPreparation: (connection: Connection, object: ObjectKey, settings: ObjectSettings) =>
      findPreparation({ db, hubspot: vendors.hubspot }, connection, object, settings),
    /** What keeps this process from doing its work, in words; null when nothing does. */
    async findProblem(): Promise<string | null> {
      try {
        await inShop(db, "readiness", (tx) => tx.shop.count());
        return null;
      } catch (error) {
        log.warn({ event: "readiness.failed", error });
        return "The database cannot be reached, or was not migrated (npm run migrate -- deploy).";
      }
    },
    /** Everything counted, with what waits now, in Prometheus' text format. */
    async readMetrics(): Promise<string> {
      const waiting = await countPending(db);
      for (const lane of ["live", "bulk"] as const) metrics.pendingChanges.set({ lane }, waiting[lane]);
      return metrics.registry.metrics();
    },
    /** Ends the queue's and the database's connections. */
    async close(): Promise<void> {
      await boss.stop();
      mailer?.close();
      await db.$disconnect();
    },
  };
}
