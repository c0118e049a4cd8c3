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
  const definition = syncObject(object);
  const parts = definition.children ? [syncObject(definition.children.object)] : [];
  for (const { key } of [definition, ...parts]) await deps.hubspot.completeProperties(connection, key);
  const chosen = (await objectSettings(deps.db, connection, object))?.mappings ?? [];
  const properties = await deps.hubspot.properties(connection, object);
  const byName = new Map(properties.map((property) => [property.name, property]));
  const unavailable: Record<string, "missing" | "archived" | "read_only"> = {};
  for (const one of [definition, ...parts].map((part) => withCustomFields(part, chosen))) {
    const isWhole = one.key === object;
    const found = findUnavailable(one, isWhole ? properties : await deps.hubspot.properties(connection, one.key));
    for (const [property, why] of Object.entries(found))
      unavailable[isWhole ? property : unavailableName(one, property)] = why;
  }
  const stages = definition.stages ? await refreshPipelines(deps, connection, object) : null;
  const options = object === "products" ? await currencyOption(deps.db, connection) : null;
  const prepared = (before: ObjectSettings | null) => ({
    unavailable,
    mappings: (before?.mappings ?? []).map((mapping) => withOptions(mapping, byName)),
    ...(stages && { stages }),
    ...(options && { options }),
  });
  await saveObjectSettings(deps.db, connection, object, prepared, "app");
  deps.log.info({
    event: "object.prepared",
    connectionId: connection.id,
    object,
    unavailable: Object.keys(unavailable).length,
  });
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
async function currencyOption(db: Db, connection: Connection): Promise<ObjectSettings["options"]> {
  const [settings, shop, active] = [
    await objectSettings(db, connection, "products"),
    await findShop(db, connection.shop),
    await activeConnection(db, connection.shop),
  ];
  const sameCurrency = Boolean(shop?.currency) && shop?.currency === active?.portal.currency;
  return { ...settings?.options, sameCurrency };
}

/**
 * Reads the portal's pipelines for the screens. Statuses whose stage by the rule is not among them get the one that is meant by its
 * label, or that is open or closed as they are; a stage that the merchant chose and somebody deleted is left to the merchant.
 * @returns stage mappings to save, null when nothing is to be changed
 */
async function refreshPipelines(
  { db, hubspot }: Pick<PrepareDeps, "db" | "hubspot">,
  connection: Connection,
  object: ObjectKey,
): Promise<readonly StageMapping[] | null> {
  const rule = syncObject(object).stages;
  if (!rule) return null;
  const pipelines = (await hubspot.pipelines(connection, object)).filter(({ archived }) => !archived);
  await savePipelines(db, connection, object, pipelines);
  const settings = await objectSettings(db, connection, object);
  const chosen: ObjectSettings["stages"] = settings?.stages ?? [];
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
