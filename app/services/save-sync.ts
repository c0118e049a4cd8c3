import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { cancelRun } from "#app/store/runs.server.ts";
import type { ObjectSettingsPatch } from "#app/store/settings.server.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import type { ResyncDeps } from "./resync-object.ts";
import { startSync } from "./resync-object.ts";

export interface SaveSyncInput {
  readonly shop: string;
  /** the user of the admin who saved */
  readonly userId: string;
  readonly object: ObjectKey;
  readonly settings: ObjectSettingsPatch;
}

/**
 * Saves an object's settings. Afterwards a sync of everything runs when the object was switched on or when what it does has changed, so
 * that both sides come to stand as the settings say.
 */
export async function saveSync(
  deps: ResyncDeps,
  { shop, userId, object, settings }: SaveSyncInput,
): Promise<"saved" | "started" | "not_connected"> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return "not_connected";
  const before = await objectSettings(deps.db, connection, object);
  const saved = await saveObjectSettings(deps.db, connection, object, settings);
  const turnedOn = saved.enabled && before?.enabled !== true;
  await noteChange(deps.db, { shop, connectionId: connection.id, userId, object, before, saved });
  if (!saved.enabled) await cancelRun(deps.db, connection, object);
  if (!turnedOn && (!saved.enabled || saved.version === before?.version)) return "saved";
  await startSync(deps, connection, object, saved.version);
  return "started";
}

interface Change {
  readonly shop: string;
  readonly connectionId: string;
  readonly userId: string;
  readonly object: ObjectKey;
  readonly before: ObjectSettings | null;
  readonly saved: ObjectSettings;
}

async function noteChange(db: Db, { shop, connectionId, userId, object, before, saved }: Change): Promise<void> {
  const switched = saved.enabled === (before?.enabled ?? false) ? "changed" : saved.enabled ? "enabled" : "disabled";
  await recordActivity(db, { shop, connectionId, kind: `sync.${switched}`, actor: userId, details: { object } });
}
