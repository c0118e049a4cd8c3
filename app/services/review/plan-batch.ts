import { toSyncError } from "#app/sync/errors.ts";
import type { ReviewPair } from "#app/sync/review-ports.ts";
import type { EngineContext } from "../engine/context.ts";
import { planUnit } from "../engine/plan-unit.ts";
import { readAndMatch } from "../engine/process-units.ts";
import type { Unit } from "../engine/unit.ts";
import { openUnits } from "../engine/unit.ts";
import { pairOf } from "./known-pairs.ts";

/** Makes a record's unit as it is before anything was asked about it. */
export type Seed = () => Unit;

interface PlannedUnit {
  readonly seed: Seed;
  readonly unit: Unit;
}

// True for every record, however the batch is cut.
const ofAll: ReadonlySet<string> = new Set([
  "object_unavailable",
  "missing_scope",
  "b2b_unavailable",
  "dry_run_writes",
]);

/**
 * Reads, matches and plans a batch. Records that only got in each other's way in the batch are looked at once more, as their retry would
 * do. A failure that one record's data causes is isolated by halving the batch.
 * @param open the surroundings, in which these pairs count as linked besides those that the review knows
 * @throws SyncError when a vendor cannot be used as a whole
 */
export async function planBatch(
  open: (pairs: readonly ReviewPair[]) => EngineContext,
  seeds: readonly Seed[],
): Promise<readonly Unit[]> {
  const first = await planIsolated(open([]), seeds);
  const pairs = first.flatMap(({ unit }) => pairOf(unit) ?? []);
  const taken = new Set(pairs.flatMap(({ shopifyId, hubspotId }) => [shopifyId, hubspotId]));
  const isCrossed = ({ unit }: PlannedUnit) => unit.ambiguous.some((id) => taken.has(id));
  const crossed = first.filter(isCrossed);
  if (crossed.length === 0) return first.map(({ unit }) => unit);
  const again = await planIsolated(
    open(pairs),
    crossed.map(({ seed }) => seed),
  );
  return [...first.filter((planned) => !isCrossed(planned)), ...again].map(({ unit }) => unit);
}

async function planIsolated(context: EngineContext, seeds: readonly Seed[]): Promise<readonly PlannedUnit[]> {
  const planned = seeds.map((seed) => ({ seed, unit: seed() }));
  const units = planned.map(({ unit }) => unit);
  try {
    await readAndMatch(context, units);
    for (const unit of openUnits(units)) unit.plan = planUnit(context, unit);
    return planned;
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "transient" || error.kind === "reconnect" || ofAll.has(error.code)) throw error;
    const [only] = planned;
    if (only && planned.length === 1) {
      const unit = only.seed();
      unit.plan = { kind: "fail", reason: "unexpected", details: { code: error.code } };
      return [{ ...only, unit }];
    }
    const middle = Math.ceil(seeds.length / 2);
    return [
      ...(await planIsolated(context, seeds.slice(0, middle))),
      ...(await planIsolated(context, seeds.slice(middle))),
    ];
  }
}
