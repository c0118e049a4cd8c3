import { blankToNull } from "../mapping/transform.ts";
import type { LimitCondition } from "../ports.ts";
import type { Value, Values } from "../record.ts";

/** The limit "only with an e-mail address", as the settings screen writes it. */
export const onlyWithEmail: readonly LimitCondition[] = [{ field: "email", operator: "is_known" }];

const lower = (value: Value | undefined): string => (value ?? "").toLowerCase();

const list = (wanted: string): readonly string[] => wanted.split(",").map((entry) => entry.trim());

const checks: Readonly<Record<LimitCondition["operator"], (value: Value, wanted: string) => boolean>> = {
  is_known: (value) => value !== null,
  is_unknown: (value) => value === null,
  equals: (value, wanted) => lower(value) === wanted,
  not_equals: (value, wanted) => lower(value) !== wanted,
  contains: (value, wanted) => lower(value).includes(wanted),
  not_contains: (value, wanted) => !lower(value).includes(wanted),
  one_of: (value, wanted) => list(wanted).includes(lower(value)),
  none_of: (value, wanted) => !list(wanted).includes(lower(value)),
  greater_than: (value, wanted) => value !== null && Number(value) > Number(wanted),
  less_than: (value, wanted) => value !== null && Number(value) < Number(wanted),
  after: (value, wanted) => value !== null && Date.parse(value) > Date.parse(wanted),
  before: (value, wanted) => value !== null && Date.parse(value) < Date.parse(wanted),
};

/**
 * The first condition that a record's Shopify attributes do not meet; null when it may sync. All conditions must hold; case does not
 * matter, and a blank equals and contains nothing.
 */
export function findUnmetCondition(limit: readonly LimitCondition[], values: Values): LimitCondition | null {
  const unmet = limit.find(({ field, operator, value }) => {
    const check = checks[operator];
    return !check(blankToNull(values[field]), lower(value).trim());
  });
  return unmet ?? null;
}
