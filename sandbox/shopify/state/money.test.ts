import { expect, test } from "vitest";
import { allocate, fromMinor, inCurrency, percentOf, rateOf, shareOf, toMinor } from "./money.ts";

test.each([
  ["12.5", "USD", "12.50"],
  ["1250", "JPY", "1250"],
  ["12.50", "JPY", "13"],
  ["1.2345", "KWD", "1.235"],
  ["0.005", "USD", "0.01"],
  ["-0.005", "USD", "-0.01"],
  ["90071992547409.93", "USD", "90071992547409.93"],
])("%s in %s is written %s", (amount, currency, written) => {
  expect(inCurrency(amount, currency)).toBe(written);
  expect(fromMinor(toMinor(written, currency), currency)).toBe(written);
});

test("what is no amount is refused", () => {
  expect(() => toMinor("1,50", "USD")).toThrow("not a decimal amount");
});

test("an allocation adds up to its amount, and the largest remainders get the odd units", () => {
  expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(allocate(10n, [5n, 0n, 7n])).toEqual([4n, 0n, 6n]);
  expect(allocate(5n, [0n, 0n])).toEqual([3n, 2n]);
  expect(allocate(7n, [])).toEqual([]);
});

test("shares, percentages and rates round half up", () => {
  expect(shareOf(100n, 1n, 3n)).toBe(33n);
  expect(shareOf(1n, 1n, 2n)).toBe(1n);
  expect(percentOf(1_999n, "12.5")).toBe(250n);
  expect(rateOf(10_000n, "0.08875")).toBe(888n);
});
