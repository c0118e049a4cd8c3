import type { LimitCondition } from "../ports.ts";
import type { Plan } from "./plan.ts";

/** The exclusion that a limit's unmet condition means; a missing e-mail address has a reason of its own. */
export function excludeByLimit(unmet: LimitCondition): Extract<Plan, { kind: "exclude" }> {
  if (unmet.field === "email" && unmet.operator === "is_known")
    return { kind: "exclude", reason: "no_email", details: null };
  const details = { field: unmet.field, operator: unmet.operator };
  return {
    kind: "exclude",
    reason: "limit_not_met",
    details: unmet.value ? { ...details, value: unmet.value } : details,
  };
}
