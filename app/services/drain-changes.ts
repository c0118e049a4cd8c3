import { isEcho } from "#app/sync/plan/echo.ts";
import type { Claim, RecordLink, Settlement } from "#app/sync/ports.ts";
import type { Connection, Lane, ObjectKey } from "#app/sync/record.ts";
import type { EngineDeps } from "./engine/context.ts";
import { LEASE_MS, openContext } from "./engine/context.ts";
import { processUnits } from "./engine/process-units.ts";
import type { Unit } from "./engine/unit.ts";
import { bareSettlement, newUnit, openUnits } from "./engine/unit.ts";

// Both vendors' largest batch of reads by id.
const BATCH = 100;

export interface DrainInput {
  readonly connection: Connection;
  readonly object: ObjectKey;
  readonly lane: Lane | "any";
}

export interface DrainResult {
  /** more changes are likely due: drain again */
  readonly more: boolean;
  readonly claimed: number;
  /** claimed changes that were our own writes come back, dropped without a vendor call */
  readonly echoes: number;
  /** code of the failure that ended the batch early; its changes are put back */
  readonly stoppedBy: string | null;
  /** false: the lease was lost, another worker has the records now, and nothing was settled */
  readonly settled: boolean;
}

const idle: DrainResult = { more: false, claimed: 0, echoes: 0, stoppedBy: null, settled: true };

/**
 * Claims up to 100 due changes of a connection's object and brings their records in step. Afterwards each of them is settled (in sync,
 * excluded or failing) or put back with its next attempt's time; nothing is written once the lease is lost.
 */
export async function drainChanges(deps: EngineDeps, input: DrainInput): Promise<DrainResult> {
  const { connection, object } = input;
  const claim = await deps.store.claim(connection, object, input.lane, BATCH, LEASE_MS);
  if (claim.changes.length === 0) return idle;
  // After the claim: a switch that makes other HubSpot records of the object takes leases away, and none that is held is older than it.
  const settings = await deps.store.settings(connection, object);
  if (!settings) return idle;

  const units = unitsOf(claim);
  const echoes = dropEchoes(units);
  // The vendors' budget keeps a part for `live`, which a claim of whatever is due may use.
  const lane = input.lane === "any" ? "live" : input.lane;
  const context = openContext(deps, {
    connection,
    object,
    lane,
    settings,
    leaseId: claim.leaseId,
    trustsAnswers: false,
  });
  const { settlements, stoppedBy, sharers } = await processUnits(context, openUnits(units));
  const settled = await deps.store.settle(connection, object, claim.leaseId, [...echoes, ...settlements]);
  if (settled) for (const shop of sharers) await deps.store.mark(shop.connection, shop.marks);
  const result = {
    more: claim.changes.length >= BATCH && stoppedBy === null,
    claimed: claim.changes.length,
    echoes: echoes.reduce((count, { changes }) => count + changes.length, 0),
    stoppedBy: stoppedBy?.code ?? null,
    settled,
  };
  deps.log.info({ event: "changes.drained", connectionId: connection.id, object, ...result });
  if (settled) count(deps, object, settlements);
  return result;
}

/** How fresh live changes were when they settled, and what became of the records. */
function count({ metrics, clock }: EngineDeps, object: ObjectKey, settlements: readonly Settlement[]): void {
  for (const { changes, outcome } of settlements.filter(({ retryAt }) => retryAt === null)) {
    if (outcome) metrics?.outcomes.inc({ object, status: outcome.status });
    for (const { lane, markedAt } of changes) {
      if (lane === "live") metrics?.freshnessMs.observe({ object }, clock.now().getTime() - Date.parse(markedAt));
    }
  }
}

/** One unit a pair, with the marks of both its sides, or a lone record. */
function unitsOf({ changes, links, tombstones }: Claim): Unit[] {
  const linkOf = new Map<string, RecordLink>();
  for (const link of links) {
    linkOf.set(`shopify:${link.shopifyId}`, link);
    linkOf.set(`hubspot:${link.hubspotId}`, link);
  }
  const pairs = new Map<string, Unit>();
  for (const change of changes) {
    const link = linkOf.get(`${change.side}:${change.recordId}`) ?? null;
    const name = link ? `pair:${link.shopifyId}` : `${change.side}:${change.recordId}`;
    const unit = pairs.get(name);
    if (unit) unit.changes.push(change);
    else pairs.set(name, newUnit([change], link));
  }
  for (const unit of pairs.values()) {
    unit.tombstones.push(
      ...tombstones.filter(({ side, recordId, counterpartId }) =>
        side === "shopify"
          ? recordId === unit.ids.shopify || (counterpartId !== null && counterpartId === unit.ids.hubspot)
          : recordId === unit.ids.hubspot || (counterpartId !== null && counterpartId === unit.ids.shopify),
      ),
    );
  }
  return [...pairs.values()];
}

/** @returns the settlements of our own writes come back; a unit of nothing else is ended, any other keeps its other changes. */
function dropEchoes(units: readonly Unit[]): Settlement[] {
  return units.flatMap((unit) => {
    const { link } = unit;
    const echoes = link ? unit.changes.filter((change) => isEcho(change, link)) : [];
    if (echoes.length === 0) return [];
    for (const echo of echoes) unit.changes.splice(unit.changes.indexOf(echo), 1);
    if (unit.changes.length === 0) unit.end = { kind: "absorbed" };
    return [bareSettlement({ changes: echoes, lift: [] })];
  });
}
