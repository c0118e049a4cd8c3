import { expect, test } from "vitest";
import { createdArguments, createdFilter } from "./created-filter.ts";

test.each([
  [undefined, null],
  [{ createdFrom: null, createdBefore: null }, null],
  [{ createdFrom: "2026-01-02T03:04:05.678Z", createdBefore: null }, "created_at:>='2026-01-02T03:04:05Z'"],
  [{ createdFrom: null, createdBefore: "2026-01-02T03:04:05.678Z" }, "created_at:<'2026-01-02T03:04:05Z'"],
  [
    { createdFrom: "2026-01-01T00:00:00.000Z", createdBefore: "2026-02-01T00:00:00.000Z" },
    "created_at:>='2026-01-01T00:00:00Z' AND created_at:<'2026-02-01T00:00:00Z'",
  ],
])("the window %o is searched as %s", (window, filter) => {
  expect(createdFilter("created_at", window)).toBe(filter);
});

test("an open window asks for everything, a narrower one in the order of its dates", () => {
  expect(createdArguments(null)).toBe("");
  expect(createdArguments("created_at:<'2026-01-01T00:00:00Z'")).toBe(
    `(query: "created_at:<'2026-01-01T00:00:00Z'", sortKey: CREATED_AT)`,
  );
});
