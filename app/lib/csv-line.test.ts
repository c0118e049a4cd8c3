import { expect, test } from "vitest";
import { csvLine } from "./csv-line.ts";

test("cells with commas, quotes and line ends are quoted, the others stand as they are", () => {
  expect(csvLine(["a", 'say "hi", twice', "two\nlines", null])).toBe('a,"say ""hi"", twice","two\nlines",\r\n');
});

test.each(["=1+1", "+1", "-1", "@sum", "\tx"])("a cell that a spreadsheet would run is text: %j", (cell) => {
  expect(csvLine([cell])).toBe(`'${cell}\r\n`);
});
