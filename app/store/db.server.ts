import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Crossing } from "./crossings.ts";
import type { Prisma } from "./generated/client.ts";
import { PrismaClient } from "./generated/client.ts";

export type Db = PrismaClient;
/** A transaction as one shop or as the system: the only door to the tables. */
export type Tx = Prisma.TransactionClient;

// A transaction that waits on a lock longer than this is stuck; its job is tried again.
const limits = { maxWait: 20_000, timeout: 60_000 };

export function openDb(url: string, { max = 10 }: { readonly max?: number } = {}): Db {
  const pool = { connectionString: url, max, idleTimeoutMillis: 10_000, application_name: "tandem" };
  // The pool replaces a broken connection by itself; who was using it gets the error.
  const ignore = { onPoolError: () => undefined, onConnectionError: () => undefined };
  // Statements are not prepared by name: a plan made while a table was empty would stay when it has grown (measured: half the speed).
  const db = new PrismaClient({ adapter: new PrismaPg(pool, ignore) });
  const locks = new pg.Pool({ ...pool, max: 4, allowExitOnIdle: true });
  locks.on("error", () => undefined);
  lockPools.set(db, locks);
  return db;
}

const lockPools = new WeakMap<Db, pg.Pool>();

/**
 * Runs `fn` while no other process does so under the same name. For short work such as one token request. Its connection comes from a pool
 * of its own: who holds a lock needs others to get on.
 */
export async function withLock<T>(db: Db, name: string, fn: () => Promise<T>): Promise<T> {
  const pool = lockPools.get(db);
  if (!pool) throw new Error("This database was not opened by openDb.");
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [name]);
    return await fn();
  } finally {
    await client.query("select pg_advisory_unlock_all()").catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}

/**
 * Runs `fn` in one transaction as the shop: row security shows and accepts its rows only. A forgotten condition finds too few rows,
 * never another shop's. Database work only inside: never wait for a vendor here.
 */
export async function inShop<T>(db: Db, shop: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return await db.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('role', 'tandem_tenant', true), set_config('tandem.shop', ${shop}, true)`;
    return await fn(tx);
  }, limits);
}

/** Runs `fn` in one transaction as the system, for one of the listed reasons to cross tenants. */
export async function asSystem<T>(db: Db, _crossing: Crossing, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return await db.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('role', 'tandem_system', true), set_config('tandem.shop', '', true)`;
    return await fn(tx);
  }, limits);
}

/** Calls a function of ours in the database that takes the system's role by itself, in one round trip and a transaction of its own. */
export async function callSystem<T>(db: Db, _crossing: Crossing, call: Prisma.Sql): Promise<T> {
  const rows = await db.$queryRaw<[{ result: T }]>`select ${call} as result`;
  return rows[0].result;
}
