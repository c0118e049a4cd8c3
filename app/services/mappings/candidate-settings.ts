import { findUnavailable } from "#app/hubspot/read-properties.ts";
import type { ObjectSettingsPatch } from "#app/store/settings.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, MainObjectKey } from "#app/sync/record.ts";
import { readCurrencyOption } from "../prepare-object.ts";
import type { MappingDeps } from "./save-mappings.ts";

/** As an object is before anybody set it up. The defaults of the table's columns. */
const untouched: Omit<ObjectSettings, "object" | "unavailable" | "options"> = {
  enabled: false,
  direction: "both",
  winner: "shopify",
  createInShopify: false,
  consentFromHubspot: false,
  limit: [],
  limitMatch: "all",
  limitScope: "always",
  mappings: [],
  stages: [],
  historyFrom: null,
  version: 0,
};

/**
 * An object's settings as they would be if these changes were saved, also before its first save: to be planned by, never stored.
 * @throws SyncError when HubSpot cannot say what properties the portal has
 */
export async function candidateSettings(
  deps: MappingDeps,
  connection: Connection,
  object: MainObjectKey,
  changes: ObjectSettingsPatch,
): Promise<ObjectSettings> {
  const stored = await objectSettings(deps.db, connection, object);
  const settings = stored ?? (await firstSettings(deps, connection, object, changes));
  const candidate = { ...settings, ...changes, options: { ...settings.options, ...changes.options } };
  if (objectUnder(object, candidate) === objectUnder(object, settings)) return candidate;
  // What was chosen for one HubSpot type means nothing to another.
  const { unavailable } = await firstSettings(deps, connection, object, changes);
  return { ...candidate, mappings: [], stages: [], unavailable };
}

/** With what the first sync would find out before anything else. */
async function firstSettings(
  { db, hubspot }: MappingDeps,
  connection: Connection,
  object: MainObjectKey,
  changes: ObjectSettingsPatch,
): Promise<ObjectSettings> {
  const definition = objectUnder(object, changes.options ? { options: changes.options } : null);
  const { direction } = definition;
  const unavailable = findUnavailable(definition, await hubspot.properties(connection, object, definition));
  const options = object === "products" ? await readCurrencyOption(db, connection) : {};
  return { ...untouched, object, direction, unavailable, options };
}
