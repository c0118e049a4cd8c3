import type { RecordLink, Tombstone } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";

export interface WrittenLinks {
  /** Shopify ids of those not written because another Shopify record is linked to their HubSpot record */
  readonly taken: ReadonlySet<string>;
  /** Shopify ids of those that are new, or lead to another HubSpot record than before */
  readonly fresh: readonly string[];
}

/** Writes links; each replaces one of the same Shopify id. */
export async function writeLinks(
  tx: Tx,
  { id, shop, portalId }: Connection,
  object: ObjectKey,
  links: readonly RecordLink[],
): Promise<WrittenLinks> {
  if (links.length === 0) return { taken: new Set(), fresh: [] };
  const rows = links.map((link) => ({
    shopify_id: link.shopifyId,
    hubspot_id: link.hubspotId,
    group_id: link.groupId ?? null,
    baseline: link.baseline,
    intended: link.intended ?? null,
    settings_version: link.settingsVersion,
    shopify_modified_at: link.shopifyModifiedAt,
    hubspot_modified_at: link.hubspotModifiedAt,
    owner: link.owner,
    put_back_count: link.putBackCount,
    settled_at: link.settledAt,
    figures: link.figures ?? null,
  }));
  // One that is relinked is taken out first: pairs of a batch may swap their ends, and uniqueness is checked row by row.
  await tx.$executeRaw`
    delete from record_link l using jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(shopify_id text, hubspot_id text)
    where l.connection_id = ${id}::uuid and l.object = ${object} and l.shopify_id = r.shopify_id
      and l.hubspot_id <> r.hubspot_id`;
  const written = await tx.$queryRaw<{ shopify_id: string; fresh: boolean }[]>`
    insert into record_link as l (connection_id, shop, portal_id, object, shopify_id, hubspot_id, group_id, baseline, intended,
      settings_version, shopify_modified_at, hubspot_modified_at, owner, put_back_count, settled_at, figures)
    select ${id}::uuid, ${shop}, ${BigInt(portalId)}, ${object}, shopify_id, hubspot_id, group_id, baseline, intended,
      settings_version, shopify_modified_at, hubspot_modified_at, owner, put_back_count, settled_at, figures
    from (
      select distinct on (hubspot_id) * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(shopify_id text,
        hubspot_id text, group_id text, baseline jsonb, intended jsonb, settings_version int, shopify_modified_at timestamptz, hubspot_modified_at timestamptz,
        owner boolean, put_back_count int, settled_at timestamptz, figures jsonb)
      order by hubspot_id, shopify_id) r
    where not exists (
      select 1 from record_link o where o.connection_id = ${id}::uuid and o.object = ${object}
        and o.hubspot_id = r.hubspot_id and o.shopify_id <> r.shopify_id)
    on conflict (connection_id, object, shopify_id) do update set group_id = excluded.group_id,
      baseline = excluded.baseline, intended = excluded.intended,
      settings_version = excluded.settings_version, shopify_modified_at = excluded.shopify_modified_at,
      hubspot_modified_at = excluded.hubspot_modified_at, owner = excluded.owner, put_back_count = excluded.put_back_count,
      settled_at = excluded.settled_at, figures = excluded.figures
    returning shopify_id, (xmax = 0) as fresh`;
  const known = new Set(written.map(({ shopify_id }) => shopify_id));
  return {
    taken: new Set(links.map(({ shopifyId }) => shopifyId).filter((shopifyId) => !known.has(shopifyId))),
    // Only an inserted row has no former version.
    fresh: written.filter(({ fresh }) => fresh).map(({ shopify_id }) => shopify_id),
  };
}

export async function writeTombstones(
  tx: Tx,
  { id, shop }: Connection,
  object: ObjectKey,
  tombstones: readonly Tombstone[],
): Promise<void> {
  if (tombstones.length === 0) return;
  const last = new Map(tombstones.map((stone) => [`${stone.side}:${stone.recordId}`, stone]));
  const rows = [...last.values()].map(({ side, recordId, counterpartId, reason, at }) => ({
    side,
    record_id: recordId,
    counterpart_id: counterpartId,
    reason,
    at,
  }));
  // What stays of a redacted person is the tombstone alone: a later deletion does not soften its reason.
  await tx.$executeRaw`
    insert into tombstone as t (connection_id, shop, object, side, record_id, counterpart_id, reason, at)
    select ${id}::uuid, ${shop}, ${object}, side, record_id, counterpart_id, reason, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r(side text, record_id text, counterpart_id text, reason text, at timestamptz)
    on conflict (connection_id, object, side, record_id) do update set
      counterpart_id = coalesce(excluded.counterpart_id, t.counterpart_id),
      reason = case when t.reason = 'redacted' then t.reason else excluded.reason end, at = excluded.at`;
}

export async function liftTombstones(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  refs: readonly { readonly side: Side; readonly recordId: string }[],
): Promise<void> {
  if (refs.length === 0) return;
  const rows = refs.map(({ side, recordId }) => ({ side, record_id: recordId }));
  await tx.$executeRaw`
    delete from tombstone t using jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(side text, record_id text)
    where t.connection_id = ${id}::uuid and t.object = ${object} and t.side = r.side and t.record_id = r.record_id`;
}

export async function endLinks(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  shopifyIds: readonly string[],
): Promise<void> {
  if (shopifyIds.length === 0) return;
  await tx.$executeRaw`
    delete from record_link
    where connection_id = ${id}::uuid and object = ${object} and shopify_id = any(${[...shopifyIds]})`;
}
