import type { WriteRule } from "#app/sync/plan/field-rule.ts";
import type { Side } from "#app/sync/record.ts";
import type { Unit } from "./unit.ts";

/** Notes of names that were just written on a side why: of one that is written twice in a batch the first reason tells more. */
export function noteRules(unit: Unit, side: Side, names: readonly string[], ruleOf: (name: string) => WriteRule): void {
  for (const name of names) if (!unit.rules[side].has(name)) unit.rules[side].set(name, ruleOf(name));
}
