import type { Baseline, CustomerFigures, Intended, RecordLink, Tombstone } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";

interface LinkRow {
  shopify_id: string;
  hubspot_id: string;
  group_id: string | null;
  baseline: Baseline;
  intended: Intended | null;
  settings_version: number;
  shopify_modified_at: Date | null;
  hubspot_modified_at: Date | null;
  owner: boolean;
  put_back_count: number;
  settled_at: Date;
  figures: CustomerFigures | null;
}

/** Links of records of either side. */
export async function readLinks(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  ids: Readonly<Partial<Record<Side, readonly string[]>>>,
): Promise<readonly RecordLink[]> {
  const [shopify, hubspot] = [[...(ids.shopify ?? [])], [...(ids.hubspot ?? [])]];
  if (shopify.length + hubspot.length === 0) return [];
  // Two index scans, not one "or" that might read the whole table.
  const rows = await tx.$queryRaw<LinkRow[]>`
    select shopify_id, hubspot_id, group_id, baseline, intended, settings_version, shopify_modified_at, hubspot_modified_at, owner, put_back_count,
      settled_at, figures
    from record_link where id in (
      select id from record_link
      where connection_id = ${id}::uuid and object = ${object} and shopify_id = any(${shopify})
      union
      select id from record_link
      where connection_id = ${id}::uuid and object = ${object} and hubspot_id = any(${hubspot}))
    order by shopify_id`;
  return rows.map(toLink);
}

/** Links of all records that go with these in Shopify. */
export async function readLinksOfGroups(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  groupIds: readonly string[],
): Promise<readonly RecordLink[]> {
  if (groupIds.length === 0) return [];
  const rows = await tx.$queryRaw<LinkRow[]>`
    select shopify_id, hubspot_id, group_id, baseline, intended, settings_version, shopify_modified_at, hubspot_modified_at, owner,
      put_back_count, settled_at, figures
    from record_link
    where connection_id = ${id}::uuid and object = ${object} and group_id = any(${[...new Set(groupIds)]})
    order by shopify_id`;
  return rows.map(toLink);
}

function toLink(row: LinkRow): RecordLink {
  return {
    shopifyId: row.shopify_id,
    hubspotId: row.hubspot_id,
    ...(row.group_id !== null && { groupId: row.group_id }),
    baseline: row.baseline,
    ...(row.intended && { intended: row.intended }),
    settingsVersion: row.settings_version,
    shopifyModifiedAt: row.shopify_modified_at?.toISOString() ?? null,
    hubspotModifiedAt: row.hubspot_modified_at?.toISOString() ?? null,
    owner: row.owner,
    putBackCount: row.put_back_count,
    settledAt: row.settled_at.toISOString(),
    ...(row.figures && { figures: row.figures }),
  };
}

interface TombstoneRow {
  side: Side;
  record_id: string;
  counterpart_id: string | null;
  reason: Tombstone["reason"];
  at: Date;
}

/** Tombstones that name one of the records, or, on the other side, one whose counterpart it is. */
export async function readTombstones(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  refs: readonly { readonly side: Side; readonly id: string }[],
): Promise<readonly Tombstone[]> {
  if (refs.length === 0) return [];
  const ids = (side: Side) => refs.filter((ref) => ref.side === side).map((ref) => ref.id);
  const [shopify, hubspot] = [ids("shopify"), ids("hubspot")];
  const rows = await tx.$queryRaw<TombstoneRow[]>`
    select side, record_id, counterpart_id, reason, at from tombstone
    where connection_id = ${id}::uuid and object = ${object} and side = 'shopify'
      and (record_id = any(${shopify}) or counterpart_id = any(${hubspot}))
    union all
    select side, record_id, counterpart_id, reason, at from tombstone
    where connection_id = ${id}::uuid and object = ${object} and side = 'hubspot'
      and (record_id = any(${hubspot}) or counterpart_id = any(${shopify}))
    order by side, record_id`;
  return rows.map((row) => ({
    side: row.side,
    recordId: row.record_id,
    counterpartId: row.counterpart_id,
    reason: row.reason,
    at: row.at.toISOString(),
  }));
}
