import type { Db } from "#app/store/db.server.ts";

/**
 * Lets the database's rate budgets run on the test's time: their functions tell the time by `clock_timestamp()`, which becomes ours before
 * PostgreSQL's. A sequence holds how far the test's time is ahead, for it is seen at once, outside of all transactions.
 * @returns sets how many milliseconds the test's time is ahead of the machine's
 */
export async function runOnTestTime(db: Db): Promise<(aheadMs: number) => Promise<void>> {
  const statements = [
    "create sequence public.test_ahead_ms minvalue 0 start 0",
    "grant select on sequence public.test_ahead_ms to public",
    `create function public.clock_timestamp() returns timestamptz language sql volatile as
      'select pg_catalog.clock_timestamp() + (select last_value from public.test_ahead_ms) * interval ''1 millisecond'''`,
    "alter function take_tokens set search_path = public, pg_catalog",
    "alter function report_tokens set search_path = public, pg_catalog",
  ];
  for (const statement of statements) await db.$executeRawUnsafe(statement);
  return async (aheadMs) => {
    await db.$queryRaw`select setval('public.test_ahead_ms', ${Math.ceil(aheadMs)}::bigint)::text`;
  };
}
