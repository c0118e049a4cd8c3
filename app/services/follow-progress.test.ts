import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Follower } from "./follow-progress.ts";
import { createProgressFeed } from "./follow-progress.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const pace = { run: 1_000, pending: 2_000, calm: 5_000 };
const calm = { connected: true, objects: { customers: { pending: 0, run: null, inSync: 1 } } };
const running = {
  connected: true,
  objects: { customers: { pending: 9, run: { status: "running", pausedAt: null }, inSync: 1 } },
};
const reviewing = { ...calm, reviews: { customers: { status: "running", processed: 1 } } };

function openFeed(options: { most?: number; mostOfShop?: number } = {}) {
  const state = { progress: calm as typeof calm | typeof running | typeof reviewing, fails: false };
  const read = vi.fn(async (_shop: string) => {
    if (state.fails) throw new Error("the database is away");
    return state.progress;
  });
  const warnings: unknown[] = [];
  const log = { warn: (entry: unknown) => void warnings.push(entry) };
  return { state, read, warnings, feed: createProgressFeed({ read, log, pace, ...options }) };
}

function makeFollower(): Follower & { told: string[]; ended: number } {
  const follower = { told: [] as string[], ended: 0 };
  return Object.assign(follower, {
    tell: (progress: string) => void follower.told.push(progress),
    end: () => {
      follower.ended += 1;
    },
  });
}

test("who watches the same shop shares one read, and is told what changed only", async () => {
  const { feed, read, state } = openFeed();
  const followers = [makeFollower(), makeFollower(), makeFollower()];
  for (const follower of followers) feed.follow("a", follower);
  await vi.advanceTimersByTimeAsync(0);
  const afterArrival = read.mock.calls.length;

  await vi.advanceTimersByTimeAsync(10_000);
  state.progress = running;
  await vi.advanceTimersByTimeAsync(5_000);

  expect(read.mock.calls.length - afterArrival).toBe(3);
  for (const { told } of followers) expect(told).toEqual([JSON.stringify(calm), JSON.stringify(running)]);
});

test.each([
  ["run", running],
  ["review", reviewing],
])("it is read more often while a %s is under way, and not at all when the last one has gone", async (_what, busy) => {
  const { feed, read, state } = openFeed();
  state.progress = busy;
  const leave = feed.follow("a", makeFollower());
  await vi.advanceTimersByTimeAsync(3_500);
  expect(read).toHaveBeenCalledTimes(4);

  leave?.();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(read).toHaveBeenCalledTimes(4);
  expect(feed.followers()).toBe(0);
});

test("who comes later is told the state of that moment, not of the last read", async () => {
  const { feed, state } = openFeed();
  feed.follow("a", makeFollower());
  await vi.advanceTimersByTimeAsync(1_000);
  state.progress = running;

  const late = makeFollower();
  feed.follow("a", late);
  await vi.advanceTimersByTimeAsync(0);

  expect(late.told).toEqual([JSON.stringify(running)]);
});

test("shops are told apart", async () => {
  const { feed, read } = openFeed();
  const [a, b] = [makeFollower(), makeFollower()];

  feed.follow("a", a);
  feed.follow("b", b);
  await vi.advanceTimersByTimeAsync(0);

  expect(read.mock.calls.map(([shop]) => shop)).toEqual(["a", "b"]);
  expect([a.told.length, b.told.length]).toEqual([1, 1]);
});

test("a read that fails is noted and tried again, and nobody is sent away for it", async () => {
  const { feed, state, warnings } = openFeed();
  const follower = makeFollower();
  state.fails = true;
  feed.follow("a", follower);
  await vi.advanceTimersByTimeAsync(0);

  state.fails = false;
  await vi.advanceTimersByTimeAsync(5_000);

  expect(warnings).toEqual([expect.objectContaining({ event: "progress.read_failed", shop: "a" })]);
  expect(follower.told).toEqual([JSON.stringify(calm)]);
});

test("more than a process or a shop bears are turned away", () => {
  const { feed } = openFeed({ most: 3, mostOfShop: 2 });

  const taken = ["a", "a", "a", "b", "c"].map((shop) => feed.follow(shop, makeFollower()) !== null);

  expect(taken).toEqual([true, true, false, true, false]);
});

test("closing ends everybody and takes nobody more", async () => {
  const { feed, read } = openFeed();
  const follower = makeFollower();
  feed.follow("a", follower);

  feed.close();
  await vi.advanceTimersByTimeAsync(30_000);

  expect(follower.ended).toBe(1);
  expect(read).toHaveBeenCalledTimes(1);
  expect(feed.follow("a", makeFollower())).toBeNull();
});
