import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { latestRun } from "#app/store/runs.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import type { ResyncDeps } from "./resync-object.ts";
import { startSync } from "./resync-object.ts";

/**
 * Compares both sides of an object completely, keeps count of what had drifted apart, and repairs it. Refused while the object is off or
 * a run is under way, which compares everything as it is.
 */
export async function auditObject(
  deps: ResyncDeps,
  { shop, userId, object }: { shop: string; userId: string; object: ObjectKey },
): Promise<"audit_started" | "busy" | "off" | "not_connected"> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return "not_connected";
  const settings = await objectSettings(deps.db, connection, object);
  if (!settings?.enabled) return "off";
  const run = await latestRun(deps.db, connection, object);
  if (run?.status === "running") return "busy";
  await startSync(deps, connection, object, settings.version, "audit");
  await recordActivity(deps.db, {
    shop,
    connectionId: connection.id,
    kind: "audit.started",
    actor: userId,
    details: { object },
  });
  return "audit_started";
}
