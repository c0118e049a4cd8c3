import type { Boss } from "#app/jobs/boss.server.ts";
import type { BackfillProgress, ClaimedChange, OutcomeWrite, Settlement } from "#app/sync/ports.ts";
import type { Connection, Lane, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import { writeEffects } from "../effects.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { nowSql } from "../now-sql.ts";
import { saveRun } from "../save-run.ts";
import { dropOutcomes, writeOutcomes } from "../write-outcomes.ts";
import { deletionsOfGroups } from "./end-group.ts";
import { drains, markChanges } from "./mark-changes.ts";
import { readLinks } from "./read-links.ts";
import { isOn } from "./read-switches.ts";
import { freeLocks, holdsLease } from "./record-locks.ts";
import { settleAlongside } from "./settle-alongside.ts";
import { endLinks, liftTombstones, writeLinks, writeTombstones } from "./write-links.ts";
import { writeLog } from "./write-log.ts";

export interface SettleRequest {
  readonly object: ObjectKey;
  readonly leaseId: string;
  readonly settlements: readonly Settlement[];
  readonly progress: BackfillProgress | undefined;
}

// A link that another record took between reading and writing: read again after this.
const takenAgainMs = 5_000;

/**
 * Writes what became of a lease's records. Either everything is written and the lease is over, or nothing is and the answer is false:
 * then the lease was lost, or the object or the connection was turned off.
 */
export async function settleChanges(
  tx: Tx,
  boss: Boss | null,
  connection: Connection,
  { object, leaseId, settlements, progress }: SettleRequest,
  options: StoreOptions,
): Promise<boolean> {
  if (!(await isOn(tx, connection, object))) return false;
  const onlyProgress = progress !== undefined && settlements.length === 0;
  if (!(await holdsLease(tx, connection, object, leaseId, options)) && !onlyProgress) return false;
  if (progress && !(await saveRun(tx, connection, progress.runId, progress.runLeaseId, progress, options)))
    return false;

  await endLinks(
    tx,
    connection,
    object,
    settlements.flatMap((settlement) => settlement.endLinks),
  );
  const links = settlements.flatMap(({ link }) => (link ? [link] : []));
  const { taken, fresh } = await writeLinks(tx, connection, object, links);
  const final = settlements.map((settlement) =>
    settlement.link && taken.has(settlement.link.shopifyId) ? again(settlement, options) : settlement,
  );
  await liftTombstones(
    tx,
    connection,
    object,
    final.flatMap((settlement) => settlement.liftTombstones),
  );
  await writeTombstones(
    tx,
    connection,
    object,
    final.flatMap((settlement) => settlement.tombstones),
  );
  const outcomes = final.flatMap(({ outcome }) => outcome ?? []);
  await writeOutcomes(tx, connection, object, await withoutLinked(tx, connection, object, outcomes), options);
  await dropOutcomes(
    tx,
    connection,
    object,
    final.flatMap((settlement) => settlement.dropOutcomes),
  );
  await writeEffects(
    tx,
    connection,
    object,
    final.flatMap((settlement) => settlement.effects),
    options,
  );

  await writeLog(tx, connection, object, final, options);

  const woken = links.filter(({ shopifyId }) => fresh.includes(shopifyId));
  const jobs = await settleAlongside(tx, connection, { object, settlements: final, woken }, options);
  const gone = await deletionsOfGroups(tx, connection, object, woken);

  const moved = await closePending(tx, connection, object, leaseId, final, options);
  await freeLocks(tx, connection, object, leaseId);
  if (gone.length > 0) await markChanges(tx, boss, connection, gone, options);
  jobs.push(
    ...drains(
      connection,
      moved.map((lane) => ({ object, lane })),
    ),
  );
  if (jobs.length > 0) await boss?.enqueue(tx, jobs);
  return true;
}

/**
 * A HubSpot record was looked at as a lone one, and has been linked since: a first sync makes records whose webhooks arrive before their
 * links are written. The pair's own outcome stands.
 */
async function withoutLinked(
  tx: Tx,
  connection: Connection,
  object: ObjectKey,
  outcomes: readonly OutcomeWrite[],
): Promise<readonly OutcomeWrite[]> {
  const lone = outcomes.flatMap(({ shopifyId, hubspotId }) => (shopifyId === null && hubspotId ? [hubspotId] : []));
  if (lone.length === 0) return outcomes;
  const linked = new Set(
    (await readLinks(tx, connection, object, { hubspot: lone })).map(({ hubspotId }) => hubspotId),
  );
  return outcomes.filter(({ shopifyId, hubspotId }) => shopifyId !== null || !hubspotId || !linked.has(hubspotId));
}

/** The record is read again instead: nothing of this settlement is written but the wish to try again, and what was done already. */
function again({ changes, writes }: Settlement, { testClock }: StoreOptions): Settlement {
  const now = testClock?.now() ?? new Date();
  return {
    changes,
    link: null,
    endLinks: [],
    tombstones: [],
    liftTombstones: [],
    outcome: null,
    dropOutcomes: [],
    effects: [],
    retryAt: new Date(now.getTime() + takenAgainMs).toISOString(),
    lastError: "link_taken",
    ...(writes && { writes }),
  };
}

/**
 * Removes, puts back or frees the lease's pending changes. One whose generation has moved since the claim is due at once.
 * @returns lanes of those that moved.
 */
async function closePending(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  leaseId: string,
  settlements: readonly Settlement[],
  options: StoreOptions,
): Promise<readonly Lane[]> {
  const rows = JSON.stringify(settlements.flatMap(toPendingRows));
  // In the order in which marks lock them.
  await tx.$executeRaw`
    select 1 from pending_change where connection_id = ${id}::uuid and lease_id = ${leaseId}::uuid
    order by object, side, record_id for update`;
  await tx.$executeRaw`
    delete from pending_change p using jsonb_to_recordset(${rows}::text::jsonb)
      as r(side text, record_id text, generation bigint, retry_at timestamptz)
    where p.connection_id = ${id}::uuid and p.object = ${object} and p.lease_id = ${leaseId}::uuid
      and p.side = r.side and p.record_id = r.record_id and p.generation = r.generation and r.retry_at is null`;
  const moved = await tx.$queryRaw<{ lane: Lane; moved: boolean }[]>`
    update pending_change p set lease_id = null, leased_until = null,
      attempts = case when p.generation = r.generation then p.attempts + 1 else p.attempts end,
      due_at = case when p.generation = r.generation then r.retry_at else ${nowSql(options)} end,
      last_error = coalesce(r.last_error, p.last_error)
    from jsonb_to_recordset(${rows}::text::jsonb)
      as r(side text, record_id text, generation bigint, retry_at timestamptz, last_error text)
    where p.connection_id = ${id}::uuid and p.object = ${object} and p.lease_id = ${leaseId}::uuid
      and p.side = r.side and p.record_id = r.record_id
    returning p.lane, p.generation <> r.generation as moved`;
  await tx.$executeRaw`
    update pending_change set lease_id = null, leased_until = null
    where connection_id = ${id}::uuid and object = ${object} and lease_id = ${leaseId}::uuid`;
  return [...new Set(moved.filter((row) => row.moved).map((row) => row.lane))];
}

function toPendingRows({ changes, retryAt, lastError }: Settlement) {
  return changes.map(({ side, recordId, generation }: ClaimedChange) => ({
    side,
    record_id: recordId,
    generation,
    retry_at: retryAt,
    last_error: lastError,
  }));
}
