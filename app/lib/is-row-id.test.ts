import { expect, test } from "vitest";
import { isRowId } from "./is-row-id.ts";

test("only what PostgreSQL's bigint holds is the number of a row", () => {
  expect(["1", "9223372036854775807"].map(isRowId)).toEqual([true, true]);
  expect(["0", "-1", "9223372036854775808", "1e3", " 1", "", "1'"].filter(isRowId)).toEqual([]);
});
