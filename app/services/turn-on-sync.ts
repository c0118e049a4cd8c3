import { activeConnection } from "#app/store/connections.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { ResyncDeps } from "./resync-object.ts";
import { saveSync } from "./save-sync.ts";

/**
 * Turns a sync on again with the settings it has. Everything is compared, for nobody marked what changed meanwhile. One that was never set
 * up has none to turn on.
 */
export async function turnOnSync(
  deps: ResyncDeps,
  { shop, userId, object }: { shop: string; userId: string; object: MainObjectKey },
): Promise<"turned_on" | "already_on" | "not_set_up" | "not_connected"> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return "not_connected";
  const settings = await objectSettings(deps.db, connection, object);
  if (!settings) return "not_set_up";
  if (settings.enabled) return "already_on";
  const saved = await saveSync(deps, { shop, userId, object, settings: { enabled: true } });
  return saved === "not_connected" ? saved : "turned_on";
}
