import type { ChangeSource } from "#sandbox/hubspot/crm/change-source.ts";
import type { PipelineStore } from "#sandbox/hubspot/crm/pipelines/pipeline-store.ts";
import type { StandardGroup, StandardProperty } from "#sandbox/hubspot/crm/standard-property.ts";

/** What HubSpot knows besides the record itself when it completes a write. */
export interface WriteContext {
  id: string;
  at: number;
  source: ChangeSource;
  /** Of this type; absent where records have no pipelines. */
  pipelines?: PipelineStore;
  homeCurrency: string;
  /** How much of the home currency one unit is worth. */
  exchangeRate: (currency: string) => number;
  /** The values of a product; undefined when there is none with this id. */
  product: (id: string) => ReadonlyMap<string, string> | undefined;
}

/** Which properties say where in which pipeline a record is. */
export interface PipelineProperties {
  pipeline: string;
  stage: string;
  /** The metadata that a stage of this type has. */
  metadata: "state" | "probability";
  mostStages: number;
  scopes: { read: string[]; write: string[] };
}

/** A kind of CRM record, as data: a further kind is one more file in `types/` and one line in `object-types.ts`. */
export interface ObjectType {
  typeId: string;
  singular: string;
  plural: string;
  /** How error messages call it. */
  legacyName: string;
  label: { one: string; many: string };
  modifiedProperty: string;
  createdProperty: string;
  /** The one HubSpot matches records by of its own accord; a second record with its value is a 409. */
  primaryKey?: string;
  /** Further values that resolve to the record and are unique together with the primary key, separated by ";". */
  secondaryKey?: string;
  /** Besides id, created and modified time. */
  defaultProperties: string[];
  searchableProperties: string[];
  /** Columns of the viewer's list, besides name, created and modified time. */
  listProperties: string[];
  /** For the heading of a record's page. */
  nameProperties: string[];
  groups: StandardGroup[];
  properties: StandardProperty[];
  scopes: { read: string[]; write: string[]; readSchema: string[]; writeSchema: string[] };
  pipeline?: PipelineProperties;
  /** Whether two records can be merged into one. */
  canMerge: boolean;
  /** Inputs of one `batch/create` that are the same become one record, without a word. */
  mergesIdenticalCreates?: boolean;
  /** What a new record has before anything is written to it. */
  startValues?: (context: WriteContext) => [string, string][];
  /** Completes a write with what HubSpot itself changes along; throws what it refuses. */
  derive?: (before: ReadonlyMap<string, string>, after: Map<string, string>, context: WriteContext) => void;
}

/** The scopes of one type's records and property definitions, by the name HubSpot's scopes use for it. */
export function scopesOf(name: string, schema?: { read: string[]; write: string[] }): ObjectType["scopes"] {
  const [read, write] = [`crm.objects.${name}.read`, `crm.objects.${name}.write`];
  return {
    read: [read],
    write: [write],
    readSchema: schema?.read ?? [`crm.schemas.${name}.read`, read, write],
    writeSchema: schema?.write ?? [`crm.schemas.${name}.write`],
  };
}

/** What a new record of any type but contacts has. */
export function startRecord({ source }: WriteContext): [string, string][] {
  return [
    ["hs_object_source", source.changeSource],
    ["hs_object_source_id", source.sourceId],
    ["hs_object_source_label", source.changeSource],
  ];
}
