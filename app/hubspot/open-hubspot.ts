import type { PipelineToMake, PropertyOption, SyncObjectDefinition } from "#app/sync/definition.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type {
  ArchivePort,
  AssociationPort,
  ChangesPort,
  Clock,
  ConsentPort,
  HubspotPagesPort,
  RecordPort,
} from "#app/sync/ports.ts";
import type { Connection, Lane, ObjectKey, SideRecord } from "#app/sync/record.ts";
import { createAssociationLabels } from "./association-labels.ts";
import { associationsOf } from "./associations.ts";
import { completeProperties } from "./complete-properties.ts";
import { consentsOf, createMarketingTypes } from "./consents.ts";
import { crmApi } from "./crm-api.ts";
import { ownProperties } from "./own-properties.ts";
import type { Pipeline } from "./pipelines.ts";
import { createPipeline, listPipelines } from "./pipelines.ts";
import type { PortalTokens } from "./portal-tokens.ts";
import type { NewProperty, PropertyFacts } from "./read-properties.ts";
import { createPropertyReader } from "./read-properties.ts";
import { archivesOf } from "./records/archive-records.ts";
import { changesOf } from "./records/changed-records.ts";
import { pagesOf } from "./records/list-records.ts";
import type { ObjectScope } from "./records/object-scope.ts";
import { describeObject } from "./records/object-scope.ts";
import { findRecordsBy, readRecords } from "./records/read-records.ts";
import { searchByWords } from "./records/search-by-words.ts";
import { writeRecords } from "./records/write-records.ts";
import type { HubspotTransport } from "./transport.ts";

/**
 * HubSpot's side of the vendors' ports, and what connecting needs of it. `definition`: the object's as it holds under the merchant's
 * settings, or that of the mode they chose; default: the object's own.
 */
export interface HubspotPorts {
  /** the properties of the definition's fields are read besides the object's own */
  records(connection: Connection, object: ObjectKey, lane: Lane, definition?: SyncObjectDefinition): RecordPort;
  pages(connection: Connection, object: ObjectKey, definition?: SyncObjectDefinition): HubspotPagesPort;
  changes(connection: Connection, object: ObjectKey, definition?: SyncObjectDefinition): ChangesPort;
  consents(connection: Connection): ConsentPort;
  associations(connection: Connection, lane: Lane, definitionOf?: DefinitionOf): AssociationPort;
  archives(connection: Connection, object: ObjectKey, lane: Lane, definition?: SyncObjectDefinition): ArchivePort;
  /** The portal has the object's own properties afterwards. @returns those made or restored. */
  completeProperties(
    connection: Connection,
    object: ObjectKey,
    definition?: SyncObjectDefinition,
  ): Promise<readonly string[]>;
  /** The portal's definitions of the object's properties, at most ten minutes old. */
  properties(
    connection: Connection,
    object: ObjectKey,
    definition?: SyncObjectDefinition,
  ): Promise<readonly PropertyFacts[]>;
  /** The portal has this property afterwards, asked for by the merchant. */
  createProperty(
    connection: Connection,
    object: ObjectKey,
    property: NewProperty,
    definition?: SyncObjectDefinition,
  ): Promise<PropertyFacts>;
  /** A dropdown of the portal's offers these options afterwards. @returns all that it offers. */
  addOptions(
    connection: Connection,
    object: ObjectKey,
    property: string,
    options: readonly PropertyOption[],
    definition?: SyncObjectDefinition,
  ): Promise<readonly PropertyOption[]>;
  /** Records that HubSpot's own search finds by what a person typed. */
  search(
    connection: Connection,
    object: ObjectKey,
    text: string,
    definition?: SyncObjectDefinition,
  ): Promise<readonly SideRecord[]>;
  /** The portal's pipelines of the object, as they are now. */
  pipelines(connection: Connection, object: ObjectKey, definition?: SyncObjectDefinition): Promise<readonly Pipeline[]>;
  /** Makes a pipeline of the object's type. @returns "limit" when the account's tier allows no more of them. */
  createPipeline(
    connection: Connection,
    object: ObjectKey,
    pipeline: PipelineToMake,
    definition?: SyncObjectDefinition,
  ): Promise<"made" | "taken" | "limit">;
}

type DefinitionOf = (object: ObjectKey) => SyncObjectDefinition;

interface HubspotDeps {
  readonly transport: HubspotTransport;
  readonly tokens: PortalTokens;
  readonly clock: Clock;
  /** the product's own unless a test brings others */
  readonly definitionOf?: DefinitionOf;
}

const repairEveryMs = 60_000;

export function openHubspot(deps: HubspotDeps): HubspotPorts {
  const { transport, definitionOf = syncObject } = deps;
  const labels = createAssociationLabels(deps);
  const reader = createPropertyReader(deps);
  const typeOf = (object: ObjectKey, definition = definitionOf(object)) => definition.hubspot.objectType;
  const types = createMarketingTypes({
    transport,
    clock: deps.clock,
    mayRead: (portalId) => deps.tokens.mayReadConsents(portalId),
  });

  const repairs = new Map<string, { done: Promise<void>; at: number }>();

  const complete = async (connection: Connection, definition: SyncObjectDefinition, lane: Lane) => {
    const caller = { portalId: connection.portalId, lane };
    const type = definition.hubspot.objectType;
    const { made, properties } = await completeProperties(crmApi(transport, caller), type, ownProperties(definition));
    reader.note(caller, type, properties);
    return made;
  };

  /** At most once a minute and object of a portal: what could not be repaired will not be by the next batch either. */
  function repair(connection: Connection, definition: SyncObjectDefinition, lane: Lane): Promise<void> {
    const key = `${connection.portalId}:${definition.key}:${definition.hubspot.objectType}`;
    const now = deps.clock.now().getTime();
    const last = repairs.get(key);
    if (last && now - last.at < repairEveryMs) return last.done;
    const done = complete(connection, definition, lane).then(() => undefined);
    repairs.set(key, { done, at: now });
    return done;
  }

  /** Called for each use: which property tells the opt-out is looked up then, and remembered. */
  async function scopeOf(
    connection: Connection,
    object: ObjectKey,
    lane: Lane,
    effective?: SyncObjectDefinition,
  ): Promise<ObjectScope> {
    const caller = { portalId: connection.portalId, lane };
    const definition = effective?.base ?? effective ?? definitionOf(object);
    const type = definition.consent ? await types.find(caller) : null;
    return {
      ...describeObject(definition, type === null ? null : `hs_email_optout_${type}`, effective?.fields),
      api: crmApi(transport, caller),
      repairProperties: () => repair(connection, definition, lane),
    };
  }

  return {
    records(connection, object, lane, definition) {
      const scope = () => scopeOf(connection, object, lane, definition);
      return {
        side: "hubspot",
        read: async (ids) => readRecords(await scope(), ids),
        findBy: async (attribute, values) => findRecordsBy(await scope(), attribute, values),
        write: async (writes) => writeRecords(await scope(), writes),
      };
    },
    pages: (connection, object, definition) => ({
      page: async (after) => pagesOf(await scopeOf(connection, object, "bulk", definition)).page(after),
    }),
    changes: (connection, object, definition) => ({
      async *since(from) {
        yield* changesOf(await scopeOf(connection, object, "bulk", definition)).since(from);
      },
    }),
    consents(connection) {
      const caller = { portalId: connection.portalId, lane: "live" as const };
      return consentsOf({ transport, api: crmApi(transport, caller), types }, caller);
    },
    associations: ({ portalId }, lane, of = definitionOf) =>
      associationsOf({ transport, labels, objectType: (object) => typeOf(object, of(object)) }, { portalId, lane }),
    archives: (connection, object, lane, definition) => ({
      archive: async (ids) => archivesOf(await scopeOf(connection, object, lane, definition)).archive(ids),
    }),
    completeProperties: (connection, object, definition = definitionOf(object)) =>
      complete(connection, definition, "live"),
    properties: ({ portalId }, object, definition) =>
      reader.read({ portalId, lane: "live" }, typeOf(object, definition)),
    createProperty: ({ portalId }, object, property, definition) =>
      reader.create({ portalId, lane: "live" }, typeOf(object, definition), property),
    addOptions: ({ portalId }, object, property, options, definition) =>
      reader.addOptions({ portalId, lane: "live" }, typeOf(object, definition), property, options),
    search: async (connection, object, text, definition) =>
      searchByWords(await scopeOf(connection, object, "live", definition), text),
    pipelines: ({ portalId }, object, definition) =>
      listPipelines(transport, { portalId, lane: "live" }, typeOf(object, definition)),
    createPipeline: ({ portalId }, object, pipeline, definition) =>
      createPipeline(transport, { portalId, lane: "live" }, typeOf(object, definition), pipeline),
  };
}
