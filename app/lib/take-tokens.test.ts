import { expect, test } from "vitest";
import type { Budget, BudgetStore } from "#app/sync/access-ports.ts";
import { takeTokens } from "./take-tokens.ts";

const budget: Budget = { vendor: "hubspot", scope: "1", capacity: 10, refillPerSec: 10, reserve: 0 };

function scripted(waits: readonly number[]) {
  const left = [...waits];
  const paused: number[] = [];
  const budgets: BudgetStore = {
    take: async () => {
      const waitMs = left.shift();
      return waitMs === undefined ? { granted: true } : { granted: false, waitMs };
    },
    report: async () => undefined,
  };
  return { budgets, paused, pause: async (ms: number) => void paused.push(ms) };
}

test("waits as told until the budget grants", async () => {
  const deps = scripted([100, 250]);

  expect(await takeTokens(deps, budget, 1, "live")).toBe(352);
  expect(deps.paused).toEqual([101, 251]);
});

test("a wait too long for a job's lease is given back to the caller instead", async () => {
  const deps = scripted([1000, 60_000]);

  await expect(takeTokens(deps, budget, 1, "live")).rejects.toMatchObject({
    kind: "transient",
    code: "rate_limited",
    afterMs: 60_001,
  });
  expect(deps.paused).toEqual([1001]);
});
