import { readyMadeLimits } from "#app/sync/limits/ready-made.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { LimitCondition } from "#app/sync/settings.ts";
import { isSameChoice } from "./sync-form.ts";

export interface HandMadeRow {
  readonly condition: LimitCondition;
  /** its place in the limit, from 0 */
  readonly row: number;
}

/**
 * The conditions that show as rows. One that a box says shows at the box alone, unless it is being built: "is active", which has a box,
 * is on the way to "is draft".
 * @param byHand what was built by hand since the tab was opened. Known by content: the form gives conditions back as they were saved.
 */
export function rowsByHand(
  object: MainObjectKey,
  conditions: readonly LimitCondition[],
  byHand: readonly LimitCondition[],
): readonly HandMadeRow[] {
  const isReady = (condition: LimitCondition) =>
    readyMadeLimits[object].some((ready) => isSameChoice(ready.condition, condition));
  let left = byHand;
  // Of two that say the same the newer one is the row's: the box was ticked before.
  return conditions
    .map((condition, row) => ({ condition, row }))
    .toReversed()
    .filter(({ condition }) => {
      if (!isReady(condition)) return true;
      const rest = withoutOne(left, condition);
      const isOfHand = rest.length < left.length;
      left = rest;
      return isOfHand;
    })
    .toReversed();
}

/** Without one that says the same. */
export function withoutOne(
  conditions: readonly LimitCondition[],
  condition: LimitCondition,
): readonly LimitCondition[] {
  const place = conditions.findIndex((one) => isSameChoice(one, condition));
  return place < 0 ? conditions : conditions.toSpliced(place, 1);
}
