import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { reportBudget, takeTokens } from "#app/store/budgets.server.ts";
import type { Budget } from "#app/sync/access-ports.ts";
import { withDatabase } from "#tests/support/database.ts";
import { runProcess } from "#tests/support/run-process.ts";

const database = withDatabase({ max: 12 });
let next = 0;

function makeBudget(more: Partial<Budget> = {}): Budget {
  next += 1;
  return {
    vendor: "hubspot",
    scope: `portal-${next}`,
    capacity: 50,
    refillPerSec: 50,
    reserve: 0,
    windowMs: 1000,
    ...more,
  };
}

/** Largest number of grants in any window of that length. */
function mostInWindow(grants: readonly number[], windowMs: number): number {
  const sorted = [...grants].sort((a, b) => a - b);
  return Math.max(...sorted.map((from, index) => sorted.slice(index).filter((at) => at < from + windowMs).length));
}

test("many at once, in two processes, never get more than a window allows, and all get on", async () => {
  const budget = makeBudget();
  const script = "tests/integration/store/take-tokens.ts";

  const outputs = await Promise.all([1, 2].map(() => runProcess(script, [database.url, JSON.stringify(budget), "80"])));

  const grants = outputs.flatMap((output) => JSON.parse(output) as number[]);
  // A grant's time is read just after it was given, and a busy machine may hold that up: two such readings can come closer than the grants.
  expect(mostInWindow(grants, 900)).toBeLessThanOrEqual(50);
  expect(grants.length).toBeGreaterThanOrEqual(160);
});

test("bulk work leaves the reserve to live changes", async () => {
  const budget = makeBudget({ capacity: 20, reserve: 5 });

  const bulk = [];
  for (let request = 0; request < 20; request++) bulk.push(await takeTokens(database.db, budget, 1, "bulk"));
  const live = [];
  for (let request = 0; request < 6; request++) live.push(await takeTokens(database.db, budget, 1, "live"));

  expect(bulk.filter(({ granted }) => granted)).toHaveLength(15);
  expect(live.map(({ granted }) => granted)).toEqual([true, true, true, true, true, false]);
});

test("a refusal says how long to wait, and after that wait the tokens are there", async () => {
  // Long enough for both to fall into one window, however busy the machine is.
  const budget = makeBudget({ capacity: 4, windowMs: 3000 });
  await takeTokens(database.db, budget, 4, "live");

  const refused = await takeTokens(database.db, budget, 2, "live");
  const waitMs = refused.granted ? 0 : refused.waitMs;
  await wait(waitMs + 2);
  const granted = await takeTokens(database.db, budget, 2, "live");

  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(4000);
  expect(granted).toEqual({ granted: true });
});

test("nothing is granted while the vendor blocks", async () => {
  const budget = makeBudget();
  await takeTokens(database.db, budget, 1, "live");
  await reportBudget(database.db, {
    vendor: "hubspot",
    scope: budget.scope,
    blockedUntil: new Date(Date.now() + 3_600_000),
  });
  await reportBudget(database.db, {
    vendor: "hubspot",
    scope: budget.scope,
    blockedUntil: new Date(Date.now() + 60_000),
  });

  const answer = await takeTokens(database.db, budget, 1, "live");

  expect(answer).toMatchObject({ granted: false });
  expect(answer.granted ? 0 : answer.waitMs).toBeGreaterThan(3_000_000);
});

test("a window believes the vendor when it says that less is left, never that more is", async () => {
  const budget = makeBudget({ capacity: 10 });
  const { vendor, scope } = budget;
  await takeTokens(database.db, budget, 2, "live");

  await reportBudget(database.db, { vendor, scope, tokens: 9, capacity: 100 });
  await reportBudget(database.db, { vendor, scope, tokens: 3 });
  const tooMany = await takeTokens(database.db, budget, 4, "live");
  const fitting = await takeTokens(database.db, budget, 3, "live");

  expect(tooMany.granted).toBe(false);
  expect(fitting.granted).toBe(true);
});

test("a bucket refills steadily, takes the vendor's figures, and lets one pass that costs more than it holds", async () => {
  // So slow that it cannot refill between the first two, however busy the machine is.
  const { windowMs: _none, ...bucket } = makeBudget({ vendor: "shopify", capacity: 100, refillPerSec: 20 });
  const { vendor, scope } = bucket;
  const first = await takeTokens(database.db, bucket, 100, "live");
  const second = await takeTokens(database.db, bucket, 50, "live");
  await wait(second.granted ? 0 : second.waitMs + 2);
  const third = await takeTokens(database.db, bucket, 50, "live");

  await reportBudget(database.db, { vendor, scope, capacity: 2000, refillPerSec: 100_000, tokens: 2000 });
  await wait(25);
  const larger = await takeTokens(database.db, bucket, 2000, "live");
  await wait(25);
  const overfull = await takeTokens(database.db, bucket, 3000, "live");

  expect([first.granted, second.granted, third.granted, larger.granted, overfull.granted]).toEqual([
    true,
    false,
    true,
    true,
    true,
  ]);
  expect(second.granted ? 0 : second.waitMs).toBeLessThanOrEqual(2501);
});

test("budgets of different portals do not touch each other", async () => {
  const [one, other] = [makeBudget({ capacity: 1 }), makeBudget({ capacity: 1 })];
  await takeTokens(database.db, one, 1, "live");

  expect(await takeTokens(database.db, other, 1, "live")).toEqual({ granted: true });
  expect(await takeTokens(database.db, one, 1, "live")).toMatchObject({ granted: false });
});
