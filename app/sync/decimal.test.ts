import { expect, test } from "vitest";
import {
  addDecimals,
  compareDecimals,
  currencyDigits,
  divideDecimals,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
} from "./decimal.ts";

test.each([
  [["0.1", "0.2"], "0.3"],
  [["10.0", "-10.00"], "0"],
  [[], "0"],
  [["12345678901234567890.01", "0.99"], "12345678901234567891"],
  [["1.005", "2"], "3.005"],
  [["-0.5", "0.25"], "-0.25"],
  [[".5", "+1."], "1.5"],
])("%j add up to %s", (texts, sum) => {
  expect(addDecimals(...texts)).toBe(sum);
});

test.each([
  ["10.00", "0.01", "9.99"],
  ["0", "0.5", "-0.5"],
  ["1.25", "1.25", "0"],
])("%s less %s is %s", (from, text, difference) => {
  expect(subtractDecimals(from, text)).toBe(difference);
});

test.each([
  ["19.99", "3", "59.97"],
  ["-1.5", "1.5", "-2.25"],
  ["0.000", "7", "0"],
])("%s times %s is %s", (text, by, product) => {
  expect(multiplyDecimals(text, by)).toBe(product);
});

test.each([
  ["10", "3", 2, "3.33"],
  ["20", "3", 2, "6.67"],
  ["0.5", "1", 0, "1"],
  ["-0.5", "1", 0, "-1"],
  ["-1", "3", 3, "-0.333"],
  ["1", "-4", 1, "-0.3"],
  ["1000", "3", 0, "333"],
  ["1", "0.3", 3, "3.333"],
])("%s divided by %s to %i digits is %s", (text, by, digits, quotient) => {
  expect(divideDecimals(text, by, digits)).toBe(quotient);
});

test("rounds half away from zero", () => {
  expect([roundDecimal("2.345", 2), roundDecimal("-2.345", 2), roundDecimal("2.3449", 2)]).toEqual([
    "2.35",
    "-2.35",
    "2.34",
  ]);
});

test("compares by value, not by spelling", () => {
  expect([compareDecimals("1.0", "1"), compareDecimals("9", "10"), compareDecimals("0", "-0.01")]).toEqual([0, -1, 1]);
});

test("refuses what is no number, and a division by zero", () => {
  for (const text of ["", ".", "1e3", "1,5", "abc", "--1"]) expect(() => addDecimals(text)).toThrow(RangeError);
  expect(() => divideDecimals("1", "0.00", 2)).toThrow("division by zero");
});

test("knows how many digits a currency has", () => {
  expect(["EUR", "JPY", "KWD", "USDC"].map(currencyDigits)).toEqual([2, 0, 3, 2]);
});
