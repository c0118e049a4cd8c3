import { expect, test } from "vitest";
import { createClock } from "#sandbox/http/clock.ts";

test("advancing runs what has become due, oldest first, and leaves the rest", () => {
  const clock = createClock(() => 1_000);
  const ran: string[] = [];
  clock.at(5_000, () => ran.push("five"));
  clock.at(3_000, () => ran.push("three"));
  clock.at(9_000, () => ran.push("nine"));

  clock.advance(4_000);

  expect(ran).toEqual(["three", "five"]);
  expect(clock.pending()).toBe(1);
});

test("a cancelled task never runs, and a task may plan the next", () => {
  const clock = createClock(() => 0);
  const ran: string[] = [];
  const cancel = clock.at(10, () => ran.push("cancelled"));
  clock.at(10, () => {
    ran.push("first");
    clock.at(20, () => ran.push("second"));
  });

  cancel();
  clock.advance(25);

  expect(ran).toEqual(["first", "second"]);
});

test("tasks also become due by real time", async () => {
  const clock = createClock();
  const before = Date.now();

  await clock.wait(15);

  expect(Date.now() - before).toBeGreaterThanOrEqual(14);
});
