import type { Drift, RunPatch } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import type { Tx } from "./db.server.ts";
import type { StoreOptions } from "./now-sql.ts";
import { nowSql } from "./now-sql.ts";

export interface RunChange extends RunPatch {
  readonly created?: number;
  readonly updated?: number;
  readonly drift?: Drift;
}

/** Changes a run while its lease is held; with `dueAt` the lease is given up. @returns false, with nothing written, when it is lost. */
export async function saveRun(
  tx: Tx,
  { id: connectionId }: Connection,
  runId: string,
  leaseId: string,
  patch: RunChange,
  options: StoreOptions,
): Promise<boolean> {
  const set = (key: keyof RunChange) => patch[key] !== undefined;
  const { phase = null, total = null, error = null, attempts = null, dueAt = null } = patch;
  const { processed = 0, created = 0, updated = 0 } = patch;
  const checkpoint = patch.checkpoint ? JSON.stringify(patch.checkpoint) : null;
  const drift = JSON.stringify(patch.drift ?? {});
  const saved = await tx.$executeRaw`
    update backfill_run set
      phase = coalesce(${phase}, phase),
      checkpoint = coalesce(${checkpoint}::text::jsonb, checkpoint),
      total = case when ${set("total")} then ${total}::int else total end,
      error = case when ${set("error")} then ${error} else error end,
      attempts = coalesce(${attempts}::int, attempts),
      processed = processed + ${processed}::int, created = created + ${created}::int, updated = updated + ${updated}::int,
      drift = coalesce((
        select jsonb_object_agg(key, total) from (
          select key, sum(value::int) as total from (
            select * from jsonb_each_text(drift) union all select * from jsonb_each_text(${drift}::text::jsonb)) d
          group by key) sums), '{}'::jsonb),
      due_at = coalesce(${dueAt}::timestamptz, due_at),
      lease_id = case when ${dueAt !== null} then null else lease_id end,
      leased_until = case when ${dueAt !== null} then null else leased_until end
    where id = ${runId}::uuid and connection_id = ${connectionId}::uuid and lease_id = ${leaseId}::uuid and status = 'running'
      and leased_until > ${nowSql(options)}`;
  return saved === 1;
}
