import type { ActiveConnection } from "#app/store/connections.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import type { ReasonCount } from "#app/store/overview.server.ts";
import { readOverview } from "#app/store/overview.server.ts";
import { reviewStandings } from "#app/store/reviews.server.ts";
import type { StoredRun } from "#app/store/runs.server.ts";
import { latestRuns } from "#app/store/runs.server.ts";
import type { StoredObjectSettings } from "#app/store/settings.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import type { Connection } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";

const nothing = {
  inShopify: 0,
  inHubspot: 0,
  inSync: 0,
  excluded: 0,
  failing: 0,
  hubspotOnlyExcluded: 0,
  hubspotOnlyFailing: 0,
  pending: 0,
  lastSettledAt: null,
};

/**
 * How far a shop's syncs and reviews are. Reads our own database only, for it is asked for every second while somebody watches. Without a
 * connection there are no objects.
 */
export async function readProgress({ db }: { db: Db }, shop: string) {
  return await readProgressOf({ db }, await activeConnection(db, shop));
}

/** The same for who has the connection already, and maybe its settings. */
export async function readProgressOf(
  { db }: { db: Db },
  connection: ActiveConnection | null,
  settings?: readonly StoredObjectSettings[],
) {
  const [objects, reviews] = connection
    ? await Promise.all([readObjects({ db }, connection, settings), readReviews({ db }, connection)])
    : [{}, {}];
  return {
    connected: connection?.portal.status === "connected",
    scopes: connection?.portal.scopes,
    ...{ objects, reviews },
  };
}

/** By object; of those that were never tried there is none. */
async function readReviews({ db }: { db: Db }, connection: Connection) {
  const standings = await reviewStandings(db, connection);
  return Object.fromEntries(standings.map(({ object, ...standing }) => [object, standing] as const));
}

/** Totals and latest run of every object that has been set up, in the order in which they depend on each other. Instants are ISO 8601. */
export async function readObjects({ db }: { db: Db }, connection: Connection, known?: readonly StoredObjectSettings[]) {
  const [settings, { totals, reasons }, runs] = await Promise.all([
    known ?? listObjectSettings(db, connection),
    readOverview(db, connection),
    latestRuns(db, connection),
  ]);
  const place = (key: string) => (mainObjectKeys as readonly string[]).indexOf(key);
  const inOrder = settings.toSorted((a, b) => place(a.object) - place(b.object));
  const entries = inOrder.map(({ object, enabled, firstSyncDoneAt }) => {
    const { lastSettledAt, ...counts } = totals[object] ?? nothing;
    const run = toProgressRun(runs[object]);
    const state = { enabled, ...counts, lastSettledAt: iso(lastSettledAt), run, firstSyncDoneAt: iso(firstSyncDoneAt) };
    const own = reasons.filter((one) => one.object === object);
    const failing = own.filter(({ status }) => status === "failing");
    return [object, { ...state, reasons: byReason(own), failingReasons: byReason(failing) }] as const;
  });
  return Object.fromEntries(entries);
}

function toProgressRun(run: StoredRun | undefined) {
  if (!run) return null;
  const { id, kind, phase, status, processed, total, created, updated, error } = run;
  const times = {
    startedAt: run.startedAt.toISOString(),
    finishedAt: iso(run.finishedAt),
    pausedAt: iso(run.pausedAt),
  };
  return { id, kind, phase, status, processed, total, created, updated, error, ...times };
}

function byReason(counts: readonly ReasonCount[]): Readonly<Record<string, number>> {
  return Object.fromEntries(counts.map(({ reason, count }) => [reason, count]));
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
