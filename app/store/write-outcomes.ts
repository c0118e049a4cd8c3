import type { OutcomeWrite } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import type { Tx } from "./db.server.ts";
import { Prisma } from "./generated/client.ts";
import type { StoreOptions } from "./now-sql.ts";
import { nowSql } from "./now-sql.ts";

interface Kept {
  id: bigint;
  shopify_id: string | null;
  hubspot_id: string | null;
  last_action: string | null;
  changed_fields: unknown;
  changed_at: Date | null;
  search_hashes: string[];
}

/**
 * Writes what became of records. A pair and its two ends are one row: rows of either id are replaced, and what the new one does not say
 * (last action, changed fields, search hashes) is kept from them. So is the id, the Shopify record's before HubSpot's: whoever looks at a
 * record while it is matched or taken apart goes on looking at it.
 */
export async function writeOutcomes(
  tx: Tx,
  connection: Connection,
  object: ObjectKey,
  outcomes: readonly OutcomeWrite[],
  options: StoreOptions,
): Promise<void> {
  const writes = onePerRecord(outcomes);
  if (writes.length === 0) return;
  const updated = await updateKnown(tx, connection, object, writes, options);
  const others = writes.filter((write) => !updated.has(keyOf(write.shopifyId, write.hubspotId)));
  if (others.length === 0) return;
  const kept = await takeOut(tx, connection, object, others);
  await insertNew(tx, connection, object, others, kept, options);
}

/** Forgets the outcomes of records that are gone for good. */
export async function dropOutcomes(
  tx: Tx,
  { id: connectionId }: Connection,
  object: ObjectKey,
  refs: readonly { readonly side: Side; readonly recordId: string }[],
): Promise<void> {
  const ids = (side: Side) => refs.filter((ref) => ref.side === side).map((ref) => ref.recordId);
  const [shopify, hubspot] = [ids("shopify"), ids("hubspot")];
  if (shopify.length + hubspot.length === 0) return;
  await tx.$executeRaw`
    delete from outcome where connection_id = ${connectionId}::uuid and object = ${object}
      and (shopify_id = any(${shopify}) or hubspot_id = any(${hubspot}))`;
}

/** A later outcome of the same record stands for an earlier one. */
function onePerRecord(outcomes: readonly OutcomeWrite[]): readonly OutcomeWrite[] {
  const taken = new Set<string>();
  const last: OutcomeWrite[] = [];
  for (const outcome of [...outcomes].reverse()) {
    const ids = [outcome.shopifyId && `s:${outcome.shopifyId}`, outcome.hubspotId && `h:${outcome.hubspotId}`].filter(
      Boolean,
    );
    if (ids.length === 0 || ids.some((id) => taken.has(String(id)))) continue;
    for (const id of ids) taken.add(String(id));
    last.push(outcome);
  }
  return last;
}

function keyOf(shopifyId: string | null, hubspotId: string | null): string {
  return `${shopifyId ?? ""}|${hubspotId ?? ""}`;
}

function toRows(writes: readonly OutcomeWrite[]): string {
  return JSON.stringify(
    writes.map((write) => ({
      shopify_id: write.shopifyId,
      hubspot_id: write.hubspotId,
      status: write.status,
      reason: write.reason,
      details: write.details,
      last_action: write.lastAction,
      changed_fields: write.changedFields,
      search_hashes: write.searchHashes,
    })),
  );
}

/** The usual case: the pair has a row already. */
async function updateKnown(
  tx: Tx,
  { id: connectionId }: Connection,
  object: ObjectKey,
  writes: readonly OutcomeWrite[],
  options: StoreOptions,
): Promise<ReadonlySet<string>> {
  const now = nowSql(options);
  // The row's key is one id, so that the index finds it; the other id must be the same.
  const update = (rows: string, key: Prisma.Sql, other: Prisma.Sql) => tx.$queryRaw<Kept[]>`
    update outcome o set status = r.status, reason = r.reason, details = r.details,
      last_action = coalesce(r.last_action, o.last_action), changed_fields = coalesce(r.changed_fields, o.changed_fields),
      changed_at = case when r.changed_fields is null then o.changed_at else ${now} end, settled_at = ${now},
      search_hashes = coalesce(r.search_hashes, o.search_hashes)
    from jsonb_to_recordset(${rows}::text::jsonb) as r(shopify_id text, hubspot_id text, status text, reason text, details jsonb,
      last_action text, changed_fields jsonb, search_hashes text[])
    where o.connection_id = ${connectionId}::uuid and o.object = ${object} and o.${key} = r.${key}
      and o.${other} is not distinct from r.${other}
    returning o.shopify_id, o.hubspot_id`;
  const [shopify, hubspot] = [Prisma.raw("shopify_id"), Prisma.raw("hubspot_id")];
  const byShopify = writes.filter(({ shopifyId }) => shopifyId !== null);
  const byHubspot = writes.filter(({ shopifyId }) => shopifyId === null);
  const rows = [
    ...(byShopify.length > 0 ? await update(toRows(byShopify), shopify, hubspot) : []),
    ...(byHubspot.length > 0 ? await update(toRows(byHubspot), hubspot, shopify) : []),
  ];
  return new Set(rows.map((row) => keyOf(row.shopify_id, row.hubspot_id)));
}

async function takeOut(
  tx: Tx,
  { id: connectionId }: Connection,
  object: ObjectKey,
  writes: readonly OutcomeWrite[],
): Promise<readonly Kept[]> {
  const [shopify, hubspot] = [writes.flatMap((w) => w.shopifyId ?? []), writes.flatMap((w) => w.hubspotId ?? [])];
  return await tx.$queryRaw<Kept[]>`
    delete from outcome where connection_id = ${connectionId}::uuid and object = ${object}
      and (shopify_id = any(${shopify}) or hubspot_id = any(${hubspot}))
    returning id, shopify_id, hubspot_id, last_action, changed_fields, changed_at, search_hashes`;
}

/** By write the row that it goes on with; of a pair that is taken apart, the half in Shopify goes on and the other begins anew. */
function goneOnWith(
  writes: readonly OutcomeWrite[],
  kept: Readonly<Record<Side, ReadonlyMap<string, Kept>>>,
): ReadonlyMap<OutcomeWrite, string> {
  const ids = new Map<OutcomeWrite, string>();
  const taken = new Set<bigint>();
  for (const side of ["shopify", "hubspot"] as const)
    for (const write of writes) {
      const row = kept[side].get(write[`${side}Id`] ?? "");
      if (!row || ids.has(write) || taken.has(row.id)) continue;
      taken.add(row.id);
      ids.set(write, String(row.id));
    }
  return ids;
}

async function insertNew(
  tx: Tx,
  { id: connectionId, shop }: Connection,
  object: ObjectKey,
  writes: readonly OutcomeWrite[],
  kept: readonly Kept[],
  options: StoreOptions,
): Promise<void> {
  const byShopify = new Map(kept.flatMap((row) => (row.shopify_id ? [[row.shopify_id, row] as const] : [])));
  const byHubspot = new Map(kept.flatMap((row) => (row.hubspot_id ? [[row.hubspot_id, row] as const] : [])));
  const ids = goneOnWith(writes, { shopify: byShopify, hubspot: byHubspot });
  const rows = writes.map((write) => {
    const old = byShopify.get(write.shopifyId ?? "") ?? byHubspot.get(write.hubspotId ?? "");
    return {
      id: ids.get(write) ?? null,
      shopify_id: write.shopifyId,
      hubspot_id: write.hubspotId,
      status: write.status,
      reason: write.reason,
      details: write.details,
      last_action: write.lastAction ?? old?.last_action ?? null,
      changed_fields: write.changedFields ?? old?.changed_fields ?? null,
      changed_at: write.changedFields ? null : (old?.changed_at ?? null),
      changed_now: write.changedFields !== null,
      search_hashes: write.searchHashes ?? old?.search_hashes ?? [],
    };
  });
  const now = nowSql(options);
  await tx.$executeRaw`
    insert into outcome (id, connection_id, shop, object, shopify_id, hubspot_id, status, reason, details, last_action, changed_fields,
      changed_at, settled_at, search_hashes)
    select coalesce(r.id, nextval('outcome_id_seq')), ${connectionId}::uuid, ${shop}, ${object}, shopify_id, hubspot_id, status, reason, details, last_action,
      changed_fields, case when changed_now then ${now} else changed_at end, ${now}, search_hashes
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(id bigint, shopify_id text, hubspot_id text, status text,
      reason text, details jsonb, last_action text, changed_fields jsonb, changed_at timestamptz, changed_now boolean,
      search_hashes text[])`;
}
