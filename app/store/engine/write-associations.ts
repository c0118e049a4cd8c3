import type { RecordLink, Settlement } from "#app/sync/ports.ts";
import type { Connection, Lane, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import { Prisma } from "../generated/client.ts";
import type { StoreOptions } from "../now-sql.ts";
import { inMsSql, nowSql } from "../now-sql.ts";

type Wanted = NonNullable<Settlement["associations"]>;

/** Associations that no person waits for wait so long for each other. */
const BULK_WAIT_MS = 5_000;
/** While anything is read as a whole they are due together, at full minutes, for HubSpot takes 2,000 at once; the end of it wakes the last. */
const RUN_WAIT_MS = 60_000;

/**
 * Notes what a record is to be associated with: new wishes and those no longer wanted become due. One that is written as it is wanted
 * stays untouched, so that settling a record again costs no call.
 */
export async function writeAssociations(
  tx: Tx,
  { id, shop, portalId }: Connection,
  object: ObjectKey,
  wanted: readonly Wanted[],
  lane: Lane,
  options: StoreOptions,
): Promise<void> {
  if (wanted.length === 0) return;
  const last = new Map(wanted.map((entry) => [entry.shopifyId, entry]));
  const rows = [...last.values()].flatMap((entry) =>
    entry.wanted.map((one) => ({
      from_id: entry.shopifyId,
      to_object: one.to,
      to_id: one.toId ?? "",
      to_hubspot_id: one.toHubspotId ?? "",
      label: one.label ?? "",
    })),
  );
  const dueAt = dueAtSql(id, lane, options);
  const json = JSON.stringify(rows);
  await tx.$executeRaw`
    update record_association a set wanted = false, attempts = 0, due_at = ${dueAt}
    where a.connection_id = ${id}::uuid and a.object = ${object} and a.from_id = any(${[...last.keys()]}) and a.wanted
      and not exists (
        select 1 from jsonb_to_recordset(${json}::text::jsonb)
          as r(from_id text, to_object text, to_id text, to_hubspot_id text, label text)
        where r.from_id = a.from_id and r.to_object = a.to_object and r.to_id = a.to_id and r.to_hubspot_id = a.to_hubspot_id
          and r.label = a.label)`;
  await tx.$executeRaw`
    insert into record_association as a (connection_id, shop, portal_id, object, from_id, to_object, to_id, to_hubspot_id, label, due_at)
    select ${id}::uuid, ${shop}, ${BigInt(portalId)}, ${object}, from_id, to_object, to_id, to_hubspot_id, label, ${dueAt}
    from jsonb_to_recordset(${json}::text::jsonb) as r(from_id text, to_object text, to_id text, to_hubspot_id text, label text)
    order by from_id, to_object, to_id, to_hubspot_id, label
    on conflict (connection_id, object, from_id, to_object, to_id, to_hubspot_id, label) do update
      set wanted = true, attempts = 0, due_at = ${dueAt} where not a.wanted`;
}

/** Records that were linked, or linked anew: associations that waited for them, or led elsewhere, are due. */
export async function wakeAssociations(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  links: readonly Pick<RecordLink, "shopifyId" | "groupId">[],
  lane: Lane,
  options: StoreOptions,
): Promise<void> {
  if (links.length === 0) return;
  const dueAt = dueAtSql(id, lane, options);
  const ids = links.map(({ shopifyId }) => shopifyId);
  const names = [...ids, ...links.flatMap(({ groupId }) => (groupId ? [`token:${groupId}`] : []))];
  await tx.$executeRaw`
    update record_association a set due_at = ${dueAt}
    where a.connection_id = ${id}::uuid and a.to_object = ${object} and a.to_id = any(${names}) and a.wanted and a.due_at is null`;
  await tx.$executeRaw`
    update record_association a set due_at = ${dueAt}
    where a.connection_id = ${id}::uuid and a.object = ${object} and a.from_id = any(${ids}) and a.wanted and a.due_at is null`;
}

function dueAtSql(connectionId: string, lane: Lane, options: StoreOptions): Prisma.Sql {
  const now = nowSql(options);
  if (lane === "live") return now;
  return Prisma.sql`(case
    when exists (select 1 from backfill_run r where r.connection_id = ${connectionId}::uuid and r.status = 'running'
      and r.paused_at is null)
    then to_timestamp((floor(extract(epoch from ${now}) * 1000 / ${RUN_WAIT_MS}::float8) + 1) * ${RUN_WAIT_MS}::float8 / 1000)
    else ${inMsSql(options, BULK_WAIT_MS)} end)`;
}

/** Whether any association of the connection is due by now: then a worker is to be woken. */
export async function hasDueAssociations(tx: Tx, { id }: Connection, options: StoreOptions): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from record_association where connection_id = ${id}::uuid and due_at <= ${nowSql(options)} limit 1`;
  return rows.length > 0;
}
