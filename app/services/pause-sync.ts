import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { cancelRun } from "#app/store/runs.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import type { ObjectKey } from "#app/sync/record.ts";

/** Switches an object off and leaves its other choices as they are: nothing is written for it until it is switched on again. */
export async function pauseSync(
  { db }: { db: Db },
  { shop, userId, object }: { shop: string; userId: string; object: ObjectKey },
): Promise<"paused" | "not_connected"> {
  const connection = await activeConnection(db, shop);
  if (!connection) return "not_connected";
  await saveObjectSettings(db, connection, object, { enabled: false }, { userId });
  await cancelRun(db, connection, object);
  await recordActivity(db, {
    shop,
    connectionId: connection.id,
    kind: "sync.disabled",
    actor: userId,
    details: { object },
  });
  return "paused";
}
