import type { LimitField } from "#app/sync/limits/limit-operators.ts";
import { isYesOrNo, operatorsOf, takesSeveral, takesValue } from "#app/sync/limits/limit-operators.ts";
import type { LimitCondition, LimitOperator } from "#app/sync/settings.ts";

/** What a value is typed into. */
export type ValueInput = "none" | "text" | "list" | "number" | "date" | "choice" | "choices";

/** A condition on the field, with the most usual operator and nothing to compare with yet. */
export function newCondition(field: LimitField): LimitCondition {
  const operator = operatorsOf(field)[0] ?? "is_known";
  return { ...nameOf(field), operator, ...(takesValue(operator) && { value: firstValue(field, operator) }) };
}

/** The condition with another operator. Its value stays where the new one can compare with it. */
export function withOperator(field: LimitField, condition: LimitCondition, operator: LimitOperator): LimitCondition {
  if (!takesValue(operator)) return { ...nameOf(field), operator };
  const isSame = inputOf(field, condition.operator) === inputOf(field, operator);
  const value = isSame ? (condition.value ?? "") : firstValue(field, operator);
  return { ...nameOf(field), operator, value };
}

/** A metafield is named with its type, by which it is compared. */
function nameOf({ name, type }: LimitField): Pick<LimitCondition, "field" | "type"> {
  return type === undefined ? { field: name } : { field: name, type };
}

/** The input that fits a field and what is asked of it. */
export function inputOf({ kind, choices }: LimitField, operator: LimitOperator): ValueInput {
  if (!takesValue(operator)) return "none";
  if (choices) return takesSeveral(operator) ? "choices" : "choice";
  if (kind === "number" || operator === "greater_than" || operator === "less_than") return "number";
  if (kind === "date" || operator === "after" || operator === "before") return "date";
  return takesSeveral(operator) ? "list" : "text";
}

function firstValue(field: LimitField, operator: LimitOperator): string {
  if (inputOf(field, operator) !== "choice") return "";
  return isYesOrNo(field.choices ?? []) ? "true" : (field.choices?.[0] ?? "");
}

/** Several values as the core keeps them: separated by commas. */
export function splitValues(value: string | undefined): string[] {
  return (value ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
}
