import type { Clock } from "#sandbox/http/clock.ts";
import { seededRandom } from "#sandbox/http/seeded-random.ts";
import type { ChangeSource, RecordEvent } from "#sandbox/hubspot/crm/change-source.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import type { ObjectType, WriteContext } from "#sandbox/hubspot/crm/object-type.ts";
import { PipelineStore } from "#sandbox/hubspot/crm/pipelines/pipeline-store.ts";
import { STANDARD_PIPELINES } from "#sandbox/hubspot/crm/pipelines/standard-pipelines.ts";
import { PropertyStore } from "#sandbox/hubspot/crm/property-store.ts";
import { RecordStore } from "#sandbox/hubspot/crm/record-store.ts";
import { SearchIndex } from "#sandbox/hubspot/crm/search-index.ts";
import { inGroup } from "#sandbox/hubspot/crm/standard-property.ts";
import type { Portal } from "#sandbox/hubspot/portal.ts";
import type { PipelineSeed, PortalSeed } from "#sandbox/hubspot/portal-seed.ts";

/** Everything a portal keeps about one object type. */
export interface ObjectSpace {
  type: ObjectType;
  definitions: PropertyStore;
  records: RecordStore;
  index: SearchIndex;
  /** Absent where records have no pipelines. */
  pipelines?: PipelineStore;
}

export interface PortalOptions {
  clock: Clock;
  random: () => number;
  searchLagMs: number;
  onEvent: (portal: Portal, typeId: string, event: RecordEvent, source: ChangeSource) => void;
}

interface SpaceOptions extends Omit<PortalOptions, "onEvent"> {
  seed: PortalSeed;
  portal: Pick<Portal, "space" | "has">;
  onEvent: (event: RecordEvent, record: CrmRecord, source: ChangeSource) => void;
  isSeeding: () => boolean;
}

const MANY_PIPELINES = 100;

const homeCurrencyOf = (seed: PortalSeed) => seed.currency ?? "USD";
const currenciesOf = (seed: PortalSeed) => [...new Set([homeCurrencyOf(seed), ...(seed.additionalCurrencies ?? [])])];

function openPipelines(
  type: ObjectType,
  { seed, clock }: SpaceOptions,
  definitions: PropertyStore,
  records: () => RecordStore,
): PipelineStore | undefined {
  const properties = type.pipeline;
  if (!properties) return undefined;
  const store: PipelineStore = new PipelineStore({
    properties,
    now: clock.now,
    most: seed.pipelineLimits?.[type.plural] ?? MANY_PIPELINES,
    recordsIn: (stageIds) =>
      [...records().list()]
        .filter(({ values }) => stageIds.has(values.get(properties.stage) ?? ""))
        .map(({ id }) => id),
    onChange: () => {
      const pipelines = store.list();
      const options = (all: { id: string; label: string }[]) =>
        all.map(({ id, label }): [string, string] => [id, label]);
      definitions.setOptions(properties.pipeline, options(pipelines));
      definitions.setOptions(properties.stage, options(pipelines.flatMap(({ stages }) => stages)));
    },
  });
  for (const pipeline of STANDARD_PIPELINES[type.typeId] ?? []) store.create(pipeline);
  for (const [index, pipeline] of (seed.pipelines?.[type.plural] ?? []).entries()) {
    store.create({ ...pipeline, displayOrder: index + 1, stages: toStages(pipeline) });
  }
  return store;
}

function toStages({ stages }: PipelineSeed) {
  return stages.map(({ state, probability, ...stage }, displayOrder) => ({
    ...stage,
    displayOrder,
    metadata: probability === undefined ? { state: state ?? "OPEN" } : { probability },
  }));
}

/** Opens what a portal keeps about one type, with the type's definitions and pipelines but without a record. */
export function openSpace(type: ObjectType, options: SpaceOptions): ObjectSpace {
  const { clock, random, seed, portal } = options;
  const currencies = currenciesOf(seed);
  const definitions = new PropertyStore(type, clock.now, currencies);
  if (type.plural === "products" && currencies.length > 1) {
    const { number } = inGroup(type.groups[0]?.name ?? "");
    for (const code of currencies) {
      definitions.addStandard(number(`hs_price_${code.toLowerCase()}`, `Unit price (${code})`, { notNegative: true }));
    }
  }
  const lagMs = () => (options.isSeeding() ? 0 : options.searchLagMs * (0.75 + random() / 2));
  const index = new SearchIndex(clock, lagMs);
  const pipelines = openPipelines(type, options, definitions, () => records);
  // Ids do not depend on the portal: two portals hold the same ids, so that a mix-up of tenants shows.
  const idSteps = seededRandom(Number(type.typeId.slice(2)));
  let lastId = 100_000_000;
  const context = (id: string, source: ChangeSource): WriteContext => ({
    id,
    at: clock.now(),
    source,
    ...(pipelines ? { pipelines } : {}),
    homeCurrency: homeCurrencyOf(seed),
    exchangeRate: (currency) => (currency === homeCurrencyOf(seed) ? 1 : (seed.exchangeRates?.[currency] ?? 1)),
    product: (productId) => (portal.has("0-7") ? portal.space("0-7").records.find(productId)?.values : undefined),
  });
  const records: RecordStore = new RecordStore({
    type,
    portalId: seed.id,
    now: clock.now,
    uniqueNames: () => definitions.uniqueNames(),
    nextId: () => {
      lastId += 1 + Math.floor(idSteps() * 50);
      return String(lastId);
    },
    context,
    most: seed.recordLimits?.[type.plural] ?? Number.POSITIVE_INFINITY,
    mergeMakesNewId: seed.mergeMakesNewId ?? true,
    onState: (record) => index.note(record),
    onEvent: options.onEvent,
  });
  return { type, definitions, records, index, ...(pipelines ? { pipelines } : {}) };
}
