import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import { findUnavailable } from "#app/hubspot/read-properties.ts";
import type { Log } from "#app/lib/log.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import type { StoredPipeline } from "#app/store/pipelines.server.ts";
import { savePipelines } from "#app/store/pipelines.server.ts";
import type { ObjectSettingsPatch } from "#app/store/settings.server.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { PipelineToMake, SyncObjectDefinition } from "#app/sync/definition.ts";
import { SyncError } from "#app/sync/errors.ts";
import { isAbout } from "#app/sync/mapping/effective-definition.ts";
import { unavailableName } from "#app/sync/mapping/unavailable-of-part.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { FieldMapping, ObjectSettings, StageMapping } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Pipeline } from "#app/sync/stages/stage-choices.ts";
import { findOwnStages, statusesWithoutStage, suggestStages } from "#app/sync/stages/stage-choices.ts";
import { withOptions } from "./mappings/with-options.ts";

export interface PrepareDeps {
  readonly db: Db;
  readonly hubspot: Pick<HubspotPorts, "completeProperties" | "properties" | "pipelines" | "createPipeline">;
  readonly log: Pick<Log, "info">;
}

/**
 * Makes the portal and the object's settings ready for its records: our properties are there, fields whose HubSpot property is missing,
 * archived or read-only rest, a status whose stage the portal lacks has another, and mappings know their dropdowns' options as they are
 * now. What the merchant chose stays as it is.
 * @throws SyncError permanent `object_unavailable` when the portal lacks the object, `pipeline_limit` when it takes no pipeline of ours and
 * the merchant has not chosen stages of those it has
 */
export async function prepareObject(deps: PrepareDeps, connection: Connection, object: ObjectKey): Promise<void> {
  const settings = await objectSettings(deps.db, connection, object);
  const definition = objectUnder(object, settings);
  const parts = definition.children ? [objectUnder(definition.children.object, settings)] : [];
  for (const one of [definition, ...parts]) await deps.hubspot.completeProperties(connection, one.key, one);
  const chosen = settings?.mappings ?? [];
  const properties = await deps.hubspot.properties(connection, object, definition);
  const byName = new Map(properties.map((property) => [property.name, property]));
  const unavailable: Record<string, "missing" | "archived" | "read_only"> = {};
  for (const one of [definition, ...parts].map((part) => withCustomFields(part, chosen))) {
    const isWhole = one.key === object;
    const found = findUnavailable(one, isWhole ? properties : await deps.hubspot.properties(connection, one.key, one));
    for (const [property, why] of Object.entries(found))
      unavailable[isWhole ? property : unavailableName(one, property)] = why;
  }
  const stages = await refreshPipelines(deps, connection, definition);
  const options = object === "products" ? await currencyOption(deps.db, connection) : null;
  const prepared = (before: ObjectSettings | null): ObjectSettingsPatch => {
    // Somebody chose otherwise meanwhile: what was read is of another HubSpot type.
    if (objectUnder(object, before) !== definition) return {};
    return {
      unavailable,
      mappings: (before?.mappings ?? []).map((mapping) => withOptions(mapping, byName)),
      ...(stages && { stages }),
      ...(options && { options }),
    };
  };
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
 * label, or that is open or closed as they are; where the rule asks for a pipeline of its own, they get that one's, which is made if need
 * be. A stage that the merchant chose and somebody deleted is left to the merchant.
 * @returns stage mappings to save, null when nothing is to be changed
 */
async function refreshPipelines(
  deps: Pick<PrepareDeps, "db" | "hubspot">,
  connection: Connection,
  definition: SyncObjectDefinition,
): Promise<readonly StageMapping[] | null> {
  const { stages: rule, key: object } = definition;
  if (!rule) return null;
  const settings = await objectSettings(deps.db, connection, object);
  const chosen: ObjectSettings["stages"] = settings?.stages ?? [];
  const choices = await readChoices(deps, connection, definition);
  const missing = statusesWithoutStage(rule, chosen, choices).filter(
    (status) => !chosen.some((mapping) => mapping.status === status),
  );
  if (missing.length === 0) return null;
  const suggested = rule.pipeline
    ? await ownStages(deps, connection, definition, rule.pipeline, choices)
    : suggestStages(rule, choices);
  return [...chosen, ...missing.map((status) => ({ status, stage: suggested[status] ?? null }))];
}

/** The portal's pipelines as they are now, noted for the screens. */
async function readChoices(
  { db, hubspot }: Pick<PrepareDeps, "db" | "hubspot">,
  connection: Connection,
  definition: SyncObjectDefinition,
) {
  const all = await hubspot.pipelines(connection, definition.key, definition);
  const pipelines = all.filter(({ archived }) => !archived);
  await savePipelines(db, connection, definition.key, pipelines);
  return pipelines.map(toChoice);
}

/** The stages of the pipeline that the rule asks for: one that the portal has, or else a new one. */
async function ownStages(
  deps: Pick<PrepareDeps, "db" | "hubspot">,
  connection: Connection,
  definition: SyncObjectDefinition,
  pipeline: PipelineToMake,
  choices: readonly Pipeline[],
): Promise<ReturnType<typeof suggestStages>> {
  const there = findOwnStages(definition, choices);
  if (there) return there;
  const made = await deps.hubspot.createPipeline(connection, definition.key, pipeline, definition);
  const now = made === "limit" ? null : findOwnStages(definition, await readChoices(deps, connection, definition));
  // Nobody's sales pipeline is filled with orders unasked: the merchant chooses stages, or an account that takes one more pipeline.
  if (!now) throw new SyncError("permanent", { code: "pipeline_limit", details: { pipeline: pipeline.label } });
  return now;
}

/** HubSpot does not always say whether a stage is closed: then it counts as open. */
export function toChoice({ id, label, stages }: StoredPipeline) {
  return { id, label, stages: stages.map((stage) => ({ ...stage, state: stage.state ?? ("OPEN" as const) })) };
}
