import type { SyncObjectDefinition } from "../definition.ts";
import { compareDecimals } from "../mapping/decimal.ts";
import type { LimitCondition } from "../settings.ts";
import { findLimitField } from "./limit-fields.ts";
import { takesValue } from "./limit-operators.ts";

/**
 * Places of conditions that no record can meet together with an earlier one, so that nothing at all would sync. Conditions on parts are
 * passed over: each may be met by another part.
 */
export function findContradictions(
  definition: SyncObjectDefinition,
  conditions: readonly LimitCondition[],
): readonly number[] {
  return conditions.flatMap((condition, row) => {
    if (condition.field.startsWith("lines.")) return [];
    const isList = findLimitField(definition, condition)?.kind === "list";
    const earlier = conditions.slice(0, row).filter(({ field }) => field === condition.field);
    return earlier.some((other) => contradict(condition, other, isList) || contradict(other, condition, isList))
      ? [row]
      : [];
  });
}

function contradict(a: LimitCondition, b: LimitCondition, isList: boolean): boolean {
  const [wanted, other] = [simple(a.value), simple(b.value)];
  if (a.operator === "is_unknown") return b.operator === "is_known" || (takesValue(b.operator) && !denies(b));
  if (a.operator === "equals" && b.operator === "equals") return wanted !== other;
  if (a.operator === "equals" && b.operator === "not_equals") return wanted === other;
  if (a.operator === "contains" && b.operator === "not_contains") return wanted === other;
  if (a.operator === "one_of" && b.operator === "none_of") return isWithin(entries(a), entries(b));
  if (a.operator === "equals" && b.operator === "one_of") return !isList && !entries(b).includes(wanted);
  if (a.operator === "equals" && b.operator === "none_of") return !isList && entries(b).includes(wanted);
  if (a.operator === "greater_than") return endsBefore(b, ["less_than", "equals"], (value) => isAbove(wanted, value));
  if (a.operator === "less_than") return endsBefore(b, ["equals"], (value) => isAbove(value, wanted));
  if (a.operator === "after")
    return endsBefore(b, ["before", "equals"], (value) => Date.parse(value) <= Date.parse(wanted));
  if (a.operator === "before") return endsBefore(b, ["equals"], (value) => Date.parse(value) >= Date.parse(wanted));
  return false;
}

function endsBefore(
  { operator, value }: LimitCondition,
  operators: readonly LimitCondition["operator"][],
  isBarred: (value: string) => boolean,
): boolean {
  return operators.includes(operator) && isBarred(simple(value));
}

/** Nothing lies above the one and below the other. */
function isAbove(a: string, b: string): boolean {
  return (compareDecimals(a, b) ?? -1) >= 0;
}

function denies({ operator }: LimitCondition): boolean {
  return operator === "not_equals" || operator === "not_contains" || operator === "none_of";
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every((entry) => all.includes(entry));
}

function entries({ value }: LimitCondition): readonly string[] {
  return simple(value)
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
}

function simple(value: string | undefined): string {
  return (value ?? "").trim().toLowerCase();
}
