import { expect, test } from "vitest";
import { addSample, estimateSecondsLeft } from "./progress.ts";

test("the time left follows the speed of the last half minute", () => {
  const samples = [
    { atMs: 0, processed: 0 },
    { atMs: 10_000, processed: 1000 },
  ];

  expect(estimateSecondsLeft(samples, 5000)).toBe(40);
});

test("nothing is estimated from too little, without a total, or while nothing moves", () => {
  const moment = { atMs: 0, processed: 10 };

  expect(estimateSecondsLeft([], 100)).toBeNull();
  expect(estimateSecondsLeft([moment, { atMs: 1000, processed: 20 }], 100)).toBeNull();
  expect(estimateSecondsLeft([moment, { atMs: 9000, processed: 20 }], null)).toBeNull();
  expect(estimateSecondsLeft([moment, { atMs: 9000, processed: 10 }], 100)).toBeNull();
});

test("old moments are forgotten, and a run that starts over is measured anew", () => {
  const old = [{ atMs: 0, processed: 5 }];

  expect(addSample(old, { atMs: 40_000, processed: 9 })).toEqual([{ atMs: 40_000, processed: 9 }]);
  expect(addSample(old, { atMs: 1000, processed: 2 })).toEqual([{ atMs: 1000, processed: 2 }]);
  expect(addSample(old, { atMs: 1000, processed: 7 })).toHaveLength(2);
});
