import type { Claim, ClaimedChange, RecordLink } from "#app/sync/ports.ts";
import type { Connection, Lane, ObjectKey, Side } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { inMsSql, nowSql } from "../now-sql.ts";
import { readLinks, readTombstones } from "./read-links.ts";
import { freeLocks, lockKey, takeLocks } from "./record-locks.ts";

interface ChangeRow {
  side: Side;
  record_id: string;
  lane: Lane;
  generation: bigint;
  attempts: number;
  marked_at: Date;
  deleted_at: Date | null;
  merged_into: string | null;
  restored_at: Date | null;
  echo_hashes: Record<string, string> | null;
  forced: "retry" | "recreate" | null;
}

type Ref = Pick<ChangeRow, "side" | "record_id">;

export interface ClaimRequest {
  readonly object: ObjectKey;
  readonly lanes: readonly Lane[];
  readonly limit: number;
  readonly leaseId: string;
  readonly leaseMs: number;
}

/**
 * Leases due changes with their pairs. Rows that another transaction holds are passed over, never waited for; pairs locked by another
 * lease are left as they are.
 */
export async function claimChanges(
  tx: Tx,
  connection: Connection,
  request: ClaimRequest,
  options: StoreOptions,
): Promise<Claim> {
  const { object, leaseId } = request;
  const due: ChangeRow[] = [];
  for (const lane of request.lanes) {
    const room = request.limit - due.length;
    if (room > 0) due.push(...(await findDue(tx, connection, object, lane, room, options)));
  }
  if (due.length === 0) return { leaseId, changes: [], links: [], tombstones: [] };
  const partners = partnersOf(due, await linksOf(tx, connection, object, due));
  const rows = [...due, ...(await findRows(tx, connection, object, partners, options))];

  const wanted = [...rows, ...partners].map(({ side, record_id }) => lockKey(side, record_id));
  const locked = await takeLocks(tx, connection, object, leaseId, wanted, request.leaseMs, options);
  // Read again: before the locks a link could still come or go.
  const links = await linksOf(tx, connection, object, rows);
  const partnerOf = new Map(links.flatMap(bothWays));
  const isOurs = (row: Ref) => {
    const partner = partnerOf.get(lockKey(row.side, row.record_id));
    return locked.has(lockKey(row.side, row.record_id)) && (partner === undefined || locked.has(partner));
  };
  const ours = rows.filter(isOurs);
  await freeSurplus(tx, connection, request, ours, partnerOf, locked);
  await lease(tx, connection, request, ours, options);

  const ourKeys = new Set(ours.map(({ side, record_id }) => lockKey(side, record_id)));
  const ourLinks = links.filter((link) => bothWays(link).some(([key]) => ourKeys.has(key)));
  const refs = [
    ...ours.map(({ side, record_id: id }) => ({ side, id })),
    ...ourLinks.flatMap(({ shopifyId, hubspotId }) => [
      { side: "shopify" as const, id: shopifyId },
      { side: "hubspot" as const, id: hubspotId },
    ]),
  ];
  return {
    leaseId,
    changes: ours.map((row) => toChange(object, row)),
    links: ourLinks,
    tombstones: await readTombstones(tx, connection, object, refs),
  };
}

async function findDue(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  lane: Lane,
  limit: number,
  options: StoreOptions,
): Promise<readonly ChangeRow[]> {
  const now = nowSql(options);
  return await tx.$queryRaw<ChangeRow[]>`
    select side, record_id, lane, generation, attempts, marked_at, deleted_at, merged_into, restored_at,
      echo_hashes, forced
    from pending_change p
    where connection_id = ${id}::uuid and object = ${object} and lane = ${lane}
      and due_at <= ${now} and (leased_until is null or leased_until <= ${now})
      and not exists (
        select 1 from record_lock l where l.connection_id = p.connection_id and l.object = p.object and l.until > ${now}
          and l.key = case p.side when 'shopify' then 's:' else 'h:' end || p.record_id)
      and exists (
        select 1 from object_setting s join connection c on c.id = s.connection_id join portal b on b.id = c.portal_id
        where s.connection_id = ${id}::uuid and s.object = ${object} and s.enabled and c.status = 'active'
          and b.status = 'connected')
    order by due_at limit ${limit} for update of p skip locked`;
}

/** Marks of the named records that nobody leases, though not due yet. */
async function findRows(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  refs: readonly Ref[],
  options: StoreOptions,
): Promise<readonly ChangeRow[]> {
  if (refs.length === 0) return [];
  return await tx.$queryRaw<ChangeRow[]>`
    select side, record_id, lane, generation, attempts, marked_at, deleted_at, merged_into, restored_at,
      echo_hashes, forced
    from pending_change p join jsonb_to_recordset(${JSON.stringify(refs)}::text::jsonb) as r(side text, record_id text)
      using (side, record_id)
    where p.connection_id = ${id}::uuid and p.object = ${object}
      and (p.leased_until is null or p.leased_until <= ${nowSql(options)})
    for update of p skip locked`;
}

async function linksOf(tx: Tx, connection: Connection, object: ObjectKey, rows: readonly Ref[]) {
  const ids = (side: Side) => rows.filter((row) => row.side === side).map((row) => row.record_id);
  return await readLinks(tx, connection, object, { shopify: ids("shopify"), hubspot: ids("hubspot") });
}

function bothWays({ shopifyId, hubspotId }: RecordLink): readonly (readonly [string, string])[] {
  const [s, h] = [lockKey("shopify", shopifyId), lockKey("hubspot", hubspotId)];
  return [
    [s, h],
    [h, s],
  ];
}

function partnersOf(rows: readonly Ref[], links: readonly RecordLink[]): readonly Ref[] {
  const known = new Set(rows.map(({ side, record_id }) => lockKey(side, record_id)));
  return links
    .flatMap<Ref>(({ shopifyId, hubspotId }) => [
      { side: "shopify", record_id: shopifyId },
      { side: "hubspot", record_id: hubspotId },
    ])
    .filter(({ side, record_id }) => !known.has(lockKey(side, record_id)));
}

/** Frees what was locked for pairs that are not ours in full. */
async function freeSurplus(
  tx: Tx,
  connection: Connection,
  { object, leaseId }: ClaimRequest,
  ours: readonly Ref[],
  partnerOf: ReadonlyMap<string, string>,
  locked: ReadonlySet<string>,
): Promise<void> {
  const needed = new Set(
    ours.flatMap(({ side, record_id }) => {
      const key = lockKey(side, record_id);
      return [key, partnerOf.get(key) ?? key];
    }),
  );
  const surplus = [...locked].filter((key) => !needed.has(key));
  if (surplus.length > 0) await freeLocks(tx, connection, object, leaseId, surplus);
}

async function lease(
  tx: Tx,
  { id }: Connection,
  { object, leaseId, leaseMs }: ClaimRequest,
  rows: readonly Ref[],
  options: StoreOptions,
): Promise<void> {
  if (rows.length === 0) return;
  const refs = rows.map(({ side, record_id }) => ({ side, record_id }));
  await tx.$executeRaw`
    update pending_change p set lease_id = ${leaseId}::uuid, leased_until = ${inMsSql(options, leaseMs)}
    from jsonb_to_recordset(${JSON.stringify(refs)}::text::jsonb) as r(side text, record_id text)
    where p.connection_id = ${id}::uuid and p.object = ${object} and p.side = r.side and p.record_id = r.record_id`;
}

function toChange(object: ObjectKey, row: ChangeRow): ClaimedChange {
  return {
    object,
    side: row.side,
    recordId: row.record_id,
    lane: row.lane,
    generation: String(row.generation),
    attempts: row.attempts,
    markedAt: row.marked_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
    mergedInto: row.merged_into,
    restoredAt: row.restored_at?.toISOString() ?? null,
    echoHashes: row.echo_hashes,
    forced: row.forced,
  };
}
