import type { ChangeRow, ObjectTables } from "./tables.ts";

/** Whether a lease still holds all that it took. */
export function isHeld(tables: ObjectTables, leaseId: string, now: string): boolean {
  const locks = [...tables.locks.values()].filter((lock) => lock.leaseId === leaseId);
  return locks.length > 0 && locks.every(({ until }) => until > now);
}

export function isLeased(row: ChangeRow, now: string): boolean {
  return row.leaseId !== null && (row.leasedUntil ?? "") > now;
}

export function isLocked(tables: ObjectTables, key: string, leaseId: string, now: string): boolean {
  const lock = tables.locks.get(key);
  return lock !== undefined && lock.leaseId !== leaseId && lock.until > now;
}

/** Gives back all that a lease holds. */
export function free(tables: ObjectTables, leaseId: string): void {
  for (const [key, lock] of tables.locks) if (lock.leaseId === leaseId) tables.locks.delete(key);
  for (const row of tables.changes.values()) {
    if (row.leaseId !== leaseId) continue;
    row.leaseId = null;
    row.leasedUntil = null;
  }
}
