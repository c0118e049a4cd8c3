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
  for (const one of wholeAndParts(definition, settings))
    await deps.hubspot.completeProperties(connection, one.key, one);
  const change = await preparePipelines(deps, connection, definition, settings);
  const prepared = (before: ObjectSettings | null): ObjectSettingsPatch =>
    // Somebody chose otherwise meanwhile: what was read is of another HubSpot type.
    objectUnder(object, before) === definition ? change(before) : {};
  const { unavailable } = await saveObjectSettings(deps.db, connection, object, prepared, "app");
  deps.log.info({
    event: "object.prepared",
    connectionId: connection.id,
    object,
    unavailable: Object.keys(unavailable).length,
  });
}

/** The pipelines are as the portal has them now; where the rule asks for one of its own that is not there, it is made. */
async function preparePipelines(
  deps: PrepareDeps,
  connection: Connection,
  definition: SyncObjectDefinition,
  settings: ObjectSettings | null,
): Promise<Preparation["change"]> {
  const find = async () => {
    const found = await findPreparation(deps, connection, definition.key, settings);
    if (found.pipelines) await savePipelines(deps.db, connection, definition.key, found.pipelines);
    return found;
  };
  const found = await find();
  const { toMake } = found;
  if (!toMake) return found.change;
  const made = await deps.hubspot.createPipeline(connection, definition.key, toMake, definition);
  const now = made === "limit" ? found : await find();
  // Nobody's sales pipeline is filled with orders unasked: the merchant chooses stages, or an account that takes one more pipeline.
  if (now.toMake) throw new SyncError("permanent", { code: "pipeline_limit", details: { pipeline: toMake.label } });
  return now.change;
}

function wholeAndParts(
  definition: SyncObjectDefinition,
  settings: Pick<ObjectSettings, "options"> | null,
): readonly SyncObjectDefinition[] {
  return [definition, ...(definition.children ? [objectUnder(definition.children.object, settings)] : [])];
}

type Prepared = Pick<ObjectSettings, "unavailable" | "mappings"> & Partial<Pick<ObjectSettings, "stages" | "options">>;

export interface Preparation {
  /** as the portal has them now; null where the object has no stages */
  readonly pipelines: readonly StoredPipeline[] | null;
  /** the pipeline that records need and the portal lacks; null: none */
  readonly toMake: PipelineToMake | null;
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
  const definition = objectUnder(object, settings);
  const properties = await hubspot.properties(connection, object, definition);
  const byName = new Map(properties.map((property) => [property.name, property]));
  const unavailable: Record<string, "missing" | "archived" | "read_only"> = {};
  for (const part of wholeAndParts(definition, settings)) {
    const one = withCustomFields(part, settings?.mappings ?? []);
    const isWhole = one.key === object;
    const found = findUnavailable(one, isWhole ? properties : await hubspot.properties(connection, one.key, part));
    for (const [property, why] of Object.entries(found))
      unavailable[isWhole ? property : unavailableName(one, property)] = why;
  }
  const pipelines = definition.stages ? await readPipelines(hubspot, connection, definition) : null;
  const { toMake, stages } = stagesFor(definition, settings?.stages ?? [], pipelines ?? []);
  const currency = object === "products" ? await readCurrencyOption(db, connection) : null;
  const options = currency && { ...settings?.options, sameCurrency: currency["sameCurrency"] === true };
  return {
    pipelines,
    toMake,
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
  definition: SyncObjectDefinition,
): Promise<readonly StoredPipeline[]> {
  const all = await hubspot.pipelines(connection, definition.key, definition);
  return all.filter(({ archived }) => !archived);
}

interface StagesFor {
  /** the rule's own pipeline, where the portal lacks it and a status needs it */
  readonly toMake: PipelineToMake | null;
  /** stage mappings to save, null when nothing is to be changed */
  readonly stages: readonly StageMapping[] | null;
}

/**
 * Statuses whose stage by the rule is not among the portal's get the one that is meant by its label, or that is open or closed as they
 * are; where the rule asks for a pipeline of its own, they get that one's. A stage that the merchant chose and somebody deleted is left to
 * the merchant.
 */
function stagesFor(
  definition: SyncObjectDefinition,
  chosen: readonly StageMapping[],
  pipelines: readonly StoredPipeline[],
): StagesFor {
  const rule = definition.stages;
  if (!rule) return { toMake: null, stages: null };
  const choices = pipelines.map(toChoice);
  const missing = statusesWithoutStage(rule, chosen, choices).filter(
    (status) => !chosen.some((mapping) => mapping.status === status),
  );
  if (missing.length === 0) return { toMake: null, stages: null };
  const suggested = rule.pipeline ? findOwnStages(definition, choices) : suggestStages(rule, choices);
  if (!suggested) return { toMake: rule.pipeline ?? null, stages: null };
  const added = missing.map((status) => ({ status, stage: suggested[status] ?? null }));
  return { toMake: null, stages: [...chosen, ...added] };
}

/** HubSpot does not always say whether a stage is closed: then it counts as open. */
export function toChoice({ id, label, stages }: StoredPipeline) {
  return { id, label, stages: stages.map((stage) => ({ ...stage, state: stage.state ?? ("OPEN" as const) })) };
}
