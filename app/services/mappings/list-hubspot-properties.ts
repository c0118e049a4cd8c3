import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { definitionInUse } from "../definition-in-use.ts";
import type { Unavailable } from "./unavailable.ts";
import { unlessUnavailable } from "./unavailable.ts";

export interface PropertyDeps {
  readonly db: Db;
  readonly hubspot: Pick<HubspotPorts, "properties">;
}

/** The properties of an object in HubSpot that can be mapped, by their labels: those that are archived are left out. */
export async function listHubspotProperties(
  { db, hubspot }: PropertyDeps,
  { shop, object }: { readonly shop: string; readonly object: MainObjectKey },
): Promise<{ readonly kind: "listed"; readonly properties: readonly PropertyFacts[] } | Unavailable> {
  const connection = await activeConnection(db, shop);
  if (!connection) return { kind: "not_connected" };
  return await unlessUnavailable(async () => {
    const definition = await definitionInUse(db, connection, object);
    const properties = (await hubspot.properties(connection, object, definition)).filter(({ archived }) => !archived);
    return { kind: "listed", properties: properties.sort((a, b) => a.label.localeCompare(b.label)) };
  });
}
