import { expect, test } from "vitest";
import { syncObject } from "../objects/index.ts";
import { mainObjectKeys } from "../record.ts";
import type { LimitCondition, LimitOperator } from "../settings.ts";
import { checkConditions } from "./check-conditions.ts";
import { limitFieldsOf } from "./limit-fields.ts";
import { isYesOrNo, operatorsOf } from "./limit-operators.ts";
import { readyMadeLimits } from "./ready-made.ts";

const customers = syncObject("customers");
const is = (field: string, operator: LimitOperator, value?: string): LimitCondition => ({ field, operator, value });
const check = (...conditions: LimitCondition[]) => checkConditions(customers, { match: "all", conditions });

test.each([
  [is("emial", "is_known"), "unknown_field"],
  [is("firstName", "greater_than", "3"), "operator_unfit"],
  [is("ordersCount", "contains", "3"), "operator_unfit"],
  [is("createdAt", "greater_than", "3"), "operator_unfit"],
  [is("verifiedEmail", "is_known"), "operator_unfit"],
  [is("firstName", "equals"), "value_missing"],
  [is("firstName", "contains", "  "), "value_missing"],
  [is("tags", "one_of", " , "), "value_missing"],
  [is("ordersCount", "greater_than", "many"), "not_a_number"],
  [is("totalSpent", "less_than", "1,000"), "not_a_number"],
  [is("createdAt", "after", "yesterday"), "not_a_date"],
  [is("createdAt", "before", "2026-13-40"), "not_a_date"],
  [is("emailConsent", "equals", "maybe"), "not_a_choice"],
  [is("emailConsent", "one_of", "subscribed, maybe"), "not_a_choice"],
  [is("verifiedEmail", "equals", "yes"), "not_a_choice"],
  [is("metafield:custom.size", "greater_than", "large"), "not_a_number"],
])("%j is refused as %s", (condition, code) => {
  expect(check(condition)).toEqual([{ row: 0, code }]);
});

test("conditions that fit their fields are a limit, of metafields and in any case too", () => {
  const fitting = [
    is("email", "is_known"),
    is("ordersCount", "greater_than", "-0.50"),
    is("createdAt", "after", "2026-01-31"),
    is("createdAt", "before", "2026-12-31T10:00:00.000Z"),
    is("tags", "one_of", "vip, wholesale"),
    is("emailConsent", "one_of", "Subscribed, pending"),
    is("verifiedEmail", "equals", "true"),
    is("metafield:custom.size", "greater_than", "3"),
  ];

  expect(check(...fitting)).toEqual([]);
});

test("each fault is told at its row, and the same condition twice at the second one", () => {
  const vip = is("tags", "contains", "vip");

  expect(check(vip, is("nothing", "is_known"), is("tags", "contains", "VIP "))).toEqual([
    { row: 1, code: "unknown_field" },
    { row: 2, code: "given_twice" },
  ]);
});

test.each([
  [is("email", "is_known"), is("email", "is_unknown")],
  [is("email", "is_unknown"), is("email", "contains", "@x.io")],
  [is("city", "equals", "Rome"), is("city", "equals", "Oslo")],
  [is("city", "equals", "Rome"), is("city", "not_equals", "rome")],
  [is("tags", "contains", "vip"), is("tags", "not_contains", "vip")],
  [is("city", "one_of", "Rome"), is("city", "none_of", "Rome, Oslo")],
  [is("city", "equals", "Rome"), is("city", "one_of", "Oslo, Bern")],
  [is("city", "equals", "Rome"), is("city", "none_of", "Oslo, Rome")],
  [is("ordersCount", "greater_than", "5"), is("ordersCount", "less_than", "5.0")],
  [is("ordersCount", "greater_than", "5"), is("ordersCount", "equals", "5")],
  [is("ordersCount", "less_than", "5"), is("ordersCount", "equals", "7")],
  [is("createdAt", "after", "2026-02-01"), is("createdAt", "before", "2026-01-01")],
  [is("createdAt", "before", "2026-01-01"), is("createdAt", "equals", "2026-01-01")],
])("no record meets %j and %j at once, whichever comes first", (one, other) => {
  expect(check(one, other)).toEqual([{ row: 1, code: "contradicts" }]);
  expect(check(other, one)).toEqual([{ row: 1, code: "contradicts" }]);
  expect(checkConditions(customers, { match: "any", conditions: [one, other] })).toEqual([]);
});

test.each([
  [is("ordersCount", "greater_than", "5"), is("ordersCount", "less_than", "6")],
  [is("createdAt", "after", "2026-01-01"), is("createdAt", "before", "2026-02-01")],
  [is("tags", "contains", "vip"), is("tags", "not_contains", "wholesale")],
  [is("email", "is_unknown"), is("email", "not_equals", "a@x.io")],
  [is("city", "equals", "Rome"), is("firstName", "equals", "Oslo")],
])("%j and %j can both be met", (one, other) => {
  expect(check(one, other)).toEqual([]);
});

test("one item may meet what another does not", () => {
  const conditions = [is("lines.sku", "equals", "TEA"), is("lines.sku", "equals", "CUP")];

  expect(checkConditions(syncObject("orders"), { match: "all", conditions })).toEqual([]);
});

test.each(mainObjectKeys)(
  "what is ready-made for %s is a limit, and every field has operators of its own",
  (object) => {
    const definition = syncObject(object);

    for (const { condition } of readyMadeLimits[object])
      expect(checkConditions(definition, { match: "all", conditions: [condition] })).toEqual([]);
    for (const field of limitFieldsOf(definition)) expect(operatorsOf(field).length).toBeGreaterThan(0);
  },
);

test("yes and no are two choices, and any other list is not", () => {
  expect([isYesOrNo(["true", "false"]), isYesOrNo(["true", "maybe"]), isYesOrNo(["true", "false", "x"])]).toEqual([
    true,
    false,
    false,
  ]);
});
