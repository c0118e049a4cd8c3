import type { OutcomeWrite, RecordLink, Settlement } from "#app/sync/ports.ts";
import type { ObjectKey, Side } from "#app/sync/record.ts";
import { noteWishes, wake } from "./note-wishes.ts";
import type { ObjectTables, OutcomeRow, Tables } from "./tables.ts";

/** Writes one settlement, as the database would within its transaction; breaks where a unique index would. */
export function applySettlement(
  all: Tables,
  object: ObjectKey,
  settlement: Settlement,
  leaseId: string,
  now: string,
): void {
  const tables = all.of(object);
  // Associations of what nobody waits for wait for company.
  const isLive = settlement.changes.some(({ lane }) => lane === "live");
  const dueAt = isLive ? now : new Date(Date.parse(now) + 5_000).toISOString();
  const { link, children, associations, fact, endedFact } = settlement;
  if (link && writeLink(tables, link, now)) wake(all, object, link, dueAt);
  if (children) {
    const parts = all.of(children.object);
    for (const id of children.ended) parts.links.delete(id);
    for (const part of children.links) writeLink(parts, part, now);
  }
  for (const entry of settlement.matchKeys ?? []) tables.matchKeys.set(`${entry.side}:${entry.recordId}`, entry);
  if (fact) all.facts.set(`${fact.kind}:${fact.shopifyId}`, fact);
  if (endedFact) {
    const known = all.facts.get(`${endedFact.kind}:${endedFact.shopifyId}`);
    if (known)
      all.facts.set(`${known.kind}:${known.shopifyId}`, {
        ...known,
        deletedAt: known.deletedAt ?? endedFact.deletedAt,
      });
  }
  tables.writes.push(...(settlement.writes ?? []));
  if (associations) noteWishes(all, object, associations, dueAt);
  for (const { side, recordId } of settlement.liftTombstones) tables.tombstones.delete(`${side}:${recordId}`);
  for (const tombstone of settlement.tombstones)
    tables.tombstones.set(`${tombstone.side}:${tombstone.recordId}`, tombstone);
  if (settlement.outcome && !isOvertaken(tables, settlement.outcome)) writeOutcome(tables, settlement.outcome, now);
  for (const { side, recordId } of settlement.dropOutcomes) dropOutcome(tables, side, recordId);
  for (const effect of settlement.effects) {
    const key = `${effect.kind}:${effect.shopifyId}`;
    const before = all.effects.get(key);
    all.effects.set(key, {
      ...effect,
      object,
      generation: (before?.generation ?? 0) + 1,
      attempts: 0,
      dueAt: now,
      leaseId: before?.leaseId ?? null,
      leasedUntil: before?.leasedUntil ?? null,
    });
  }
  answerChanges(tables, settlement, leaseId);
}

/** @returns whether the link is new, or leads elsewhere than before. */
function writeLink(tables: ObjectTables, link: RecordLink, now: string): boolean {
  const taken = [...tables.links.values()].find(
    ({ shopifyId, hubspotId }) => hubspotId === link.hubspotId && shopifyId !== link.shopifyId,
  );
  if (taken) throw new Error(`unique index: ${link.hubspotId} is linked to ${taken.shopifyId}`);
  const isNew = tables.links.get(link.shopifyId)?.hubspotId !== link.hubspotId;
  if (isNew) tables.linkedAt.set(link.shopifyId, now);
  tables.links.set(link.shopifyId, link);
  return isNew;
}

function answerChanges(tables: ObjectTables, settlement: Settlement, leaseId: string): void {
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

/** A HubSpot record that was looked at as a lone one and has been linked since. */
function isOvertaken({ links }: ObjectTables, { shopifyId, hubspotId }: OutcomeWrite): boolean {
  return shopifyId === null && [...links.values()].some((link) => link.hubspotId === hubspotId);
}

function dropOutcome(tables: ObjectTables, side: Side, id: string): void {
  for (const row of tables.outcomes)
    if ((side === "shopify" ? row.shopifyId : row.hubspotId) === id) tables.outcomes.delete(row);
}

function writeOutcome(tables: ObjectTables, outcome: OutcomeWrite, now: string): void {
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
