import type { SyncObjectDefinition } from "../definition.ts";
import { compareDecimals } from "../mapping/decimal.ts";
import type { LimitCondition } from "../settings.ts";
import type { LimitSpec } from "./check-limit.ts";
import { findContradictions } from "./find-contradictions.ts";
import { findLimitField } from "./limit-fields.ts";
import type { LimitField } from "./limit-operators.ts";
import { operatorsOf, takesSeveral, takesValue } from "./limit-operators.ts";

/** What is wrong with a condition of a limit. Locale keys `limit_faults.<code>`. */
type ConditionFault =
  | "unknown_field"
  | "operator_unfit"
  | "value_missing"
  | "not_a_number"
  | "not_a_date"
  | "not_a_choice"
  | "given_twice"
  | "contradicts";

export interface LimitFault {
  /** place in the list of conditions, from 0 */
  readonly row: number;
  readonly code: ConditionFault;
}

/**
 * Why these conditions cannot be a limit of the object: at most one fault a row. Empty when they can.
 * @param listed metafields as the shop defines them now; one that is not among them is judged by the type that its condition keeps
 */
export function checkConditions(
  definition: SyncObjectDefinition,
  limit: LimitSpec,
  listed: readonly LimitField[] = [],
): readonly LimitFault[] {
  const faults = limit.conditions.flatMap((condition, row): LimitFault[] => {
    const field = findLimitField(definition, condition, listed);
    const code = faultOf(field, condition) ?? (isRepeated(limit.conditions, row) ? "given_twice" : null);
    return code ? [{ row, code }] : [];
  });
  if (faults.length > 0 || limit.match === "any") return faults;
  return findContradictions(definition, limit.conditions).map((row) => ({ row, code: "contradicts" }));
}

function faultOf(field: LimitField | null, { operator, value = "" }: LimitCondition): ConditionFault | null {
  if (!field) return "unknown_field";
  if (!operatorsOf(field).includes(operator)) return "operator_unfit";
  if (!takesValue(operator)) return null;
  if (entriesOf(operator, value).length === 0) return "value_missing";
  return valueFaultOf(field, operator, value);
}

function valueFaultOf(
  { kind, entries, choices }: LimitField,
  operator: LimitCondition["operator"],
  value: string,
): ConditionFault | null {
  const compared = kind === "list" ? (entries ?? "text") : kind;
  // A list is compared with one value, and with several where it is to be exactly those.
  const values = kind === "list" && operator === "equals" ? value.split(",") : entriesOf(operator, value);
  const all = (isFit: (entry: string) => boolean) => values.every((entry) => isFit(entry.trim()));
  const comparesNumbers = compared === "number" || operator === "greater_than" || operator === "less_than";
  if (comparesNumbers) return all((entry) => compareDecimals(entry, "0") !== undefined) ? null : "not_a_number";
  const comparesDates = compared === "date" || operator === "after" || operator === "before";
  if (comparesDates) return all(isDay) ? null : "not_a_date";
  const isOffered = (entry: string) => choices?.some((choice) => choice.toLowerCase() === entry.toLowerCase()) ?? true;
  return all(isOffered) ? null : "not_a_choice";
}

/** A day as date inputs write it, or an instant. */
function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(value) && !Number.isNaN(Date.parse(value));
}

function entriesOf(operator: LimitCondition["operator"], value: string): readonly string[] {
  const entries = takesSeveral(operator) ? value.split(",") : [value];
  return entries.map((entry) => entry.trim()).filter(Boolean);
}

function isRepeated(conditions: readonly LimitCondition[], row: number): boolean {
  const text = ({ field, operator, value = "" }: LimitCondition) =>
    [field, operator, value.trim().toLowerCase()].join("\n");
  const own = conditions[row];
  return own !== undefined && conditions.findIndex((condition) => text(condition) === text(own)) < row;
}
