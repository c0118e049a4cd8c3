import { drainChanges } from "#app/services/drain-changes.ts";
import { drainEffects } from "#app/services/drain-effects.ts";
import type { BackfillDeps } from "#app/services/run-backfill.ts";
import { runBackfill } from "#app/services/run-backfill.ts";
import type { ReviewDeps } from "#app/services/run-review.ts";
import { runReview } from "#app/services/run-review.ts";
import { sweepChanges } from "#app/services/sweep-changes.ts";
import { writeAssociations } from "#app/services/write-associations.ts";
import type { AssociationStore } from "#app/sync/association-ports.ts";
import type { EffectStore } from "#app/sync/ports.ts";
import type { Lane, ObjectKey } from "#app/sync/record.ts";
import type { Job, JobHandlers, JobKind } from "./queue-names.ts";

/** What the services behind the jobs need. */
export interface CatalogueDeps extends BackfillDeps, ReviewDeps {
  readonly effects: EffectStore;
  readonly associations: AssociationStore;
}

interface JobDefinition {
  /** queues it travels in */
  readonly lanes: readonly Lane[];
  /** what sends it */
  readonly sentBy: string;
  readonly run: (deps: CatalogueDeps, job: Job) => Promise<{ readonly more: boolean }>;
}

/** All jobs. Each does one batch and says whether there is more; what it is about stands in the tables, so none may be missed. */
const catalogue: Readonly<Record<JobKind, JobDefinition>> = {
  "drain-changes": {
    lanes: ["live", "bulk"],
    sentBy: "marks, in their transaction; settling, when a record changed meanwhile; the tick, for what is due",
    run: (deps, job) => drainChanges(deps, { ...place(job), lane: job.lane }),
  },
  "run-backfill": {
    lanes: ["bulk"],
    sentBy: "who starts a run; the tick, when it is due or its worker is gone",
    run: (deps, job) => runBackfill(deps, { ...place(job), runId: required(job, "runId") }),
  },
  "drain-effects": {
    lanes: ["bulk"],
    sentBy: "the tick",
    run: (deps, job) => drainEffects(deps, { connection: connectionOf(job) }),
  },
  "write-associations": {
    lanes: ["live", "bulk"],
    sentBy: "settling, for changes of the moment; the tick, for what waited for company or for its other end",
    run: (deps, job) => writeAssociations(deps, { connection: connectionOf(job), lane: job.lane }),
  },
  "sweep-changes": {
    lanes: ["bulk"],
    sentBy: "the tick, every minute for each object",
    run: (deps, job) => sweepChanges(deps, place(job)),
  },
  "run-review": {
    lanes: ["bulk"],
    sentBy: "who asks for a review; the tick, when it is due or its worker is gone",
    run: (deps, job) => runReview(deps, { ...place(job), reviewId: required(job, "runId") }),
  },
};

/** Binds the catalogue to what its services need. */
export function createHandlers(deps: CatalogueDeps): JobHandlers {
  const kinds = Object.keys(catalogue) as JobKind[];
  const handlers = kinds.map((kind) => [kind, (job: Job) => catalogue[kind].run(deps, job)] as const);
  return Object.fromEntries(handlers) as JobHandlers;
}

function connectionOf({ connectionId: id, shop, portalId }: Job) {
  return { id, shop, portalId };
}

function place(job: Job): { connection: ReturnType<typeof connectionOf>; object: ObjectKey } {
  return { connection: connectionOf(job), object: required(job, "object") };
}

function required<K extends "object" | "runId">(job: Job, key: K): NonNullable<Job[K]> {
  const value = job[key];
  if (value === undefined) throw new Error(`A ${job.kind} job needs "${key}".`);
  return value;
}
