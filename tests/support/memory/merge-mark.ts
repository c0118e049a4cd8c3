import type { ClaimedChange, Mark } from "#app/sync/ports.ts";
import type { ChangeRow } from "./tables.ts";

/** A row as whoever claims it sees it. */
export function toClaimed({ dueAt, leaseId, leasedUntil, lastError, ...row }: ChangeRow): ClaimedChange {
  return { ...row, generation: String(row.generation) };
}

/** The row of a record after one mark more. */
export function mergeMark(row: ChangeRow | undefined, mark: Mark, now: string): ChangeRow {
  const due = mark.dueAt ?? now;
  return {
    object: mark.object,
    side: mark.side,
    recordId: mark.recordId,
    lane: row?.lane === "live" ? "live" : mark.lane,
    generation: (row?.generation ?? 0) + 1,
    attempts: 0,
    dueAt: row && row.dueAt < due ? row.dueAt : due,
    markedAt: row?.markedAt ?? now,
    deletedAt: mark.deletedAt ?? row?.deletedAt ?? null,
    mergedInto: mark.mergedInto ?? row?.mergedInto ?? null,
    restoredAt: mark.restoredAt ?? row?.restoredAt ?? null,
    forced: mark.forced ?? row?.forced ?? null,
    echoHashes: row ? mergeHashes(row.echoHashes, mark.echoHashes ?? null) : (mark.echoHashes ?? null),
    leaseId: row?.leaseId ?? null,
    leasedUntil: row?.leasedUntil ?? null,
    lastError: row?.lastError ?? null,
  };
}

function mergeHashes(a: ChangeRow["echoHashes"], b: ChangeRow["echoHashes"]): ChangeRow["echoHashes"] {
  if (!a || !b) return null;
  const differ = Object.entries(b).some(([property, hash]) => a[property] !== undefined && a[property] !== hash);
  return differ ? null : { ...a, ...b };
}
