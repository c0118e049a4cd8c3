import type { Budget, BudgetReport, BudgetStore } from "#app/sync/access-ports.ts";
import type { Lane } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { callSystem } from "./db.server.ts";
import { Prisma } from "./generated/client.ts";

export type TakeAnswer = { readonly granted: true } | { readonly granted: false; readonly waitMs: number };

/**
 * Takes `count` tokens of a budget that all processes share, or says how long to wait. All or none; the database's clock counts.
 * The bulk lane leaves the reserve to the live one.
 */
export async function takeTokens(db: Db, budget: Budget, count: number, lane: Lane): Promise<TakeAnswer> {
  const { vendor, scope, capacity, refillPerSec, reserve, windowMs = null } = budget;
  const call = Prisma.sql`take_tokens(${vendor}, ${scope}, ${count}::float8, ${lane === "live"}, ${capacity}::float8,
    ${refillPerSec}::float8, ${reserve}::float8, ${windowMs}::int)`;
  const waitMs = await callSystem<number>(db, "budget", call);
  return waitMs === 0 ? { granted: true } : { granted: false, waitMs };
}

/**
 * Notes what the vendor's answer says of a budget. Fewer `tokens` than we count are believed at once; more of them half of the way each
 * time and never in a window, for answers overtake each other and requests under way are not in them. In a budget with a window
 * `capacity` and `refillPerSec` are the caller's own and stay. A budget that nobody has taken from yet is not made.
 */
export async function reportBudget(db: Db, report: BudgetReport): Promise<void> {
  const { vendor, scope, tokens = null, capacity = null, refillPerSec = null, blockedUntil = null } = report;
  const call = Prisma.sql`report_tokens(${vendor}, ${scope}, ${tokens}::float8, ${capacity}::float8, ${refillPerSec}::float8,
    ${blockedUntil}::timestamptz)`;
  await callSystem<unknown>(db, "budget", call);
}

/** The budgets of all vendors in the database. */
export function createBudgetStore(db: Db): BudgetStore {
  return {
    take: (budget, count, lane) => takeTokens(db, budget, count, lane),
    report: (report) => reportBudget(db, report),
  };
}
