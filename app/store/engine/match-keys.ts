import type { MatchIndexEntry } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";

/** Ids of one side's records by match key. */
export async function findByMatchKeys(
  tx: Tx,
  { id }: Connection,
  object: ObjectKey,
  side: Side,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  if (keys.length === 0) return found;
  const rows = await tx.$queryRaw<{ key: string; record_id: string }[]>`
    select key, record_id from match_key
    where connection_id = ${id}::uuid and object = ${object} and side = ${side} and key = any(${[...new Set(keys)]})
    order by key, record_id`;
  for (const { key, record_id } of rows) found.set(key, [...(found.get(key) ?? []), record_id]);
  return found;
}

/** The records have these keys afterwards and no others. The last entry of a record counts. */
export async function noteMatchKeys(
  tx: Tx,
  { id, shop }: Connection,
  object: ObjectKey,
  entries: readonly MatchIndexEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const last = new Map(entries.map((entry) => [`${entry.side}:${entry.recordId}`, entry]));
  const records = [...last.values()].map(({ side, recordId }) => ({ side, record_id: recordId }));
  const rows = [...last.values()].flatMap(({ side, recordId, keys }) =>
    [...new Set(keys)].map((key) => ({ side, record_id: recordId, key })),
  );
  await tx.$executeRaw`
    delete from match_key m using jsonb_to_recordset(${JSON.stringify(records)}::text::jsonb) as r(side text, record_id text)
    where m.connection_id = ${id}::uuid and m.object = ${object} and m.side = r.side and m.record_id = r.record_id
      and not exists (
        select 1 from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as k(side text, record_id text, key text)
        where k.side = m.side and k.record_id = m.record_id and k.key = m.key)`;
  await tx.$executeRaw`
    insert into match_key (connection_id, shop, object, side, record_id, key)
    select ${id}::uuid, ${shop}, ${object}, side, record_id, key
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(side text, record_id text, key text)
    order by side, key, record_id
    on conflict do nothing`;
}
