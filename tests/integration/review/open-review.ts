import { drainChanges } from "#app/services/drain-changes.ts";
import { findPreparation, prepareObject } from "#app/services/prepare-object.ts";
import { runBackfill } from "#app/services/run-backfill.ts";
import type { ReviewDeps } from "#app/services/run-review.ts";
import { runReview } from "#app/services/run-review.ts";
import { startReview } from "#app/services/start-review.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import type { StoredReview } from "#app/store/reviews.server.ts";
import { createReviewStore, latestReview } from "#app/store/reviews.server.ts";
import { createRunStore, latestRun, startRun } from "#app/store/runs.server.ts";
import type { ObjectSettingsPatch } from "#app/store/settings.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, MainObjectKey } from "#app/sync/record.ts";
import type { AdapterOptions } from "../adapters/open-adapters.ts";
import { PORTAL, testHash, testLog, withAdapters } from "../adapters/open-adapters.ts";

/** Both stand-ins with the engine on PostgreSQL: reviews, and the first syncs that they speak of. */
export function withReviews(options: AdapterOptions = {}) {
  const adapters = withAdapters(options);
  const options_ = () => ({ testClock: adapters.clock });
  const store = () => createEngineStore(adapters.db, null, options_());
  const deps = (): ReviewDeps => ({
    store: store(),
    reviews: createReviewStore(adapters.db, options_()),
    vendors: adapters.vendors,
    findPreparation: (connection: Connection, object, settings: ObjectSettings) =>
      findPreparation(adapters, connection, object, settings),
    clock: adapters.clock,
    hash: testHash,
    log: testLog,
  });
  const latest = (object: MainObjectKey, connection = adapters.connection) =>
    latestReview(adapters.db, connection, object);

  const stage = {
    adapters,
    deps,
    latest,
    portal: () => adapters.hubspotStandIn.portal(PORTAL),
    start: (object: MainObjectKey, settings: ObjectSettingsPatch, again = false, shop = adapters.connection.shop) =>
      startReview({ db: adapters.db, boss: null }, { shop, object, settings, form: {}, again }),
    /** A worker's next job of the object's review. */
    async work(object: MainObjectKey, connection = adapters.connection): Promise<void> {
      adapters.time.advance(1_100);
      const review = await latest(object, connection);
      if (review) await runReview(deps(), { connection, object, reviewId: review.id });
    },
    /** Reviews to the end. */
    async review(object: MainObjectKey, settings: ObjectSettingsPatch, connection = adapters.connection) {
      await stage.start(object, settings, true, connection.shop);
      for (let job = 0; job < 200; job++) {
        await stage.work(object, connection);
        const review = await latest(object, connection);
        if (review?.status !== "running") return review as StoredReview;
      }
      throw new Error(`The review of ${object} does not end.`);
    },
    /** Saves and syncs for the first time, until nothing waits. @returns what became of the records, by a review's kinds. */
    async firstSync(object: MainObjectKey, settings: ObjectSettingsPatch): Promise<Readonly<Record<string, number>>> {
      const { db, connection, clock } = adapters;
      const saved = await saveObjectSettings(db, connection, object, { ...settings, enabled: true });
      const runs = createRunStore(db, options_());
      const prepare = (of: Connection, key: Parameters<typeof prepareObject>[2]) =>
        prepareObject({ db, hubspot: adapters.hubspot, log: testLog }, of, key);
      const engine = { ...deps(), runs, prepare, clock };
      const run = await startRun(db, connection, object, saved.version);
      for (let job = 0; job < 300; job++) {
        adapters.time.advance(1_100);
        await runBackfill(engine, { connection, object, runId: run.id });
        const { status, error } = (await latestRun(db, connection, object)) ?? {};
        if (status === "failed") throw new Error(`The first sync of ${object} failed: ${error}`);
        if (status === "done" && (await drainAll(object)) === 0) return await outcomeKinds(object, saved);
        if (status === "done") adapters.time.advance(300_000);
      }
      throw new Error(`The first sync of ${object} does not end.`);
    },
  };

  /** @returns how many changes still wait. */
  async function drainAll(object: MainObjectKey): Promise<number> {
    const { connection, db } = adapters;
    for (let claimed = 1; claimed > 0; )
      ({ claimed } = await drainChanges(deps(), { connection, object, lane: "any" }));
    return await inShop(db, connection.shop, (tx) => tx.pendingChange.count({ where: { object } }));
  }

  async function outcomeKinds(
    object: MainObjectKey,
    saved: Pick<ObjectSettings, "options">,
  ): Promise<Readonly<Record<string, number>>> {
    const { keyProperty } = objectUnder(object, saved).hubspot;
    const rows = await inShop(adapters.db, adapters.connection.shop, (tx) =>
      tx.outcome.findMany({ where: { connectionId: adapters.connection.id, object } }),
    );
    const counts: Record<string, number> = {};
    const add = (kind: string) => {
      counts[kind] = (counts[kind] ?? 0) + 1;
    };
    for (const { status, reason, details, lastAction, changedFields } of rows) {
      const named = (details ?? {}) as Record<string, string>;
      if (status === "excluded") {
        const ofLimit = reason === "limit_not_met" ? `:${named["field"]}:${named["operator"]}` : "";
        add(`exclude:${reason}${ofLimit}`);
        continue;
      }
      if (status === "failing" && lastAction === null) {
        add(`fail:${reason}`);
        continue;
      }
      if (status === "failing") add(`partly:${reason}`);
      const written = (changedFields ?? {}) as { toHubspot?: string[]; toShopify?: string[] };
      // Looked at once more, by a retry, a record is unchanged: what was written before is what counts. Only a creation writes the key.
      const isNew = written.toHubspot?.includes(keyProperty);
      const last =
        lastAction === "unchanged" && changedFields ? (isNew ? "created_in_hubspot" : "updated") : lastAction;
      add(kindOfAction[last ?? ""] ?? `unknown:${last}`);
      if (last !== "updated") continue;
      if (written.toHubspot?.length) add("to_hubspot");
      if (written.toShopify?.length) add("to_shopify");
    }
    return counts;
  }
  return stage;
}

const kindOfAction: Readonly<Record<string, string>> = {
  created_in_hubspot: "create_hubspot",
  created_in_shopify: "create_shopify",
  updated: "update",
  linked: "link",
  unchanged: "unchanged",
};

/** What a review promises of records alone: without parts, conflicts and consents, which outcomes do not name. */
export function promised({ tally }: StoredReview): Readonly<Record<string, number>> {
  const others = /^(part_|conflict|consent)/;
  return Object.fromEntries(Object.entries(tally.counts).filter(([kind]) => !others.test(kind)));
}
