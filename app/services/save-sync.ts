import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { cancelRun } from "#app/store/runs.server.ts";
import type { ObjectSettingsPatch, StoredObjectSettings } from "#app/store/settings.server.ts";
import { changedSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import type { ResyncDeps } from "./resync-object.ts";
import { startSync } from "./resync-object.ts";

export interface SaveSyncInput {
  readonly shop: string;
  /** the user of the admin who saved */
  readonly userId: string;
  readonly object: ObjectKey;
  /** what to save, or what follows from the settings as they are, while nobody else saves */
  readonly settings: ObjectSettingsPatch | ((before: StoredObjectSettings | null) => ObjectSettingsPatch);
}

export type SavedSync = "saved" | "started" | "not_connected";

/** Somebody saved other choices since the page was loaded. `by`: a user id of Shopify; null when it is not known. */
export interface ChangedMeanwhile {
  readonly kind: "changed_meanwhile";
  readonly by: string | null;
  readonly at: Date | null;
}

/**
 * Saves an object's settings. Afterwards a sync of everything runs when the object was switched on or when what it does has changed, so
 * that both sides come to stand as the settings say. Saving what is saved already does nothing.
 */
export async function saveSync(deps: ResyncDeps, input: SaveSyncInput): Promise<SavedSync> {
  const result = await save(deps, input, () => false);
  if (typeof result !== "string") throw new Error("a save that minds nobody else was refused for somebody's");
  return result;
}

/** Saves like `saveSync`, but nothing at all when a person has changed the settings since they had this revision. */
export async function saveSyncUnlessChanged(
  deps: ResyncDeps,
  input: SaveSyncInput,
  revision: string,
): Promise<SavedSync | ChangedMeanwhile> {
  return await save(deps, input, (settings) => revisionOf(settings) !== revision);
}

/** Names the state of an object's settings, as far as people made it. */
export function revisionOf(settings: Pick<StoredObjectSettings, "revision"> | null): string {
  return String(settings?.revision ?? 0);
}

async function save(
  deps: ResyncDeps,
  { shop, userId, object, settings }: SaveSyncInput,
  isOutdated: (before: StoredObjectSettings | null) => boolean,
): Promise<SavedSync | ChangedMeanwhile> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return "not_connected";
  const seen: { before: StoredObjectSettings | null; refused: boolean } = { before: null, refused: false };
  // Read while nobody else saves: of two saves at once the second sees what the first one did.
  const change = (before: StoredObjectSettings | null): ObjectSettingsPatch => {
    const patch = typeof settings === "function" ? settings(before) : settings;
    seen.before = before;
    seen.refused = isOutdated(before) && changedSettings(patch, before).length > 0;
    return seen.refused ? {} : patch;
  };
  const saved = await saveObjectSettings(deps.db, connection, object, change, { userId });
  const { before, refused } = seen;
  if (refused) return { kind: "changed_meanwhile", by: saved.changedBy, at: saved.changedAt };
  if (saved.revision === before?.revision) return "saved";
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
