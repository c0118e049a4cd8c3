import type { ClaimedEffect, EffectResult, EffectStore, EffectWrite } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import { leaseKeeperOf } from "./keep-leases.ts";
import type { StoreOptions } from "./now-sql.ts";
import { inMsSql, nowSql } from "./now-sql.ts";
import { writeOutcomes } from "./write-outcomes.ts";

interface ClaimedRow {
  object: ObjectKey;
  kind: EffectWrite["kind"];
  shopify_id: string;
  hubspot_id: string;
  payload: Record<string, string>;
  generation: bigint;
  attempts: number;
}

/** Effects in PostgreSQL: writes that follow settled records in their own budgeted lane. */
export function createEffectStore(db: Db, options: StoreOptions = {}): EffectStore {
  const keeper = leaseKeeperOf(db, options);
  return {
    async claimEffects(connection, limit, leaseMs) {
      const { leaseId, firstMs } = keeper.open(leaseMs);
      const rows = await inShop(db, connection.shop, (tx) => claim(tx, connection, leaseId, limit, firstMs, options));
      if (rows.length === 0) keeper.close(leaseId);
      return { leaseId, effects: rows.map(toEffect) };
    },
    async settleEffects(connection, leaseId, results) {
      keeper.close(leaseId);
      return await inShop(db, connection.shop, (tx) => settle(tx, connection, leaseId, results, options));
    },
  };
}

async function claim(
  tx: Tx,
  connection: Connection,
  leaseId: string,
  limit: number,
  leaseMs: number,
  options: StoreOptions,
): Promise<ClaimedRow[]> {
  return await tx.$queryRaw<ClaimedRow[]>`
    update pending_effect set lease_id = ${leaseId}::uuid, leased_until = ${inMsSql(options, leaseMs)}
    where (connection_id, object, kind, shopify_id) in (
      select e.connection_id, e.object, e.kind, e.shopify_id from pending_effect e
      join object_setting s on s.connection_id = e.connection_id and s.object = e.object and s.enabled
      join connection c on c.id = e.connection_id and c.status = 'active'
      where e.connection_id = ${connection.id}::uuid and e.due_at <= ${nowSql(options)}
        and (e.leased_until is null or e.leased_until <= ${nowSql(options)})
      order by e.due_at limit ${limit} for update of e skip locked)
    returning object, kind, shopify_id, hubspot_id, payload, generation, attempts`;
}

async function settle(
  tx: Tx,
  connection: Connection,
  leaseId: string,
  results: readonly EffectResult[],
  options: StoreOptions,
): Promise<boolean> {
  const now = nowSql(options);
  const held = await tx.$queryRaw<unknown[]>`
    select 1 from pending_effect where connection_id = ${connection.id}::uuid and lease_id = ${leaseId}::uuid and leased_until > ${now}
    order by object, kind, shopify_id for update`;
  if (held.length === 0) return false;
  const rows = JSON.stringify(
    results.map(({ effect, retryAt, lastError }) => ({
      object: effect.object,
      kind: effect.kind,
      shopify_id: effect.shopifyId,
      generation: effect.generation,
      retry_at: retryAt,
      last_error: lastError,
    })),
  );
  await tx.$executeRaw`
    delete from pending_effect e using jsonb_to_recordset(${rows}::text::jsonb)
      as r(object text, kind text, shopify_id text, generation bigint, retry_at timestamptz)
    where e.connection_id = ${connection.id}::uuid and e.lease_id = ${leaseId}::uuid and e.object = r.object and e.kind = r.kind
      and e.shopify_id = r.shopify_id and e.generation = r.generation and r.retry_at is null`;
  await tx.$executeRaw`
    update pending_effect e set attempts = e.attempts + 1, due_at = r.retry_at, last_error = r.last_error, lease_id = null,
      leased_until = null
    from jsonb_to_recordset(${rows}::text::jsonb)
      as r(object text, kind text, shopify_id text, generation bigint, retry_at timestamptz, last_error text)
    where e.connection_id = ${connection.id}::uuid and e.lease_id = ${leaseId}::uuid and e.object = r.object and e.kind = r.kind
      and e.shopify_id = r.shopify_id and e.generation = r.generation and r.retry_at is not null`;
  // What a newer settlement wanted meanwhile, and what no result names: due as it was.
  await tx.$executeRaw`
    update pending_effect set lease_id = null, leased_until = null
    where connection_id = ${connection.id}::uuid and lease_id = ${leaseId}::uuid`;
  for (const object of new Set(results.map(({ effect }) => effect.object))) {
    const outcomes = results.flatMap(({ effect, outcome }) => (effect.object === object && outcome ? [outcome] : []));
    await writeOutcomes(tx, connection, object, outcomes, options);
  }
  return true;
}

/** Notes effects that follow from a settlement. The newest wish for a record replaces an older one. */
export async function writeEffects(
  tx: Tx,
  { id: connectionId, shop, portalId }: Connection,
  object: ObjectKey,
  effects: readonly EffectWrite[],
  options: StoreOptions,
): Promise<void> {
  if (effects.length === 0) return;
  const last = new Map(effects.map((effect) => [`${effect.kind}:${effect.shopifyId}`, effect]));
  const rows = [...last.values()].map(({ kind, shopifyId, hubspotId, payload }) => ({
    kind,
    shopify_id: shopifyId,
    hubspot_id: hubspotId,
    payload,
  }));
  await tx.$executeRaw`
    insert into pending_effect as e (connection_id, shop, portal_id, object, kind, shopify_id, hubspot_id, payload, due_at)
    select ${connectionId}::uuid, ${shop}, ${BigInt(portalId)}, ${object}, kind, shopify_id, hubspot_id, payload,
      ${nowSql(options)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(kind text, shopify_id text, hubspot_id text, payload jsonb)
    order by kind, shopify_id
    on conflict (connection_id, object, kind, shopify_id) do update set hubspot_id = excluded.hubspot_id, payload = excluded.payload,
      generation = e.generation + 1, attempts = 0, due_at = excluded.due_at, last_error = null`;
}

function toEffect(row: ClaimedRow): ClaimedEffect {
  return {
    object: row.object,
    kind: row.kind,
    shopifyId: row.shopify_id,
    hubspotId: row.hubspot_id,
    payload: row.payload,
    generation: String(row.generation),
    attempts: row.attempts,
  };
}
