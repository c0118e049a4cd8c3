import type { AdminClient } from "#app/shopify/admin-client.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { ObjectSettingsPatch } from "#app/store/settings.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { onlyWithEmail } from "#app/sync/limits/check-limit.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { askB2b } from "./ask-b2b.ts";
import type { ResyncDeps } from "./resync-object.ts";
import { saveSync } from "./save-sync.ts";

export interface StartSyncsDeps extends ResyncDeps {
  readonly admin: AdminClient;
}

/**
 * What most merchants want: every record, the object's widest direction, Shopify's side winning, nothing created in the shop, and customers
 * only with an e-mail address, by which HubSpot tells contacts apart.
 */
function recommendedSettings(object: MainObjectKey): ObjectSettingsPatch {
  const limit = object === "customers" ? onlyWithEmail : [];
  return { enabled: true, direction: syncObject(object).direction, winner: "shopify", createInShopify: false, limit };
}

/**
 * Turns on several syncs that were never set up, with the recommended settings; each begins its first sync. One that was set up before keeps
 * its settings. Companies are passed over where Shopify says that the shop has none.
 * @returns the objects that were turned on
 */
export async function startSyncs(
  deps: StartSyncsDeps,
  { shop, userId, objects }: { shop: string; userId: string; objects: readonly MainObjectKey[] },
): Promise<readonly MainObjectKey[] | "not_connected"> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return "not_connected";
  const started: MainObjectKey[] = [];
  for (const object of mainObjectKeys.filter((key) => objects.includes(key))) {
    const before = await objectSettings(deps.db, connection, object);
    if (before?.enabled || (object === "companies" && (await isBarred(deps, shop)))) continue;
    const settings = before ? { enabled: true } : recommendedSettings(object);
    if ((await saveSync(deps, { shop, userId, object, settings })) === "started") started.push(object);
  }
  return started;
}

async function isBarred(deps: StartSyncsDeps, shop: string): Promise<boolean> {
  const b2b = await askB2b(deps, shop);
  return b2b === "unavailable" || b2b === "missing_scope";
}
