import type { Db } from "#app/store/db.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";

/** The object's definition as the merchant's switches choose it: what its records are in HubSpot. */
export async function definitionInUse(
  db: Db,
  connection: Connection,
  object: ObjectKey,
): Promise<SyncObjectDefinition> {
  return objectUnder(object, await objectSettings(db, connection, object));
}
