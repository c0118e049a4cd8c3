import type { Log } from "#app/lib/log.ts";
import type { Metrics } from "#app/lib/metrics.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { SyncError } from "#app/sync/errors.ts";
import { combineFigures } from "#app/sync/figures/customer-figures.ts";
import { effectiveDefinition } from "#app/sync/mapping/effective-definition.ts";
import { unavailableOfPart } from "#app/sync/mapping/unavailable-of-part.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { BaselineContext } from "#app/sync/plan/baseline.ts";
import type {
  ArchivePort,
  Clock,
  EngineStore,
  HashValue,
  ObjectSettings,
  RecordPort,
  Vendors,
} from "#app/sync/ports.ts";
import type { Connection, Lane, ObjectKey, Side, SideRecord } from "#app/sync/record.ts";
import { withStage } from "#app/sync/stages/resolve-stage.ts";

/** Longer than any vendor call with its retries: a lease that runs out belongs to a dead worker. */
export const LEASE_MS = 120_000;

/** What every service of the engine is built on. */
export interface EngineDeps {
  readonly store: EngineStore;
  readonly vendors: Vendors;
  readonly clock: Clock;
  readonly hash: HashValue;
  readonly log: Pick<Log, "debug" | "info" | "warn" | "error">;
  readonly metrics?: Pick<Metrics, "freshnessMs" | "outcomes">;
}

/** One batch's surroundings: whose records, under which settings, with which lease. */
export interface EngineContext extends BaselineContext {
  readonly connection: Connection;
  readonly store: EngineStore;
  readonly clock: Clock;
  readonly log: EngineDeps["log"];
  readonly ports: Readonly<Record<Side, RecordPort>>;
  /** Obtains further locks for the batch's lease. @returns those obtained. */
  readonly lock: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Whether the batch may still be written for: not once the merchant switched it off, or the lease is another's. */
  readonly mayWrite: (intentions: Parameters<EngineStore["mayWrite"]>[3]) => Promise<boolean>;
  /** Deletes records in HubSpot. */
  readonly archive: ArchivePort["archive"];
  /** false: nothing is written, for the plan alone is wanted */
  readonly mayCarryDeletions: boolean;
  /** A Shopify record with what settings and the clock say of it besides, such as its stage. Safe to repeat. */
  readonly enrich: (record: SideRecord) => SideRecord;
  readonly vendors: Vendors;
  readonly lane: Lane;
  /**
   * Whether an update's answer is taken for the record's last change. It may hide an edit that fell between our read and our write, so
   * that the sweep would pass it by: only a first sync, which cannot afford to read everything again, takes it.
   */
  readonly trustsAnswers: boolean;
  /** an audit compares parts on both sides as well */
  readonly isAudit: boolean;
  /** all reads of the batch are younger than this instant */
  readonly readSince: string;
}

export interface BatchInput {
  readonly connection: Connection;
  readonly object: ObjectKey;
  readonly lane: Lane;
  readonly settings: ObjectSettings;
  readonly leaseId: string;
  readonly trustsAnswers: boolean;
  /** default: false */
  readonly isAudit?: boolean;
  /** default: now */
  readonly readSince?: string;
}

/** The surroundings of one leased batch. */
export function openContext(deps: EngineDeps, input: BatchInput): EngineContext {
  const { connection, object, lane, settings, leaseId, trustsAnswers } = input;
  const own = objectUnder(object, settings);
  const definition = effectiveDefinition(own, settings);
  const enrich = (record: SideRecord) => {
    const aged = withAge(own, deps.clock, withFigures(own, adjusted(own, settings, record)));
    return withStage(own, settings, aged);
  };
  return {
    connection,
    connectionId: connection.id,
    definition,
    settings,
    hash: deps.hash,
    store: deps.store,
    clock: deps.clock,
    log: deps.log,
    ports: {
      shopify: enrichedPort(deps.vendors.records(connection, object, "shopify", lane, definition), enrich),
      hubspot: deps.vendors.records(connection, object, "hubspot", lane, definition),
    },
    lock: (keys) => deps.store.lock(connection, object, leaseId, keys, LEASE_MS),
    mayWrite: (intentions) => deps.store.mayWrite(connection, object, leaseId, intentions),
    archive: (ids) => deps.vendors.archives(connection, object, lane, definition).archive(ids),
    mayCarryDeletions: true,
    enrich,
    vendors: deps.vendors,
    lane,
    trustsAnswers,
    isAudit: input.isAudit ?? false,
    readSince: input.readSince ?? deps.clock.now().toISOString(),
  };
}

/**
 * The surroundings of a batch's parts: another object's records under the same lease. They go with the whole's settings, but a limit or a
 * stage is about the whole alone, and so is a mapping that does not name the parts; and as Shopify's side is their truth, what is about to
 * be written need not be noted.
 */
export function openChildContext(context: EngineContext, definition: SyncObjectDefinition): EngineContext {
  const { connection, vendors, lane } = context;
  const prefix = `${definition.key}:`;
  const settings: ObjectSettings = {
    ...context.settings,
    ...{ object: definition.key, limit: [], stages: [], historyFrom: null },
    unavailable: unavailableOfPart(definition, context.settings),
  };
  const effective = effectiveDefinition(definition, settings);
  return {
    ...context,
    definition: effective,
    settings,
    ports: {
      shopify: noPort,
      hubspot: vendors.records(connection, definition.key, "hubspot", lane, effective),
    },
    async lock(keys) {
      const obtained = await context.lock(keys.map((key) => `${prefix}${key}`));
      return new Set([...obtained].map((key) => key.slice(prefix.length)));
    },
    mayWrite: () => context.mayWrite([]),
    archive: (ids) => vendors.archives(connection, definition.key, lane, effective).archive(ids),
  };
}

const neverAsked = async () => {
  throw new SyncError("bug", { code: "part_asked_for" });
};

/** Parts come with their whole, which alone is read in Shopify and never written by them. */
const noPort: RecordPort = { side: "shopify", read: neverAsked, findBy: neverAsked, write: neverAsked };

/** The record as the merchant's switches want it. */
function adjusted(
  { adjustments = [] }: SyncObjectDefinition,
  { options }: ObjectSettings,
  record: SideRecord,
): SideRecord {
  if (record.side === "hubspot") return record;
  return adjustments
    .filter(({ option }) => options[option] === true)
    .reduce((changed, { adjust }) => adjust(changed), record);
}

/** The record with what holds for all shops together, as if there were no other. */
function withFigures({ figures }: SyncObjectDefinition, record: SideRecord): SideRecord {
  if (!figures || record.side === "hubspot") return record;
  return { ...record, values: { ...record.values, ...combineFigures(record.values, []) } };
}

/** The record as it stands at this instant. */
function withAge({ ageing }: SyncObjectDefinition, clock: Clock, record: SideRecord): SideRecord {
  return ageing && record.side === "shopify" ? ageing.adjust(record, clock.now()) : record;
}

/** The port with every record that it reads completed. */
function enrichedPort(port: RecordPort, enrich: (record: SideRecord) => SideRecord): RecordPort {
  return {
    ...port,
    async read(ids) {
      const results = [...(await port.read(ids))].map(([id, result]) => {
        return [id, "record" in result ? { ...result, record: enrich(result.record) } : result] as const;
      });
      return new Map(results);
    },
    async findBy(attribute, values) {
      const found = [...(await port.findBy(attribute, values))];
      return new Map(found.map(([value, records]) => [value, records.map(enrich)] as const));
    },
  };
}
