import { expect, test } from "vitest";
import { missingOptions } from "./missing-options.ts";

test("a value that the shop allows is met by an option's value or label, whatever its case", () => {
  const options = [
    { label: "Gold member", value: "gold" },
    { label: "Silver", value: "s" },
  ];

  expect(missingOptions(["Gold", "silver", "Bronze"], options)).toEqual(["Bronze"]);
  expect(missingOptions(["Gold"], [])).toEqual(["Gold"]);
  expect(missingOptions([], options)).toEqual([]);
});
