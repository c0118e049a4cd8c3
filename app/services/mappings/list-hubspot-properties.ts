import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import { findUnavailable } from "#app/hubspot/read-properties.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { definitionInUse } from "../definition-in-use.ts";
import type { Unavailable } from "./unavailable.ts";
import { unlessUnavailable } from "./unavailable.ts";

export interface PropertyDeps {
  readonly db: Db;
  readonly hubspot: Pick<HubspotPorts, "properties">;
}

interface ListedProperties {
  readonly kind: "listed";
  readonly properties: readonly PropertyFacts[];
  /** default fields' properties that the portal lacks or lets nobody write, as they are now */
  readonly unavailable: ObjectSettings["unavailable"];
}

/** The properties of an object in HubSpot that can be mapped, by their labels: those that are archived are left out. */
export async function listHubspotProperties(
  { db, hubspot }: PropertyDeps,
  { shop, object }: { readonly shop: string; readonly object: MainObjectKey },
): Promise<ListedProperties | Unavailable> {
  const connection = await activeConnection(db, shop);
  if (!connection) return { kind: "not_connected" };
  return await unlessUnavailable(async (): Promise<ListedProperties> => {
    const definition = await definitionInUse(db, connection, object);
    const all = await hubspot.properties(connection, object, definition);
    const properties = all.filter(({ archived }) => !archived).sort((a, b) => a.label.localeCompare(b.label));
    return { kind: "listed", properties, unavailable: findUnavailable(definition, all) };
  });
}
