import { expect, test } from "vitest";
import { msToMidnight, requestBudget, searchBudget, waitOfPolicy } from "./rate-limits.ts";

const now = new Date("2026-11-21T12:00:00Z");

test("budgets never grant more than HubSpot's window allows, and bulk leaves something to live changes", () => {
  for (const limit of [10, 110, 190, 250]) {
    const budget = requestBudget("1", limit);
    expect(budget.capacity).toBeLessThan(limit);
    expect(budget.windowMs).toBeGreaterThan(10_000);
    expect(budget.reserve).toBeLessThan(budget.capacity);
  }
  expect(searchBudget("1").capacity).toBeLessThan(5);
  expect(requestBudget("1", 110).scope).not.toBe(searchBudget("1").scope);
});

test("waits as long as the policy's window, or as HubSpot asks", () => {
  expect(waitOfPolicy("TEN_SECONDLY_ROLLING", null, now, null)).toBe(10_000);
  expect(waitOfPolicy("SECONDLY", null, now, null)).toBe(1000);
  expect(waitOfPolicy(undefined, null, now, null)).toBe(10_000);
  expect(waitOfPolicy("TEN_SECONDLY_ROLLING", "3", now, null)).toBe(3000);
  expect(waitOfPolicy("DAILY", null, now, "America/New_York")).toBe(17 * 3_600_000);
});

test("a day ends in the portal's zone; an unknown zone counts as UTC", () => {
  expect(msToMidnight(now, "UTC")).toBe(12 * 3_600_000);
  expect(msToMidnight(now, "Asia/Tokyo")).toBe(3 * 3_600_000);
  expect(msToMidnight(now, "Middle/Earth")).toBe(12 * 3_600_000);
});
