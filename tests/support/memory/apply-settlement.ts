import type { OutcomeWrite, Settlement } from "#app/sync/ports.ts";
import type { Side } from "#app/sync/record.ts";
import type { OutcomeRow, Tables } from "./tables.ts";

/** Writes one settlement, as the database would within its transaction; breaks where a unique index would. */
export function applySettlement(tables: Tables, settlement: Settlement, leaseId: string, now: string): void {
  const { link } = settlement;
  if (link) {
    const taken = [...tables.links.values()].find(
      ({ shopifyId, hubspotId }) => hubspotId === link.hubspotId && shopifyId !== link.shopifyId,
    );
    if (taken) throw new Error(`unique index: contact ${link.hubspotId} is linked to ${taken.shopifyId}`);
    if (tables.links.get(link.shopifyId)?.hubspotId !== link.hubspotId) tables.linkedAt.set(link.shopifyId, now);
    tables.links.set(link.shopifyId, link);
  }
  for (const entry of settlement.matchKeys ?? []) tables.matchKeys.set(`${entry.side}:${entry.recordId}`, entry);
  for (const { side, recordId } of settlement.liftTombstones) tables.tombstones.delete(`${side}:${recordId}`);
  for (const tombstone of settlement.tombstones)
    tables.tombstones.set(`${tombstone.side}:${tombstone.recordId}`, tombstone);
  if (settlement.outcome) writeOutcome(tables, settlement.outcome, now);
  for (const { side, recordId } of settlement.dropOutcomes) dropOutcome(tables, side, recordId);
  for (const effect of settlement.effects) {
    const key = `${effect.kind}:${effect.shopifyId}`;
    const before = tables.effects.get(key);
    tables.effects.set(key, {
      ...effect,
      object: "customers",
      generation: (before?.generation ?? 0) + 1,
      attempts: 0,
      dueAt: now,
      leaseId: before?.leaseId ?? null,
      leasedUntil: before?.leasedUntil ?? null,
    });
  }
  answerChanges(tables, settlement, leaseId);
}

function answerChanges(tables: Tables, settlement: Settlement, leaseId: string): void {
  for (const change of settlement.changes) {
    const key = `${change.side}:${change.recordId}`;
    const row = tables.changes.get(key);
    if (!row || row.leaseId !== leaseId || String(row.generation) !== change.generation) continue;
    if (settlement.retryAt === null) tables.changes.delete(key);
    else
      tables.changes.set(key, {
        ...row,
        attempts: row.attempts + 1,
        dueAt: settlement.retryAt,
        lastError: settlement.lastError,
      });
  }
}

function dropOutcome(tables: Tables, side: Side, id: string): void {
  for (const row of tables.outcomes)
    if ((side === "shopify" ? row.shopifyId : row.hubspotId) === id) tables.outcomes.delete(row);
}

function writeOutcome(tables: Tables, outcome: OutcomeWrite, now: string): void {
  const same = (row: OutcomeRow): boolean =>
    (outcome.shopifyId !== null && row.shopifyId === outcome.shopifyId) ||
    (outcome.hubspotId !== null && row.hubspotId === outcome.hubspotId);
  const before = [...tables.outcomes].filter(same);
  for (const row of before) tables.outcomes.delete(row);
  tables.outcomes.add({
    ...outcome,
    changedFields: outcome.changedFields ?? before[0]?.changedFields ?? null,
    searchHashes: outcome.searchHashes ?? before[0]?.searchHashes ?? [],
    settledAt: now,
  });
}
