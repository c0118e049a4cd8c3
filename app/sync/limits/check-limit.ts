import { compareDecimals } from "../mapping/decimal.ts";
import { blankToNull } from "../mapping/transform.ts";
import type { LimitCondition, LimitOperator, ObjectSettings } from "../ports.ts";
import type { SideRecord, Value } from "../record.ts";
import type { AttributeKind, AttributeKinds } from "./attribute-kinds.ts";
import { comparisonOf, readCompared } from "./metafield-comparison.ts";

/** The merchant's limit of an object: conditions, and whether a record must meet all of them or any. */
export interface LimitSpec {
  readonly conditions: readonly LimitCondition[];
  readonly match: "all" | "any";
}

/** The limit "only with an e-mail address", as the settings screen writes it. */
export const onlyWithEmail: readonly LimitCondition[] = [{ field: "email", operator: "is_known" }];

/** The limit that an object's settings hold. */
export function limitOf({ limit, limitMatch }: Pick<ObjectSettings, "limit" | "limitMatch">): LimitSpec {
  return { conditions: limit, match: limitMatch };
}

/**
 * The first condition that a record's Shopify attributes do not meet, null when it may sync; where any condition will do, the first one
 * when none is met. Case does not matter, and a blank equals and contains nothing. A condition on `lines.<attribute>` is met when any of
 * the record's parts meets it; one that denies ("is not", "does not contain", "is unknown") when no part meets its opposite.
 */
export function findUnmetCondition(
  { conditions, match }: LimitSpec,
  record: Pick<SideRecord, "values" | "children">,
  kinds: AttributeKinds = {},
): LimitCondition | null {
  const isMet = (condition: LimitCondition): boolean => meets(condition, record, kinds);
  if (match === "any") return conditions.some(isMet) ? null : (conditions[0] ?? null);
  return conditions.find((condition) => !isMet(condition)) ?? null;
}

type PositiveOperator = Exclude<LimitOperator, keyof typeof opposites>;

/** Operators that deny, with what they deny. */
const opposites = {
  is_unknown: "is_known",
  not_equals: "equals",
  not_contains: "contains",
  none_of: "one_of",
} as const satisfies Partial<Record<LimitOperator, LimitOperator>>;

const denies = (operator: LimitOperator): operator is keyof typeof opposites => operator in opposites;

const LINES = "lines.";

function meets(
  condition: LimitCondition,
  record: Pick<SideRecord, "values" | "children">,
  kinds: AttributeKinds,
): boolean {
  const { field, operator } = condition;
  if (denies(operator)) return !meets({ ...condition, operator: opposites[operator] }, record, kinds);
  const isOfLines = field.startsWith(LINES);
  const name = isOfLines ? field.slice(LINES.length) : field;
  const values = isOfLines ? (record.children ?? []).map((child) => child.values[name]) : [record.values[name]];
  const wanted = (condition.value ?? "").trim().toLowerCase();
  return values.some((value) => check(operator, readSubject(condition, kinds, blankToNull(value)), wanted));
}

/** What a condition is held against. */
type Subject =
  | { readonly kind: Exclude<AttributeKind, "list">; readonly value: string }
  | { readonly kind: "list"; readonly entries: readonly string[]; readonly of: Exclude<AttributeKind, "list"> };

/** Null: there is nothing to compare with. */
function readSubject({ field, type }: LimitCondition, kinds: AttributeKinds, value: Value): Subject | null {
  if (value === null) return null;
  const comparison = type === undefined ? null : comparisonOf(type);
  const kind = comparison?.kind ?? kinds[field] ?? "text";
  const read = comparison ? readCompared(comparison, value) : value;
  if (read === null) return null;
  if (kind === "list") {
    const entries = typeof read === "string" ? split(read) : read;
    return { kind, entries: entries.map((entry) => entry.toLowerCase()), of: comparison?.entries ?? "text" };
  }
  return { kind, value: String(read) };
}

function check(operator: PositiveOperator, subject: Subject | null, wanted: string): boolean {
  if (subject === null) return false;
  if (operator === "is_known") return true;
  return subject.kind === "list"
    ? checkList(operator, subject, wanted)
    : checkValue(operator, subject.kind, subject.value, wanted);
}

type Comparing = Exclude<PositiveOperator, "is_known">;

/** Lists are asked for entries, and have no order. */
function checkList(operator: Comparing, { entries, of }: Extract<Subject, { kind: "list" }>, wanted: string): boolean {
  const has = (one: string) => entries.some((entry) => equals(of, entry, one));
  if (operator === "contains") return has(wanted);
  if (operator === "one_of") return split(wanted).some(has);
  // An entry may have commas of its own.
  return operator === "equals" && split(entries.join()).sort().join() === split(wanted).sort().join();
}

function checkValue(operator: Comparing, kind: Exclude<AttributeKind, "list">, value: string, wanted: string): boolean {
  switch (operator) {
    case "equals":
      return equals(kind, value, wanted);
    case "contains":
      return value.toLowerCase().includes(wanted);
    case "one_of":
      return split(wanted).some((entry) => equals(kind, value, entry));
    case "greater_than":
      return (compareDecimals(value, wanted) ?? 0) > 0;
    case "less_than":
      return (compareDecimals(value, wanted) ?? 0) < 0;
    case "after":
      return Date.parse(value) >= endOf(wanted);
    case "before":
      return Date.parse(value) < Date.parse(wanted);
  }
}

function equals(kind: Exclude<AttributeKind, "list">, value: string, wanted: string): boolean {
  if (kind === "number") return compareDecimals(value, wanted) === 0;
  if (kind === "date") return isSameTime(value, wanted);
  return value.trim().toLowerCase() === wanted;
}

/** Entries of a list in text, in lower case. */
function split(value: string): string[] {
  return value
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean);
}

const DAY_MS = 24 * 60 * 60 * 1000;
const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);

/** The first millisecond after a day (UTC) or an instant. */
function endOf(wanted: string): number {
  return Date.parse(wanted) + (isDay(wanted) ? DAY_MS : 1);
}

/** A day (UTC) is the same as every instant of it. */
function isSameTime(value: string, wanted: string): boolean {
  const at = Date.parse(value);
  return at >= Date.parse(wanted) && at < endOf(wanted);
}
