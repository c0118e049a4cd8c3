import { expect, test } from "vitest";
import type { RunProgress } from "./progress.ts";
import { addSample, estimateSecondsLeft, isNews, nameRun } from "./progress.ts";

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

const run: RunProgress = {
  id: "1",
  kind: "backfill",
  phase: "done",
  status: "done",
  processed: 5,
  total: 5,
  created: 5,
  updated: 0,
  startedAt: "2026-11-20T10:00:00.000Z",
  finishedAt: "2026-11-20T10:01:00.000Z",
  error: null,
};

test("a run that is done is news for a day, a failed one until the next", () => {
  const now = Date.parse("2026-11-21T09:00:00Z");

  expect(isNews(run, now)).toBe(true);
  expect(isNews(run, now + 2 * 3_600_000)).toBe(false);
  expect(isNews({ ...run, status: "failed" }, now + 90 * 3_600_000)).toBe(true);
  expect([isNews({ ...run, status: "cancelled" }, now), isNews(null, now)]).toEqual([false, false]);
});

test("only a run after the first sync compares again, and an audit is called one", () => {
  const before = "2026-11-19T10:00:00.000Z";

  expect(nameRun({ run, firstSyncDoneAt: null })).toBe("first");
  expect(nameRun({ run, firstSyncDoneAt: run.finishedAt })).toBe("first");
  expect(nameRun({ run, firstSyncDoneAt: before })).toBe("again");
  expect(nameRun({ run: { ...run, kind: "audit" }, firstSyncDoneAt: before })).toBe("audit");
});
