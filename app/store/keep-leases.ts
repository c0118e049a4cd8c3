import { randomUUID } from "node:crypto";
import type { Db } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import type { StoreOptions } from "./now-sql.ts";

/**
 * Keeps the leases of this process alive. A lease in the database is short, so that a killed worker's records are free again in seconds;
 * while the process lives it is prolonged, up to the time its holder asked for.
 */
export interface LeaseKeeper {
  /** A new lease: its id and how long it is at first. */
  open(leaseMs: number): { readonly leaseId: string; readonly firstMs: number };
  /** The holder asks for more time. @returns how long the lease is to be from now. */
  extend(leaseId: string, leaseMs: number): number;
  /** The lease is over: settled, given back, or lost. */
  close(leaseId: string): void;
}

const firstMs = 10_000;
const beatMs = 2_500;

const keepers = new WeakMap<Db, LeaseKeeper>();

/** One keeper a database, whatever stores share it. With a test's clock leases are as long as asked and nothing beats. */
export function leaseKeeperOf(db: Db, { testClock }: StoreOptions = {}): LeaseKeeper {
  if (testClock) return patientKeeper;
  const keeper = keepers.get(db) ?? createKeeper(db);
  keepers.set(db, keeper);
  return keeper;
}

const patientKeeper: LeaseKeeper = {
  open: (leaseMs) => ({ leaseId: randomUUID(), firstMs: leaseMs }),
  extend: (_leaseId, leaseMs) => leaseMs,
  close: () => undefined,
};

function createKeeper(db: Db): LeaseKeeper {
  const open = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let beating = false;
  const beat = async () => {
    const now = performance.now();
    for (const [leaseId, until] of open) if (until < now) open.delete(leaseId);
    if (open.size === 0 || beating) return stopWhenIdle();
    beating = true;
    try {
      await prolong(db, [...open.keys()]);
    } catch (error) {
      // The next beat tries again, and a lease that ended meanwhile is noticed when its holder settles.
      process.emitWarning("Leases were not prolonged.", {
        detail: error instanceof Error ? error.message : String(error),
      });
    } finally {
      beating = false;
    }
  };
  const stopWhenIdle = () => {
    if (open.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const hold = (leaseId: string, leaseMs: number) => {
    open.set(leaseId, performance.now() + leaseMs);
    timer ??= setInterval(() => void beat(), beatMs).unref();
    return Math.min(leaseMs, firstMs);
  };
  return {
    open: (leaseMs) => {
      const leaseId = randomUUID();
      return { leaseId, firstMs: hold(leaseId, leaseMs) };
    },
    extend: hold,
    close: (leaseId) => {
      open.delete(leaseId);
      stopWhenIdle();
    },
  };
}

/**
 * A lease that has ended is not raised from the dead: another worker may have taken its records. Rows that somebody holds are passed over
 * until the next beat, for waiting here could end in a deadlock with who settles them.
 */
async function prolong(db: Db, leaseIds: readonly string[]): Promise<void> {
  const tables = {
    pending_change: "leased_until",
    pending_effect: "leased_until",
    record_association: "leased_until",
    backfill_run: "leased_until",
    sync_review: "leased_until",
    record_lock: "until",
  };
  await asSystem(db, "keep_leases", async (tx) => {
    for (const [table, column] of Object.entries(tables)) {
      await tx.$executeRawUnsafe(
        `update ${table} set ${column} = greatest(${column}, now() + $2::float8 * interval '1 millisecond')
         where ctid = any(array(
           select ctid from ${table} where lease_id = any($1::uuid[]) and ${column} > now() for update skip locked))`,
        [...leaseIds],
        firstMs,
      );
    }
  });
}
