import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { eraseObject } from "#app/store/erase-object.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import type { MainObjectKey } from "#app/sync/record.ts";

/**
 * Forgets the sync of an object: its settings and mappings, and which records belong together. No record is deleted, neither in Shopify nor
 * in HubSpot, and what was deleted on one side stays deleted when the sync is set up again: tombstones are kept. Safe to repeat.
 */
export async function deleteSync(
  { db }: { readonly db: Db },
  { shop, userId, object }: { shop: string; userId: string; object: MainObjectKey },
): Promise<"deleted" | "turned_on_meanwhile" | "not_connected"> {
  const connection = await activeConnection(db, shop);
  if (!connection) return "not_connected";
  const before = await objectSettings(db, connection, object);
  if (!(await eraseObject(db, connection, object))) return "turned_on_meanwhile";
  const details = { object };
  if (before)
    await recordActivity(db, { shop, connectionId: connection.id, kind: "sync.deleted", actor: userId, details });
  return "deleted";
}
