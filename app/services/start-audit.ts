import type { Db } from "#app/store/db.server.ts";
import { startRun } from "#app/store/runs.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";

/**
 * A run that compares both sides of an object completely begins, unless it is off. The tick finds it. What it finds apart is repaired and
 * told among the activities.
 * @returns the run's id, null when the object is off
 */
export async function startAudit(
  { db }: { readonly db: Db },
  connection: Connection,
  object: ObjectKey,
): Promise<string | null> {
  const settings = await objectSettings(db, connection, object);
  if (!settings?.enabled) return null;
  const run = await startRun(db, connection, object, settings.version, "audit");
  return run.id;
}
