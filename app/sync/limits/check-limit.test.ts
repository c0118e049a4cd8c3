import { expect, test } from "vitest";
import type { LimitCondition, LimitOperator } from "../ports.ts";
import type { SideRecord, Values } from "../record.ts";
import type { AttributeKinds } from "./attribute-kinds.ts";
import { findUnmetCondition, limitOf, onlyWithEmail } from "./check-limit.ts";

const line = (id: string, values: Values): SideRecord => ({
  side: "shopify",
  id,
  modifiedAt: "2026-02-01T00:00:00.000Z",
  values,
});
const order = {
  values: {
    email: "ada@x.io",
    tags: "VIP, wholesale customer",
    note: null,
    city: "  ",
    name: "Šárka’s Tea",
    total: "1200.50",
    tiny: "0.000000000000000000000000001",
    createdAt: "2026-02-01T23:30:00.000Z",
    birthday: "2026-02-01",
    code: "007",
  },
  children: [
    line("1", { sku: "TEA-1", quantity: "2", price: "9.90" }),
    line("2", { sku: "tea-2", quantity: "10", price: "0.00" }),
    line("3", { sku: null, quantity: "1", price: "100.00" }),
  ],
};
const kinds: AttributeKinds = {
  tags: "list",
  total: "number",
  createdAt: "date",
  birthday: "date",
  "lines.quantity": "number",
};

const is = (field: string, operator: LimitOperator, value?: string): LimitCondition =>
  value === undefined ? { field, operator } : { field, operator, value };

const met: readonly LimitCondition[] = [
  is("email", "is_known"),
  is("note", "is_unknown"),
  is("city", "is_unknown"),
  is("missing", "is_unknown"),
  is("email", "equals", "ADA@x.io"),
  is("note", "not_equals", "x"),
  is("name", "contains", "šárka"),
  is("note", "not_contains", "x"),
  is("code", "not_equals", "7"),
  is("tags", "contains", "vip"),
  is("tags", "contains", "Wholesale Customer"),
  is("tags", "not_contains", "wholesale"),
  is("tags", "not_contains", "retail"),
  is("tags", "equals", "wholesale customer,vip"),
  is("tags", "one_of", "retail, VIP"),
  is("tags", "none_of", "retail, wholesale"),
  is("email", "one_of", "bob@x.io, ADA@x.io"),
  is("email", "none_of", "bob@x.io"),
  is("note", "none_of", "a, b"),
  is("total", "equals", "1200.5"),
  is("total", "one_of", "1, 1200.500"),
  is("total", "greater_than", "1200.49"),
  is("total", "less_than", "1200.51"),
  is("tiny", "greater_than", "0"),
  is("createdAt", "equals", "2026-02-01"),
  is("createdAt", "after", "2026-01-31"),
  is("createdAt", "after", "2026-02-01T23:29:59Z"),
  is("createdAt", "before", "2026-02-02"),
  is("createdAt", "before", "2026-02-02T01:00:00+01:00"),
  is("birthday", "equals", "2026-02-01"),
  is("birthday", "before", "2026-02-01T00:00:00.001Z"),
  is("lines.sku", "equals", "tea-2"),
  is("lines.sku", "is_known"),
  is("lines.sku", "not_contains", "coffee"),
  is("lines.sku", "none_of", "a, b"),
  is("lines.vendor", "is_unknown"),
  is("lines.price", "greater_than", "99.99"),
  is("lines.price", "less_than", "0.01"),
  is("lines.quantity", "equals", "10.0"),
];

test.each(met)("%j is met", (condition) => {
  expect(findUnmetCondition({ conditions: [condition], match: "all" }, order, kinds)).toBeNull();
});

const unmet: readonly LimitCondition[] = [
  is("note", "is_known"),
  is("city", "is_known"),
  is("email", "is_unknown"),
  is("email", "equals", "bob@x.io"),
  is("email", "not_equals", "ada@x.io"),
  is("code", "equals", "7"),
  is("note", "contains", ""),
  is("note", "contains", "x"),
  is("tags", "contains", "wholesale"),
  is("tags", "not_contains", "VIP"),
  is("tags", "equals", "vip"),
  is("tags", "one_of", "retail, customer"),
  is("tags", "none_of", "vip"),
  is("email", "one_of", "bob@x.io, eve@x.io"),
  is("email", "none_of", "ADA@x.io"),
  is("note", "one_of", ""),
  is("total", "greater_than", "1200.50"),
  is("total", "less_than", "1200.5"),
  is("total", "greater_than", "much"),
  is("total", "less_than", "much"),
  is("note", "less_than", "1"),
  is("name", "greater_than", "1"),
  is("createdAt", "equals", "2026-02-02"),
  is("createdAt", "after", "2026-02-01"),
  is("createdAt", "after", "2026-02-01T23:30:00Z"),
  is("createdAt", "before", "2026-02-01"),
  is("createdAt", "before", "2026-02-01T23:30:00Z"),
  is("createdAt", "after", "soon"),
  is("createdAt", "before", "soon"),
  is("note", "before", "2026-02-01"),
  is("lines.sku", "equals", "tea-3"),
  is("lines.sku", "is_unknown"),
  is("lines.sku", "not_equals", "TEA-1"),
  is("lines.sku", "not_contains", "TEA"),
  is("lines.sku", "none_of", "tea-2, x"),
  is("lines.vendor", "is_known"),
  is("lines.price", "greater_than", "100"),
];

test.each(unmet)("%j is not met", (condition) => {
  expect(findUnmetCondition({ conditions: [condition], match: "all" }, order, kinds)).toBe(condition);
});

test("a record without lines meets what denies of lines, and nothing else", () => {
  const bare = { values: {} };
  const first = (operator: LimitOperator) =>
    findUnmetCondition({ conditions: [is("lines.sku", operator, "x")], match: "all" }, bare);

  for (const operator of ["not_equals", "not_contains", "none_of", "is_unknown"] as const)
    expect(first(operator)).toBeNull();
  for (const operator of ["equals", "contains", "one_of", "is_known", "greater_than"] as const)
    expect(first(operator)).not.toBeNull();
});

test("all conditions must be met, and the first that is not is named", () => {
  const [first, second] = [is("note", "is_known"), is("city", "is_known")];

  expect(findUnmetCondition({ conditions: [...met, first, second], match: "all" }, order, kinds)).toBe(first);
});

test("any condition will do where the merchant says so, and the first is named when none is met", () => {
  const [first, second] = [is("note", "is_known"), is("city", "is_known")];

  expect(findUnmetCondition({ conditions: [first, is("email", "is_known")], match: "any" }, order)).toBeNull();
  expect(findUnmetCondition({ conditions: [first, second], match: "any" }, order)).toBe(first);
});

test("no limit lets everything through, and the usual one wants an address", () => {
  const usual = limitOf({ limit: onlyWithEmail, limitMatch: "all" });

  expect(findUnmetCondition(limitOf({ limit: [], limitMatch: "all" }), { values: {} })).toBeNull();
  expect(findUnmetCondition(limitOf({ limit: [], limitMatch: "any" }), { values: {} })).toBeNull();
  expect(findUnmetCondition(usual, { values: { email: null } })?.field).toBe("email");
});
