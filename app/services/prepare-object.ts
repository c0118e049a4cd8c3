import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import { findUnavailable } from "#app/hubspot/read-properties.ts";
import type { Log } from "#app/lib/log.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import type { StoredPipeline } from "#app/store/pipelines.server.ts";
import { savePipelines } from "#app/store/pipelines.server.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { isAbout } from "#app/sync/mapping/effective-definition.ts";
import { unavailableName } from "#app/sync/mapping/unavailable-of-part.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { FieldMapping, ObjectSettings, StageMapping } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import { statusesWithoutStage, suggestStages } from "#app/sync/stages/stage-choices.ts";
import { withOptions } from "./mappings/with-options.ts";

export interface PrepareDeps {
  readonly db: Db;
  readonly hubspot: Pick<HubspotPorts, "completeProperties" | "properties" | "pipelines">;
  readonly log: Pick<Log, "info">;
}

/**
 * Makes the portal and the object's settings ready for its records: our properties are there, fields whose HubSpot property is missing,
 * archived or read-only rest, a status whose stage the portal lacks has another, and mappings know their dropdowns' options as they are
 * now. What the merchant chose stays as it is.
 * @throws SyncError permanent `object_unavailable` when the portal lacks the object
 */
export async function prepareObject(deps: PrepareDeps, connection: Connection, object: ObjectKey): Promise<void> {
  for (const { key } of wholeAndParts(object)) await deps.hubspot.completeProperties(connection, key);
  const { pipelines, change } = await findPreparation(
    deps,
    connection,
    object,
    await objectSettings(deps.db, connection, object),
  );
  if (pipelines) await savePipelines(deps.db, connection, object, pipelines);
  const { unavailable } = await saveObjectSettings(deps.db, connection, object, change, "app");
  deps.log.info({
    event: "object.prepared",
    connectionId: connection.id,
    object,
    unavailable: Object.keys(unavailable).length,
  });
}

function wholeAndParts(object: ObjectKey): readonly SyncObjectDefinition[] {
  const definition = syncObject(object);
  return [definition, ...(definition.children ? [syncObject(definition.children.object)] : [])];
}

type Prepared = Pick<ObjectSettings, "unavailable" | "mappings"> & Partial<Pick<ObjectSettings, "stages" | "options">>;

export interface Preparation {
  /** as the portal has them now; null where the object has no stages */
  readonly pipelines: readonly StoredPipeline[] | null;
  /** what of an object's settings the portal changes */
  readonly change: (settings: ObjectSettings | null) => Prepared;
}

/**
 * What the portal makes of an object's settings, which need not be saved: reads alone. Properties of ours count as there, for they are
 * made before anything is written.
 * @throws SyncError permanent `object_unavailable` when the portal lacks the object
 */
export async function findPreparation(
  { db, hubspot }: Pick<PrepareDeps, "db"> & { readonly hubspot: Pick<HubspotPorts, "properties" | "pipelines"> },
  connection: Connection,
  object: ObjectKey,
  settings: ObjectSettings | null,
): Promise<Preparation> {
  const [definition = syncObject(object), ...parts] = wholeAndParts(object);
  const properties = await hubspot.properties(connection, object);
  const byName = new Map(properties.map((property) => [property.name, property]));
  const unavailable: Record<string, "missing" | "archived" | "read_only"> = {};
  for (const one of [definition, ...parts].map((part) => withCustomFields(part, settings?.mappings ?? []))) {
    const isWhole = one.key === object;
    const found = findUnavailable(one, isWhole ? properties : await hubspot.properties(connection, one.key));
    for (const [property, why] of Object.entries(found))
      unavailable[isWhole ? property : unavailableName(one, property)] = why;
  }
  const pipelines = definition.stages ? await readPipelines(hubspot, connection, object) : null;
  const stages = pipelines && stagesFor(definition, settings?.stages ?? [], pipelines);
  const currency = object === "products" ? await readCurrencyOption(db, connection) : null;
  const options = currency && { ...settings?.options, sameCurrency: currency["sameCurrency"] === true };
  return {
    pipelines,
    change: (now) => ({
      unavailable,
      mappings: (now?.mappings ?? []).map((mapping) => withOptions(mapping, byName)),
      ...(stages && { stages }),
      ...(options && { options }),
    }),
  };
}

/** The definition with the fields of the merchant's own mappings: their properties can go, too. */
function withCustomFields(
  definition: SyncObjectDefinition,
  mappings: ObjectSettings["mappings"],
): SyncObjectDefinition {
  const isDefault = ({ shopify, hubspot }: FieldMapping) =>
    definition.fields.some((field) => field.shopify === shopify && field.hubspot === hubspot);
  const custom = mappings.filter((mapping) => mapping.enabled && isAbout(definition, mapping) && !isDefault(mapping));
  return { ...definition, fields: [...definition.fields, ...custom] };
}

/** A price goes back to Shopify only where both sides reckon in one currency: nobody converts. */
export async function readCurrencyOption(db: Db, connection: Connection): Promise<ObjectSettings["options"]> {
  const [settings, shop, active] = [
    await objectSettings(db, connection, "products"),
    await findShop(db, connection.shop),
    await activeConnection(db, connection.shop),
  ];
  const sameCurrency = Boolean(shop?.currency) && shop?.currency === active?.portal.currency;
  return { ...settings?.options, sameCurrency };
}

async function readPipelines(
  hubspot: Pick<HubspotPorts, "pipelines">,
  connection: Connection,
  object: ObjectKey,
): Promise<readonly StoredPipeline[]> {
  return (await hubspot.pipelines(connection, object)).filter(({ archived }) => !archived);
}

/**
 * Statuses whose stage by the rule is not among the portal's get the one that is meant by its label, or that is open or closed as they
 * are; a stage that the merchant chose and somebody deleted is left to the merchant.
 * @returns stage mappings to save, null when nothing is to be changed
 */
function stagesFor(
  { stages: rule }: SyncObjectDefinition,
  chosen: readonly StageMapping[],
  pipelines: readonly StoredPipeline[],
): readonly StageMapping[] | null {
  if (!rule) return null;
  const choices = pipelines.map(toChoice);
  const missing = statusesWithoutStage(rule, chosen, choices).filter(
    (status) => !chosen.some((mapping) => mapping.status === status),
  );
  if (missing.length === 0) return null;
  const suggested = suggestStages(rule, choices);
  return [...chosen, ...missing.map((status) => ({ status, stage: suggested[status] ?? null }))];
}

/** HubSpot does not always say whether a stage is closed: then it counts as open. */
export function toChoice({ id, label, stages }: StoredPipeline) {
  return { id, label, stages: stages.map((stage) => ({ ...stage, state: stage.state ?? ("OPEN" as const) })) };
}
