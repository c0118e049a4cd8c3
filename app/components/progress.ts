/** What `/app/progress` answers: the shapes that screens, demo and tests share. Instants are ISO 8601. */
export interface RunProgress {
  readonly id: string;
  /** audit: compares both sides and keeps count of what differed */
  readonly kind: "backfill" | "audit";
  /** prepare · index_hubspot · start_bulk · await_bulk · read_bulk · list_hubspot · done */
  readonly phase: string;
  readonly status: "running" | "done" | "failed" | "cancelled";
  readonly processed: number;
  /** null until Shopify has counted */
  readonly total: number | null;
  readonly created: number;
  readonly updated: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** since when it waits because somebody paused it */
  readonly pausedAt?: string | null | undefined;
  /** code of the error that ended the run */
  readonly error: string | null;
}

export interface ObjectProgress {
  readonly enabled: boolean;
  /** records that are there on each side, as far as we know */
  readonly inShopify: number;
  readonly inHubspot: number;
  readonly inSync: number;
  readonly excluded: number;
  readonly failing: number;
  readonly pending: number;
  readonly lastSettledAt: string | null;
  /** null until everything was synced once */
  readonly firstSyncDoneAt: string | null;
  /** excluded and failing records by reason */
  readonly reasons: Readonly<Record<string, number>>;
  /** of those, the failing ones alone */
  readonly failingReasons?: Readonly<Record<string, number>> | undefined;
  readonly run: RunProgress | null;
}

/** How far an object's review is: a change of it says that there is more to be read. */
export interface ReviewStanding {
  readonly id: string;
  readonly status: "running" | "done" | "failed" | "cancelled";
  readonly phase: string;
  readonly processed: number;
  readonly total: number | null;
}

export interface Progress {
  readonly connected: boolean;
  /** the HubSpot permissions that were granted, in no order; none without a connection */
  readonly scopes?: readonly string[] | undefined;
  readonly objects: Readonly<Record<string, ObjectProgress>>;
  readonly reviews?: Readonly<Record<string, ReviewStanding>> | undefined;
}

/** What the latest run is to the merchant: the first sync, a comparison of what was synced before, or an audit. */
export function nameRun({
  run,
  firstSyncDoneAt,
}: Pick<ObjectProgress, "run" | "firstSyncDoneAt">): "first" | "again" | "audit" {
  if (run?.kind === "audit") return "audit";
  return run !== null && firstSyncDoneAt !== null && run.startedAt > firstSyncDoneAt ? "again" : "first";
}

/** Whether a run is getting on: under way, and not paused. */
export function isUnderWay(run: RunProgress | null): run is RunProgress {
  return run?.status === "running" && !run.pausedAt;
}

const newsMs = 24 * 3_600_000;

/** Whether a run is worth a card: while it runs, when it failed, and for a day after it is done. */
export function isNews(run: RunProgress | null, now: number): run is RunProgress {
  if (!run || run.status === "cancelled") return false;
  return run.finishedAt === null || run.status === "failed" || now - Date.parse(run.finishedAt) < newsMs;
}

/** A moment of a run, as the page saw it. */
export interface ProgressSample {
  readonly atMs: number;
  readonly processed: number;
}

const windowMs = 30_000;
const leastMs = 4_000;

/** Adds what was just seen and forgets what is too old to tell the present speed. */
export function addSample(samples: readonly ProgressSample[], sample: ProgressSample): readonly ProgressSample[] {
  const last = samples.at(-1);
  const restarted = last !== undefined && sample.processed < last.processed;
  const kept = restarted ? [] : samples.filter((old) => sample.atMs - old.atMs <= windowMs);
  return [...kept, sample];
}

/** @returns seconds left at the speed of the last half minute, null while it cannot be told honestly. */
export function estimateSecondsLeft(samples: readonly ProgressSample[], total: number | null): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || total === null || last.atMs - first.atMs < leastMs) return null;
  const perMs = (last.processed - first.processed) / (last.atMs - first.atMs);
  return perMs > 0 ? Math.max(0, total - last.processed) / perMs / 1000 : null;
}
