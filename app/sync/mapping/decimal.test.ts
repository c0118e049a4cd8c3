import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalDecimal, compareDecimals } from "./decimal.ts";

test.each([
  ["0", "-0.00", 0],
  ["10", "9.999", 1],
  ["-10", "9", -1],
  ["-1.5", "-1.25", -1],
  ["0.1", ".10", 0],
  ["12345678901234567890.01", "12345678901234567890.02", -1],
  ["1e3", "1000", 0],
])("%s against %s compares as %s", (a, b, expected) => {
  expect(compareDecimals(a, b)).toBe(expected);
});

test("what is no number compares with nothing", () => {
  expect(compareDecimals("12 EUR", "1")).toBeUndefined();
  expect(compareDecimals("1", "")).toBeUndefined();
});

test("whole numbers of any length compare as themselves", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
      expect(compareDecimals(`${a}.0`, String(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});

test("the canonical form of a canonical form is itself", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.nat(), (whole, fraction) => {
      const form = canonicalDecimal(`${whole}.${fraction}`);

      expect(form && canonicalDecimal(form)).toBe(form);
    }),
  );
});
