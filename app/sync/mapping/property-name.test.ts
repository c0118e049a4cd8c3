import { expect, test } from "vitest";
import { propertyNameOf } from "./property-name.ts";

test.each([
  ["Size", "size"],
  ["Größe (cm)", "grosse_cm"],
  ["Crème brûlée", "creme_brulee"],
  ["2nd name", "nd_name"],
  ["名前", ""],
  ["x".repeat(120), "x".repeat(100)],
])("a property for %s is named %s", (label, expected) => {
  expect(propertyNameOf(label)).toBe(expected);
});
