import type { Connection } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { StoredRun } from "./runs.server.ts";
import { toStoredRun } from "./runs.server.ts";

const released = { leaseId: null, leasedUntil: null };

/**
 * The run waits until it is resumed. Who works on it loses its lease, notices at the next chunk, and settles what it wrote; the checkpoint
 * stays. @returns the run, null when none of this id is under way
 */
export async function pauseRun(db: Db, connection: Connection, id: string): Promise<StoredRun | null> {
  return await changeRun(db, connection, id, null, { pausedAt: new Date(), ...released });
}

/** A paused run goes on from its checkpoint; it is due at once. @returns the run, null when none of this id is paused */
export async function resumeRun(db: Db, connection: Connection, id: string): Promise<StoredRun | null> {
  return await changeRun(db, connection, id, { not: null }, { pausedAt: null, dueAt: new Date(0), ...released });
}

/** The run ends, paused or not; what it wrote stays. @returns the run, null when none of this id is under way */
export async function cancelRunById(db: Db, connection: Connection, id: string): Promise<StoredRun | null> {
  const ended = { status: "cancelled" as const, finishedAt: new Date(), pausedAt: null };
  return await changeRun(db, connection, id, undefined, { ...ended, ...released });
}

type Change = Parameters<Db["backfillRun"]["updateManyAndReturn"]>[0]["data"];

async function changeRun(
  db: Db,
  { id: connectionId, shop }: Connection,
  id: string,
  pausedAt: null | { not: null } | undefined,
  data: Change,
): Promise<StoredRun | null> {
  const where = { id, connectionId, status: "running" as const, ...(pausedAt !== undefined && { pausedAt }) };
  const [row] = await inShop(db, shop, (tx) => tx.backfillRun.updateManyAndReturn({ where, data }));
  return row ? toStoredRun(row) : null;
}
