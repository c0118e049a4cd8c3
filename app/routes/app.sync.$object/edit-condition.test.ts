import { expect, test } from "vitest";
import { limitFieldsOf } from "#app/sync/limits/limit-fields.ts";
import type { LimitField } from "#app/sync/limits/limit-operators.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import { inputOf, newCondition, splitValues, withOperator } from "./edit-condition.ts";

function field(name: string): LimitField {
  const found = limitFieldsOf(syncObject("customers")).find((one) => one.name === name);
  if (!found) throw new Error(`customers have no ${name}`);
  return found;
}

test("a new condition begins with what is asked most often of its field", () => {
  expect(newCondition(field("firstName"))).toEqual({ field: "firstName", operator: "equals", value: "" });
  expect(newCondition(field("ordersCount"))).toMatchObject({ operator: "greater_than", value: "" });
  expect(newCondition(field("verifiedEmail"))).toMatchObject({ operator: "equals", value: "true" });
  expect(newCondition(field("emailConsent"))).toMatchObject({ operator: "equals", value: "subscribed" });
});

test("a value is typed into what fits the field and what is asked of it", () => {
  expect([
    inputOf(field("firstName"), "equals"),
    inputOf(field("firstName"), "one_of"),
    inputOf(field("firstName"), "is_known"),
    inputOf(field("ordersCount"), "less_than"),
    inputOf(field("createdAt"), "after"),
    inputOf(field("emailConsent"), "equals"),
    inputOf(field("emailConsent"), "none_of"),
    inputOf({ name: "metafield:custom.size", kind: "text" }, "greater_than"),
  ]).toEqual(["text", "list", "none", "number", "date", "choice", "choices", "number"]);
});

test("another operator keeps the value where it can compare with it", () => {
  const size = { field: "firstName", operator: "equals", value: "Ada" } as const;

  expect(withOperator(field("firstName"), size, "contains").value).toBe("Ada");
  expect(withOperator(field("firstName"), size, "one_of").value).toBe("");
  expect(withOperator(field("firstName"), size, "is_known")).toEqual({ field: "firstName", operator: "is_known" });
});

test("several values are separated by commas, and blanks are none", () => {
  expect(splitValues(" a, ,b ")).toEqual(["a", "b"]);
  expect(splitValues(undefined)).toEqual([]);
});
