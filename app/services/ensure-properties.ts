import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import type { Log } from "#app/lib/log.ts";
import type { Db } from "#app/store/db.server.ts";
import { markPropertiesChecked } from "#app/store/portals.server.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { SyncError } from "#app/sync/errors.ts";
import { syncObjects } from "#app/sync/objects/index.ts";
import type { Clock } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import { definitionInUse } from "./definition-in-use.ts";

interface Deps {
  readonly db: Db;
  readonly hubspot: HubspotPorts;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The portal has our property group and every object's own properties afterwards. Safe to repeat; deleted ones come back. Objects that the
 * portal lacks are left out.
 * @throws SyncError permanent `property_conflict` when a name of ours is taken by something else
 */
export async function ensureProperties({ db, hubspot, clock, log }: Deps, connection: Connection): Promise<void> {
  for (const { key } of syncObjects) {
    const definition = await definitionInUse(db, connection, key);
    const made = await completeUnlessAbsent(hubspot, connection, definition);
    if (made === null) log.info({ event: "object.unavailable", portalId: connection.portalId, object: key });
    else if (made.length > 0)
      log.info({ event: "properties.made", portalId: connection.portalId, object: key, count: made.length });
  }
  await markPropertiesChecked(db, connection, clock.now());
}

/** @returns null when the portal lacks the object, be it for its tier or for want of an optional scope. */
async function completeUnlessAbsent(
  hubspot: HubspotPorts,
  connection: Connection,
  definition: SyncObjectDefinition,
): Promise<readonly string[] | null> {
  try {
    return await hubspot.completeProperties(connection, definition.key, definition);
  } catch (error) {
    if (error instanceof SyncError && error.code === "object_unavailable") return null;
    throw error;
  }
}
