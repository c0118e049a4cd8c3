import type { ActiveConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import type { MainObjectKey } from "#app/sync/record.ts";

/** How a shop's records are spread over the objects, in parts of a hundred. */
const shares: Readonly<Record<MainObjectKey, number>> = {
  customers: 40,
  companies: 4,
  products: 20,
  orders: 30,
  carts: 6,
};
const reasons = ["invalid_email", "ambiguous_match", "option_missing", "vendor_refused"];
const activities = 500;

/**
 * Fills the tables that screens read, as a shop's first syncs leave them, so that pages are measured on a shop of some age. All five
 * objects are on. No vendor knows these records.
 */
export async function fillShop(
  db: Db,
  connection: ActiveConnection,
  { records, failing }: { readonly records: number; readonly failing: number },
): Promise<void> {
  const { id, shop, portalId } = connection;
  let first = 1;
  for (const [object, share] of Object.entries(shares) as [MainObjectKey, number][]) {
    const count = Math.round((records * share) / 100);
    const bad = Math.round((failing * share) / 100);
    await saveObjectSettings(db, connection, object, { enabled: true });
    await inShop(db, shop, async (tx) => {
      await tx.objectSetting.update({
        where: { connectionId_object: { connectionId: id, object } },
        data: { firstSyncDoneAt: new Date(), auditedAt: new Date(), sweptAt: new Date() },
      });
      await tx.$executeRaw`
        insert into outcome (connection_id, shop, object, shopify_id, hubspot_id, status, reason, last_action, changed_fields, changed_at, settled_at, search_hashes)
        select ${id}::uuid, ${shop}, ${object}, (7000000000 + n)::text, case when n - ${first}::bigint < ${bad} then null else (9000000000 + n)::text end,
          case when n - ${first}::bigint < ${bad} then 'failing' when n % 20 = 0 then 'excluded' else 'in_sync' end,
          case when n - ${first}::bigint < ${bad} then (${reasons}::text[])[1 + n % ${reasons.length}] when n % 20 = 0 then 'no_email' end,
          'created_in_hubspot', '{"toHubspot": ["firstname", "lastname"], "toShopify": []}', now() - n * interval '1 second', now() - n * interval '1 second',
          array[md5(n::text), md5((n + 1)::text)]
        from generate_series(${first}::bigint, ${first + count - 1}::bigint) n`;
      await tx.$executeRaw`
        insert into record_link (connection_id, shop, portal_id, object, shopify_id, hubspot_id, baseline, settings_version, settled_at)
        select connection_id, shop, ${BigInt(portalId)}, object, shopify_id, hubspot_id, '{}', 1, settled_at
        from outcome where connection_id = ${id}::uuid and object = ${object} and status = 'in_sync'`;
      await tx.$executeRaw`
        insert into backfill_run (connection_id, shop, portal_id, object, status, kind, phase, settings_version, total, processed, created, finished_at)
        values (${id}::uuid, ${shop}, ${BigInt(portalId)}, ${object}, 'done', 'backfill', 'done', 1, ${count}, ${count}, ${count}, now())`;
    });
    first += count;
  }
  await inShop(db, shop, async (tx) => {
    await tx.activity.createMany({
      data: Array.from({ length: activities }, (_, n) => ({
        shop,
        connectionId: id,
        kind: n % 3 === 0 ? "sync.restarted" : "sync.changed",
        actor: "1",
        details: { object: "customers" },
        at: new Date(Date.now() - n * 60_000),
      })),
    });
  });
}
