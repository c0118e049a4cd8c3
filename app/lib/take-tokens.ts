import type { Budget, BudgetStore, Pause } from "#app/sync/access-ports.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { Lane } from "#app/sync/record.ts";

/** A request may wait this long inside a job, whose lease is longer; beyond it the job gives its work back. */
const longestWaitMs: Record<Lane, number> = { live: 15_000, bulk: 45_000 };

/**
 * Waits until the budget grants `count` tokens.
 * @returns milliseconds waited
 * @throws SyncError transient `rate_limited` with the remaining wait, when that is longer than a job should hold its lease for.
 */
export async function takeTokens(
  { budgets, pause }: { budgets: BudgetStore; pause: Pause },
  budget: Budget,
  count: number,
  lane: Lane,
): Promise<number> {
  let waitedMs = 0;
  for (;;) {
    const answer = await budgets.take(budget, count, lane);
    if (answer.granted) return waitedMs;
    // A millisecond more than told: timers may fire early, and a second question costs a query.
    const waitMs = Math.max(5, Math.ceil(answer.waitMs) + 1);
    if (waitedMs + waitMs > longestWaitMs[lane]) {
      throw new SyncError("transient", { code: "rate_limited", afterMs: waitMs, details: { vendor: budget.vendor } });
    }
    await pause(waitMs);
    waitedMs += waitMs;
  }
}
