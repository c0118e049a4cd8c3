import type { Boss } from "#app/jobs/boss.server.ts";
import type { Job } from "#app/jobs/queue-names.ts";
import type { Mark } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { nowSql } from "../now-sql.ts";

/**
 * Raises the generation of each record's row, or makes it, and wakes the drains, all in the caller's transaction. A row's dates and hashes
 * merge with those it has.
 */
export async function markChanges(
  tx: Tx,
  boss: Boss | null,
  connection: Connection,
  marks: readonly Mark[],
  options: StoreOptions,
): Promise<void> {
  for (const round of toRounds(marks)) await upsert(tx, connection, round, options);
  await boss?.enqueue(tx, drainsFor(connection, marks, options));
}

/** One statement may touch a row once: a record that is marked twice goes into two rounds. */
function toRounds(marks: readonly Mark[]): readonly (readonly Mark[])[] {
  const rounds: Map<string, Mark>[] = [];
  for (const mark of marks) {
    const key = `${mark.object}:${mark.side}:${mark.recordId}`;
    const free = rounds.find((round) => !round.has(key));
    if (free) free.set(key, mark);
    else rounds.push(new Map([[key, mark]]));
  }
  return rounds.map((round) => [...round.values()]);
}

/** A drain for each object and lane that has something due now; the tick sends those for later. */
function drainsFor(connection: Connection, marks: readonly Mark[], { testClock }: StoreOptions): Job[] {
  const now = (testClock?.now() ?? new Date()).getTime();
  const due = marks.filter(({ dueAt }) => dueAt === undefined || Date.parse(dueAt) <= now);
  return drains(connection, due);
}

/** One drain for each object and lane among these. */
export function drains(
  { id: connectionId, shop, portalId }: Connection,
  parts: readonly { readonly object: ObjectKey; readonly lane: Job["lane"] }[],
): Job[] {
  const distinct = new Map(parts.map(({ object, lane }) => [`${object}:${lane}`, { object, lane }]));
  return [...distinct.values()].map((part) => ({ kind: "drain-changes", connectionId, shop, portalId, ...part }));
}

async function upsert(
  tx: Tx,
  { id, shop, portalId }: Connection,
  marks: readonly Mark[],
  options: StoreOptions,
): Promise<void> {
  const now = nowSql(options);
  const rows = marks.map((mark) => ({
    object: mark.object,
    side: mark.side,
    record_id: mark.recordId,
    lane: mark.lane,
    due_at: mark.dueAt ?? null,
    deleted_at: mark.deletedAt ?? null,
    merged_into: mark.mergedInto ?? null,
    restored_at: mark.restoredAt ?? null,
    echo_hashes: mark.echoHashes ?? null,
    forced: mark.forced ?? null,
  }));
  // Sorted, as settling locks them too: so two transactions cannot wait for each other.
  await tx.$executeRaw`
    insert into pending_change as p (connection_id, shop, portal_id, object, side, record_id, lane, due_at, marked_at, deleted_at,
      merged_into, restored_at, echo_hashes, forced)
    select ${id}::uuid, ${shop}, ${BigInt(portalId)}, object, side, record_id, lane, coalesce(due_at, ${now}), ${now}, deleted_at,
      merged_into, restored_at, echo_hashes, forced
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(object text, side text, record_id text, lane text,
      due_at timestamptz, deleted_at timestamptz, merged_into text, restored_at timestamptz, echo_hashes jsonb, forced text)
    order by object, side, record_id
    on conflict (connection_id, object, side, record_id) do update set
      generation = p.generation + 1,
      lane = case when 'live' in (p.lane, excluded.lane) then 'live' else 'bulk' end,
      attempts = 0,
      due_at = least(p.due_at, excluded.due_at),
      marked_at = case when p.lease_id is null then p.marked_at else excluded.marked_at end,
      deleted_at = coalesce(excluded.deleted_at, p.deleted_at),
      merged_into = coalesce(excluded.merged_into, p.merged_into),
      restored_at = coalesce(excluded.restored_at, p.restored_at),
      echo_hashes = case
        when p.echo_hashes is null or excluded.echo_hashes is null then null
        when exists (
          select 1 from jsonb_each(p.echo_hashes) a join jsonb_each(excluded.echo_hashes) b on a.key = b.key and a.value <> b.value
        ) then null
        else p.echo_hashes || excluded.echo_hashes end,
      forced = coalesce(excluded.forced, p.forced)`;
}
