import type { Job } from "#app/jobs/queue-names.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db, Tx } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import type { Prisma } from "./generated/client.ts";
import { Prisma as sql } from "./generated/client.ts";

type JobRow = Omit<Job, "portalId"> & { portalId: bigint };

// Connections whose work may run now, with their portal's pause and refusal respected.
const ready: Prisma.Sql = sql.sql`
  connection c join portal b on b.id = c.portal_id
    and c.status = 'active' and b.status = 'connected' and (b.paused_until is null or b.paused_until <= now())`;

// Work that nobody holds: never leased, or left behind by a worker that is gone.
const free: Prisma.Sql = sql.sql`(w.leased_until is null or w.leased_until <= now())`;

/**
 * Jobs for all that is due and that nobody holds: pending changes, effects, runs, reviews. Looks at one index entry per connection, object and
 * lane, however long the backlogs are. A job of the same kind that was sent a moment ago is not doubled; one that waits for longer is, for
 * its notification may have been lost.
 */
export async function findDueJobs(db: Db): Promise<readonly Job[]> {
  return await asSystem(db, "schedule", async (tx) => {
    const found = [
      ...(await dueDrains(tx)),
      ...(await dueEffects(tx)),
      ...(await dueAssociations(tx)),
      ...(await dueRuns(tx)),
      ...(await dueReviews(tx)),
    ];
    return await withoutWaiting(tx, found.map(toJob));
  });
}

async function dueDrains(tx: Tx): Promise<readonly JobRow[]> {
  return await tx.$queryRaw<JobRow[]>`
    select 'drain-changes' as kind, lanes.lane, c.id::text as "connectionId", c.shop, c.portal_id as "portalId",
      s.object
    from ${ready} join object_setting s on s.connection_id = c.id and s.enabled
    cross join (values ('live'), ('bulk')) as lanes(lane)
    where exists (
      select 1 from pending_change w
      where w.connection_id = c.id and w.object = s.object and w.lane = lanes.lane and w.due_at <= now() and ${free})`;
}

async function dueEffects(tx: Tx): Promise<readonly JobRow[]> {
  return await tx.$queryRaw<JobRow[]>`
    select 'drain-effects' as kind, 'bulk' as lane, c.id::text as "connectionId", c.shop, c.portal_id as "portalId"
    from ${ready}
    where exists (
      select 1 from pending_effect w join object_setting s on s.connection_id = w.connection_id and s.object = w.object and s.enabled
      where w.connection_id = c.id and w.due_at <= now() and ${free})`;
}

async function dueAssociations(tx: Tx): Promise<readonly JobRow[]> {
  return await tx.$queryRaw<JobRow[]>`
    select 'write-associations' as kind, 'bulk' as lane, c.id::text as "connectionId", c.shop, c.portal_id as "portalId"
    from ${ready}
    where exists (
        select 1 from record_association w where w.connection_id = c.id and w.due_at <= now() and ${free})
      or exists (
        select 1 from record_association w
        where w.connection_id = c.id and w.lease_id is not null and w.leased_until <= now())`;
}

async function dueRuns(tx: Tx): Promise<readonly JobRow[]> {
  return await tx.$queryRaw<JobRow[]>`
    select 'run-backfill' as kind, 'bulk' as lane, c.id::text as "connectionId", c.shop, c.portal_id as "portalId",
      w.object, w.id::text as "runId"
    from ${ready} join backfill_run w on w.connection_id = c.id and w.status = 'running'
      and w.paused_at is null and w.due_at <= now() and ${free}
    join object_setting s on s.connection_id = c.id and s.object = w.object and s.enabled`;
}

/** A review is asked for before its object is switched on. */
async function dueReviews(tx: Tx): Promise<readonly JobRow[]> {
  return await tx.$queryRaw<JobRow[]>`
    select 'run-review' as kind, 'bulk' as lane, c.id::text as "connectionId", c.shop, c.portal_id as "portalId",
      w.object, w.id::text as "runId"
    from ${ready} join sync_review w on w.connection_id = c.id and w.status = 'running' and w.due_at <= now() and ${free}`;
}

/** Jobs for sweeps whose last one began longer ago than this; their time is taken at once, so that no other tick sends them too. */
export async function takeDueSweeps(db: Db, everyMs: number): Promise<readonly Job[]> {
  const rows = await asSystem(
    db,
    "schedule",
    (tx) => tx.$queryRaw<JobRow[]>`
      update object_setting s set swept_at = now() from ${ready}
      where s.connection_id = c.id and s.enabled and s.first_sync_done_at is not null
        and (s.swept_at is null or s.swept_at <= now() - ${everyMs}::float8 * interval '1 millisecond')
      returning 'sweep-changes' as kind, 'bulk' as lane, c.id::text as "connectionId", c.shop, c.portal_id as "portalId",
        s.object`,
  );
  return rows.map(toJob);
}

export interface DueAudit extends Connection {
  readonly object: ObjectKey;
}

// Between one and five in the morning, when a shop is quiet; a connection of unknown time zone has UTC's night.
const NIGHT = { from: 1, to: 5 };
const AUDIT_EVERY_MS = 20 * 60 * 60_000;

/**
 * Objects whose nightly audit is due: on, synced for a while, not audited since last night, and it is night where the shop is. Their time
 * is taken at once, so that no other tick starts them too.
 */
export async function takeDueAudits(db: Db, now: Date): Promise<readonly DueAudit[]> {
  const before = new Date(now.getTime() - AUDIT_EVERY_MS);
  return await asSystem(db, "schedule", async (tx) => {
    const rows = await tx.$queryRaw<(Omit<DueAudit, "portalId"> & { portalId: bigint; timeZone: string | null })[]>`
      select c.id::text as id, c.shop, c.portal_id as "portalId", s.object, h.time_zone as "timeZone"
      from ${ready} join object_setting s on s.connection_id = c.id and s.enabled and s.first_sync_done_at <= ${before}
        and (s.audited_at is null or s.audited_at <= ${before})
      join shop h on h.domain = c.shop
      where not exists (
        select 1 from backfill_run r where r.connection_id = c.id and r.object = s.object and r.status = 'running')`;
    const due: DueAudit[] = [];
    for (const { timeZone, portalId, ...row } of rows) {
      if (!isNight(timeZone, now)) continue;
      const taken = await tx.$executeRaw`
        update object_setting set audited_at = ${now}
        where connection_id = ${row.id}::uuid and object = ${row.object} and (audited_at is null or audited_at <= ${before})`;
      if (taken === 1) due.push({ ...row, portalId: String(portalId) });
    }
    return due;
  });
}

/**
 * When an object's next nightly audit may begin: the first full hour of a night where the shop is, a while after its first sync and its last
 * audit. A tick starts it then.
 */
export function nextAuditAt(timeZone: string | null, lastAt: Date, now: Date): Date {
  const hourMs = 3_600_000;
  const earliest = Math.max(now.getTime(), lastAt.getTime() + AUDIT_EVERY_MS);
  let at = new Date(Math.ceil(earliest / hourMs) * hourMs);
  while (!isNight(timeZone, at)) at = new Date(at.getTime() + hourMs);
  return at;
}

function isNight(timeZone: string | null, at: Date): boolean {
  const hour = hourIn(timeZone, at);
  return hour >= NIGHT.from && hour < NIGHT.to;
}

/** The hour of the day there, 0 to 23. */
function hourIn(timeZone: string | null, now: Date): number {
  const format = (zone: string) =>
    Number(new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone: zone }).format(now));
  try {
    return format(timeZone ?? "UTC");
  } catch (error) {
    // Not a zone that this machine knows.
    if (error instanceof RangeError) return format("UTC");
    throw error;
  }
}

async function withoutWaiting(tx: Tx, jobs: readonly Job[]): Promise<readonly Job[]> {
  if (jobs.length === 0) return [];
  const names = [...new Set(jobs.map(({ lane, portalId }) => `${lane}.${portalId}`))];
  const waiting = await tx.$queryRaw<{ data: Job }[]>`
    select data from pgboss.job_common
    where name = any(${names}) and state = 'created' and start_after > now() - interval '3 seconds'`;
  const known = new Set(waiting.map(({ data }) => jobKey(data)));
  return jobs.filter((job) => !known.has(jobKey(job)));
}

/** Jobs of one key do the same: one of them is enough. */
export function jobKey({ kind, lane, connectionId, object, runId }: Job): string {
  return [kind, lane, connectionId, object, runId].join(":");
}

function toJob({ portalId, ...row }: JobRow): Job {
  return { ...row, portalId: String(portalId) };
}

/** Portals of all active connections: a worker listens to their queues. */
export async function findPortalsToServe(db: Db): Promise<readonly string[]> {
  const rows = await asSystem(
    db,
    "find_connections",
    (tx) => tx.$queryRaw<{ id: bigint }[]>`select distinct portal_id as id from connection where status = 'active'`,
  );
  return rows.map(({ id }) => String(id));
}

/**
 * Takes a chore for this process. @returns whether it is this process's turn: nobody else holds the chore, and it was not done within
 * `everyMs`.
 */
export async function takeChore(db: Db, name: string, holder: string, holdMs: number, everyMs = 0): Promise<boolean> {
  const taken = await asSystem(
    db,
    "chores",
    (tx) => tx.$executeRaw`
      insert into chore_lease as l (name, holder, until, ran_at)
      values (${name}, ${holder}, now() + ${holdMs}::float8 * interval '1 millisecond', now())
      on conflict (name) do update set holder = excluded.holder, until = excluded.until, ran_at = excluded.ran_at
      where (l.holder = excluded.holder or l.until <= now())
        and l.ran_at <= now() - ${everyMs}::float8 * interval '1 millisecond'`,
  );
  return taken === 1;
}

/** How many marked records wait, by lane: for the metrics. */
export async function countPending(db: Db): Promise<Readonly<Record<"live" | "bulk", number>>> {
  const rows = await asSystem(
    db,
    "schedule",
    (tx) => tx.$queryRaw<{ lane: "live" | "bulk"; count: number }[]>`
      select lane, count(*)::int as count from pending_change group by 1`,
  );
  return { live: 0, bulk: 0, ...Object.fromEntries(rows.map(({ lane, count }) => [lane, count])) };
}
