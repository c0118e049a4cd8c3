import { expect, test } from "vitest";
import type { LimitCondition } from "../ports.ts";
import { findUnmetCondition, onlyWithEmail } from "./check-limit.ts";

const values = { email: "ada@x.io", tags: "VIP, wholesale", note: null, city: "  " };

const met: readonly LimitCondition[] = [
  { field: "email", operator: "is_known" },
  { field: "note", operator: "is_unknown" },
  { field: "city", operator: "is_unknown" },
  { field: "missing", operator: "is_unknown" },
  { field: "email", operator: "equals", value: "ADA@x.io" },
  { field: "note", operator: "not_equals", value: "x" },
  { field: "tags", operator: "contains", value: "vip" },
  { field: "tags", operator: "not_contains", value: "retail" },
  { field: "note", operator: "not_contains", value: "x" },
];

test.each(met)("%j is met", (condition) => {
  expect(findUnmetCondition([condition], values)).toBeNull();
});

const unmet: readonly LimitCondition[] = [
  { field: "note", operator: "is_known" },
  { field: "city", operator: "is_known" },
  { field: "email", operator: "is_unknown" },
  { field: "email", operator: "equals", value: "bob@x.io" },
  { field: "email", operator: "not_equals", value: "ada@x.io" },
  { field: "tags", operator: "contains", value: "retail" },
  { field: "tags", operator: "not_contains", value: "WHOLESALE" },
  { field: "note", operator: "contains", value: "x" },
];

test.each(unmet)("%j is not met", (condition) => {
  expect(findUnmetCondition([condition], values)).toBe(condition);
});

test("all conditions must be met, and the first that is not is named", () => {
  const [first, second] = [unmet[0], unmet[1]];

  expect(findUnmetCondition([...met, ...(first ? [first] : []), ...(second ? [second] : [])], values)).toBe(first);
});

test("no limit lets everything through, and the usual one wants an address", () => {
  expect(findUnmetCondition([], {})).toBeNull();
  expect(findUnmetCondition(onlyWithEmail, { email: null })?.field).toBe("email");
});
