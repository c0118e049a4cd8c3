import type { Clock } from "#app/sync/ports.ts";
import { Prisma } from "./generated/client.ts";

export interface StoreOptions {
  /**
   * For tests alone. Otherwise the database's clock counts: machines' clocks differ by minutes, and a lease that one machine thinks
   * over would be taken from a worker that is still at it.
   */
  readonly testClock?: Clock;
}

/** The present, as an SQL expression. */
export function nowSql({ testClock }: StoreOptions): Prisma.Sql {
  return testClock ? Prisma.sql`${testClock.now()}::timestamptz` : Prisma.sql`now()`;
}

/** An instant so many milliseconds from now, as an SQL expression. */
export function inMsSql(options: StoreOptions, ms: number): Prisma.Sql {
  return Prisma.sql`(${nowSql(options)} + ${ms}::float8 * interval '1 millisecond')`;
}
