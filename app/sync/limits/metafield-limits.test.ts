import { expect, test } from "vitest";
import { syncObject } from "../objects/index.ts";
import type { LimitCondition, LimitOperator } from "../settings.ts";
import { checkConditions } from "./check-conditions.ts";
import { findUnmetCondition } from "./check-limit.ts";
import { limitFieldOf } from "./limit-fields.ts";
import type { LimitField } from "./limit-operators.ts";
import { operatorsOf } from "./limit-operators.ts";

const name = "metafield:custom.x";
const on = (type: string, operator: LimitOperator, value?: string): LimitCondition => ({
  ...{ field: name, operator, value, type },
});
const lets = (condition: LimitCondition, value: string | null) =>
  findUnmetCondition({ conditions: [condition], match: "all" }, { values: { [name]: value } }) === null;
const check = (condition: LimitCondition, listed: readonly LimitField[] = []) =>
  checkConditions(syncObject("customers"), { match: "all", conditions: [condition] }, listed).map(({ code }) => code);
const fieldOf = (type: string, choices?: readonly string[]): LimitField => {
  const field = limitFieldOf({ name, type, choices });
  if (typeof field === "string") throw new Error(field);
  return field;
};

// type · operator · compared with · a value that meets it · one that does not
const cases: readonly [string, LimitOperator, string | undefined, string, string | null][] = [
  ["single_line_text_field", "equals", "gold", "Gold", "golden"],
  ["number_integer", "equals", "41.0", "41", "410"],
  ["number_decimal", "greater_than", "9", "10.50", "8.9"],
  ["boolean", "equals", "true", "true", "false"],
  ["boolean", "is_unknown", undefined, "", "false"],
  ["date", "before", "2026-03-01", "2026-02-28", "2026-03-01"],
  ["date_time", "equals", "2026-02-01", "2026-02-01T23:30:00.000Z", "2026-02-02T00:00:00.000Z"],
  [
    "money",
    "less_than",
    "100",
    '{"amount":"20.00","currency_code":"EUR"}',
    '{"amount":"100.00","currency_code":"EUR"}',
  ],
  ["money", "is_known", undefined, '{"amount":"0.00","currency_code":"EUR"}', null],
  [
    ...(["rating", "greater_than", "4"] as const),
    ...([
      '{"value":"4.5","scale_min":"1.0","scale_max":"5.0"}',
      '{"value":"4.0","scale_min":"1.0","scale_max":"5.0"}',
    ] as const),
  ],
  ["list.single_line_text_field", "contains", "Red, dark", '["blue","red, dark"]', '["red","dark"]'],
  ["list.single_line_text_field", "one_of", "red, green", '["green"]', '["reddish"]'],
  ["list.single_line_text_field", "none_of", "red, green", '["blue"]', '["blue","red"]'],
  ["list.single_line_text_field", "equals", "b, a", '["a","b"]', '["a","b","c"]'],
  ["list.single_line_text_field", "is_known", undefined, '["a"]', "[]"],
  ["list.number_decimal", "contains", "1.50", "[1.5,2]", "[15]"],
  ["list.date", "contains", "2026-02-01", '["2026-02-01"]', '["2026-02-02"]'],
  ["product_reference", "contains", "board", "Snowboard", "Ski"],
  ["list.collection_reference", "contains", "summer", '["Summer","Sale"]', '["Summer sale"]'],
];

test.each(cases)("a %s that %s %s: %s does, %s does not", (type, operator, value, good, bad) => {
  const condition = on(type, operator, value);

  expect(check(condition)).toEqual([]);
  expect([lets(condition, good), lets(condition, bad)]).toEqual([true, false]);
});

test("a value that is none of its type's is compared with nothing", () => {
  expect(lets(on("money", "greater_than", "0"), "12 EUR")).toBe(false);
  expect(lets(on("list.single_line_text_field", "contains", "red"), "red")).toBe(true);
});

test.each([
  ["rich_text_field", "not_comparable"],
  ["json", "not_comparable"],
  ["link", "not_comparable"],
  ["list.money", "not_comparable"],
  ["list.rating", "not_comparable"],
  ["a_type_of_tomorrow", "not_comparable"],
  ["constructor", "not_comparable"],
  ["weight", "measure"],
  ["list.dimension", "measure"],
  ["file_reference", "reference"],
  ["list.metaobject_reference", "reference"],
])("a metafield of the type %s cannot be asked for: %s", (type, fault) => {
  expect(limitFieldOf({ name, type })).toBe(fault);
  expect(check(on(type, "is_known"))).toEqual(["unknown_field"]);
});

test("a location's metafield is none of its company's, whether its type is known or not", () => {
  const field = "location.metafield:custom.zone";
  const companies = (condition: LimitCondition) =>
    checkConditions(syncObject("companies"), { match: "all", conditions: [condition] }).map(({ code }) => code);

  expect(limitFieldOf({ name: field, type: "single_line_text_field" })).toBe("of_location");
  expect(companies({ field, operator: "is_known", type: "single_line_text_field" })).toEqual(["unknown_field"]);
  expect(companies({ field, operator: "is_known" })).toEqual(["unknown_field"]);
});

test.each([
  [on("number_integer", "contains", "4"), "operator_unfit"],
  [on("single_line_text_field", "greater_than", "4"), "operator_unfit"],
  [on("boolean", "equals", "maybe"), "not_a_choice"],
  [on("money", "equals", "5 EUR"), "not_a_number"],
  [on("list.number_integer", "one_of", "1, x"), "not_a_number"],
  [on("list.date", "contains", "soon"), "not_a_date"],
])("%j is refused as %s", (condition, code) => {
  expect(check(condition)).toEqual([code]);
});

test("what the shop says of a metafield goes before what the condition keeps", () => {
  const tier = fieldOf("single_line_text_field", ["Gold", "Silver"]);

  expect(check(on("number_integer", "greater_than", "4"), [tier])).toEqual(["operator_unfit"]);
  expect(check(on("single_line_text_field", "equals", "Bronze"), [tier])).toEqual(["not_a_choice"]);
  expect(check(on("single_line_text_field", "one_of", "gold, Silver"), [tier])).toEqual([]);
});

test("operators fit a metafield's type and the values that its shop allows", () => {
  const of = (type: string, choices?: readonly string[]) => operatorsOf(fieldOf(type, choices));

  expect(of("boolean")).toEqual(["equals", "is_known", "is_unknown"]);
  expect(of("number_integer")).toContain("greater_than");
  expect(of("list.single_line_text_field", ["a", "b"])).toEqual([
    ...["contains", "not_contains", "one_of", "none_of", "is_known", "is_unknown"],
  ]);
  expect(of("single_line_text_field", ["a", "b, c"]), "values with commas of their own").toEqual([
    ...["equals", "not_equals", "is_known", "is_unknown"],
  ]);
});
