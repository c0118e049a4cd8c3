import { z } from "zod";
import { activeConnection } from "#app/store/connections.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { FieldMapping } from "#app/sync/ports.ts";
import type { Connection, MainObjectKey } from "#app/sync/record.ts";
import type { ResyncDeps } from "../resync-object.ts";
import { saveSync } from "../save-sync.ts";
import type { RowFault } from "./check-mappings.ts";
import { checkMappings } from "./check-mappings.ts";
import type { PropertyDeps } from "./list-hubspot-properties.ts";
import type { FieldDeps } from "./list-shopify-fields.ts";
import { readShopifyFields } from "./list-shopify-fields.ts";
import type { Unavailable } from "./unavailable.ts";
import { unlessUnavailable } from "./unavailable.ts";
import { withOptions } from "./with-options.ts";

export type MappingDeps = FieldDeps & PropertyDeps;

// A property's name has up to 100 characters, a metafield's namespace 255 and its key 64.
const mappingRow = z.object({
  shopify: z.string().min(1).max(400),
  hubspot: z.string().regex(/^\w{1,100}$/),
  direction: z.enum(["both", "to_hubspot", "to_shopify"]),
  transform: z.string().min(1).max(300),
  enabled: z.boolean(),
});

const mostRows = 500;

export interface SaveMappingsInput {
  readonly shop: string;
  /** the user of the admin who saved */
  readonly userId: string;
  readonly object: MainObjectKey;
  /** all of the object's mappings; what they hold is not to be trusted */
  readonly mappings: readonly unknown[];
}

export type CheckedMappings =
  | { readonly kind: "checked"; readonly mappings: readonly FieldMapping[] }
  | { readonly kind: "refused"; readonly faults: readonly RowFault[] };

/**
 * Saves all of an object's mappings, or none when anything is wrong with one of them. Afterwards a sync of everything runs when what it
 * does has changed.
 */
export async function saveMappings(
  deps: MappingDeps & ResyncDeps,
  { shop, userId, object, mappings }: SaveMappingsInput,
): Promise<{ readonly kind: "saved" | "started" } | Exclude<CheckedMappings, { kind: "checked" }> | Unavailable> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return { kind: "not_connected" };
  const checked = await unlessUnavailable(() => readMappings(deps, connection, object, mappings));
  if (checked.kind !== "checked") return checked;
  return { kind: await saveSync(deps, { shop, userId, object, settings: { mappings: checked.mappings } }) };
}

/**
 * What came in as mappings, with their dropdowns' options, if all of them can be.
 * @throws SyncError when one of the vendors cannot say what fields there are
 */
export async function readMappings(
  deps: MappingDeps,
  connection: Connection,
  object: MainObjectKey,
  rows: readonly unknown[],
): Promise<CheckedMappings> {
  const read = rows.slice(0, mostRows).map((row) => mappingRow.safeParse(row));
  const malformed = rows.flatMap((_, row): RowFault[] => (read[row]?.success ? [] : [{ row, code: "malformed" }]));
  if (malformed.length > 0) return { kind: "refused", faults: malformed };
  const mappings = read.flatMap(({ data }) => data ?? []);
  const fields = await readShopifyFields(deps, connection.shop, object);
  const settings = await objectSettings(deps.db, connection, object);
  const definition = objectUnder(object, settings);
  const properties = await deps.hubspot.properties(connection, object, definition);
  const surroundings = { definition, unavailable: settings?.unavailable ?? {}, fields, properties };
  const faults = checkMappings(surroundings, mappings);
  if (faults.length > 0) return { kind: "refused", faults };
  const byName = new Map(properties.map((property) => [property.name, property]));
  return { kind: "checked", mappings: mappings.map((mapping) => withOptions(mapping, byName)) };
}
