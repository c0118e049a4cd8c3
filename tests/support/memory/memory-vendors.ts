import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { SyncError } from "#app/sync/errors.ts";
import { modesOf, syncObject } from "#app/sync/objects/index.ts";
import type {
  ArchivePort,
  AssociationPair,
  AssociationPort,
  ChangesPort,
  Clock,
  ConsentPort,
  CreatedWindow,
  HubspotPagesPort,
  RecordPort,
  RecordWrite,
  ShopifyBulkPort,
  Vendors,
  WriteResult,
} from "#app/sync/ports.ts";
import type { ObjectKey, Side, SideRecord } from "#app/sync/record.ts";
import type { Faults } from "./faults.ts";
import type { MemoryPortal } from "./memory-portal.ts";
import type { MemoryShop } from "./memory-shop.ts";

const HUNDRED = 100;
const everything: CreatedWindow = { createdFrom: null, createdBefore: null };

/** How often the vendors were called, as their adapters would bill it. */
export interface CallCounts {
  shopify: { read: number; find: number; write: number; other: number };
  hubspot: { read: number; find: number; write: number; other: number };
  /** records and associations written, by side */
  records: { shopify: number; hubspot: number };
}

export function noCalls(): CallCounts {
  const none = () => ({ read: 0, find: 0, write: 0, other: 0 });
  return { shopify: none(), hubspot: none(), records: { shopify: 0, hubspot: 0 } };
}

export interface MemoryWorld {
  readonly shop: MemoryShop;
  readonly portal: MemoryPortal;
  readonly clock: Clock;
  readonly counts: CallCounts;
  readonly faults: Faults;
  /** HubSpot's search shows a change only so long after it, in milliseconds */
  searchLagMs: number;
  pageSize: number;
}

/** Both vendors in memory, behind the engine's ports. */
export function createMemoryVendors(world: MemoryWorld): Vendors {
  const snapshots = new Map<string, readonly SideRecord[]>();
  return {
    records: (_connection, object, side, _lane, definition) =>
      recordPort(world, definition ?? syncObject(object), side),
    bulk: (_connection, object) => bulkPort(world, object, snapshots),
    pages: (_connection, object, definition) => pagesPort(world, definition ?? syncObject(object)),
    changes: (_connection, object, side, definition) => changesPort(world, definition ?? syncObject(object), side),
    consents: () => consentPort(world),
    associations: (_connection, _lane, definitionOf = syncObject) => associationPort(world, definitionOf),
    archives: (_connection, object, _lane, definition) => archivePort(world, definition ?? syncObject(object)),
  };
}

function recordsOf({ shop, portal }: MemoryWorld, definition: SyncObjectDefinition, side: Side) {
  return side === "shopify" ? shop.of(definition.key) : portal.of(definition);
}

function recordPort(world: MemoryWorld, definition: SyncObjectDefinition, side: Side): RecordPort {
  const vendor = recordsOf(world, definition, side);
  const counts = world.counts[side];
  const batches = (count: number): number => Math.ceil(count / HUNDRED);
  return {
    side,
    async read(ids) {
      counts.read += batches(ids.length);
      world.faults.strike(`${side}.read`);
      return new Map(ids.map((id) => [id, vendor.read(id)]));
    },
    async findBy(attribute, values) {
      counts.find += batches(values.length);
      world.faults.strike(`${side}.find`);
      return new Map(values.map((value) => [value, vendor.findBy(attribute, value)]));
    },
    async write(writes) {
      counts.write += batches(writes.length);
      world.faults.strike(`${side}.write`, writes.length);
      const results = new Map<string, WriteResult>(
        writes.map((write) => [write.ref, writeOne(world, definition, side, write)]),
      );
      world.faults.strike(`${side}.answer`);
      return results;
    },
  };
}

function writeOne(world: MemoryWorld, definition: SyncObjectDefinition, side: Side, write: RecordWrite): WriteResult {
  const error = world.faults.recordFault(side);
  if (error) return { kind: "failed", error };
  const { key, parent, hubspot } = definition;
  // A part of the mode goes to the whole of the mode.
  const whole = [parent?.object ?? key].flatMap((one) => modesOf(syncObject(one)));
  const ofMode = whole.find(
    (one) => (hubspot.keyProperty === "tandem_deal_line_key") === (one.hubspot.objectType === "deals"),
  );
  const result =
    side === "shopify" ? world.shop.of(key).write(write) : world.portal.write(definition, write, ofMode ?? key);
  if (result.kind === "written") world.counts.records[side] += 1;
  return result;
}

function bulkPort(
  world: MemoryWorld,
  object: ObjectKey,
  snapshots: Map<string, readonly SideRecord[]>,
): ShopifyBulkPort {
  const within = ({ createdFrom, createdBefore }: CreatedWindow = everything): readonly SideRecord[] =>
    [...world.shop.of(object).records.values()].filter(({ values: { createdAt } }) => {
      const at = createdAt ? Date.parse(createdAt) : 0;
      return (!createdFrom || at >= Date.parse(createdFrom)) && (!createdBefore || at < Date.parse(createdBefore));
    });
  return {
    async start(window) {
      world.counts.shopify.other += 1;
      world.faults.strike("shopify.bulk");
      const id = `bulk-${snapshots.size + 1}`;
      snapshots.set(id, within(window));
      return { id, startedAt: world.clock.now().toISOString() };
    },
    async status(id) {
      world.counts.shopify.other += 1;
      world.faults.strike("shopify.bulk");
      const lines = snapshots.get(id) ?? [];
      return { kind: "completed", url: lines.length > 0 ? id : null, objectCount: lines.length };
    },
    async *read(url, fromByte) {
      const lines = snapshots.get(url) ?? [];
      for (let index = fromByte; index < lines.length; index++) {
        const record = lines[index];
        if (index % 50 === 25) world.faults.strike("shopify.stream");
        if (record) yield { record, endOffset: index + 1 };
      }
    },
    async count(window) {
      world.counts.shopify.other += 1;
      return within(window).length;
    },
  };
}

function pagesPort(world: MemoryWorld, definition: SyncObjectDefinition): HubspotPagesPort {
  return {
    async page(after) {
      world.counts.hubspot.other += 1;
      world.faults.strike("hubspot.page");
      const all = [...world.portal.of(definition).records.values()].filter(
        (record) => after === null || Number(record.id) > Number(after),
      );
      const records = all.sort((a, b) => Number(a.id) - Number(b.id)).slice(0, HUNDRED);
      return { records, after: all.length > HUNDRED ? (records.at(-1)?.id ?? null) : null };
    },
  };
}

function changesPort(world: MemoryWorld, definition: SyncObjectDefinition, side: Side): ChangesPort {
  const { isShared, keyProperty } = definition.hubspot;
  const isOurs = ({ values }: SideRecord) => side === "shopify" || !isShared || Boolean(values[keyProperty]);
  return {
    async *since(from) {
      const lag = side === "hubspot" ? world.searchLagMs : 0;
      const seen = new Date(world.clock.now().getTime() - lag).toISOString();
      const found = [...recordsOf(world, definition, side).records.values()]
        .filter(isOurs)
        .map(({ id, modifiedAt }) => ({ id, modifiedAt }))
        .filter(({ modifiedAt }) => Date.parse(modifiedAt) >= Date.parse(from) && modifiedAt <= seen)
        .sort((a, b) => (a.modifiedAt < b.modifiedAt ? -1 : 1));
      for (let start = 0; start === 0 || start < found.length; start += world.pageSize) {
        world.counts[side].other += 1;
        world.faults.strike(`${side}.changes`);
        yield { changes: found.slice(start, start + world.pageSize), total: side === "hubspot" ? found.length : null };
      }
    },
  };
}

function consentPort(world: MemoryWorld): ConsentPort {
  return {
    async set(contactId, state) {
      world.counts.hubspot.other += 1;
      world.faults.strike("hubspot.consent");
      const contacts = world.portal.of("customers");
      const result = contacts.read(contactId);
      if (!("record" in result) || !result.record.values.email) return "no_email";
      if (state === "subscribed" && result.record.values.emailOptOut === "true") return "refused";
      contacts.setOptOut(result.record.id, state === "unsubscribed");
      return "done";
    },
  };
}

function associationPort(world: MemoryWorld, of: (object: ObjectKey) => SyncObjectDefinition): AssociationPort {
  const each = async (act: (pair: AssociationPair) => boolean, pairs: readonly AssociationPair[]) => {
    world.counts.hubspot.other += 1;
    world.faults.strike("hubspot.associations", pairs.length);
    const answers = pairs.map((pair) => (act(pair) ? ("done" as const) : ("gone" as const)));
    world.counts.records.hubspot += pairs.length;
    world.faults.strike("hubspot.answer");
    return answers;
  };
  return {
    write: (from, to, pairs) => each((pair) => world.portal.associate(of(from), of(to), pair), pairs),
    remove: (from, to, pairs) =>
      each((pair) => {
        world.portal.dissociate(of(from), of(to), pair);
        return true;
      }, pairs),
  };
}

function archivePort(world: MemoryWorld, definition: SyncObjectDefinition): ArchivePort {
  return {
    async archive(ids) {
      world.counts.hubspot.write += Math.ceil(ids.length / HUNDRED);
      world.faults.strike("hubspot.archive");
      const results = new Map(ids.map((id) => [id, archiveOne(world, definition, id)] as const));
      world.faults.strike("hubspot.answer");
      return results;
    },
  };
}

function archiveOne(world: MemoryWorld, definition: SyncObjectDefinition, id: string): "done" | SyncError {
  const error = world.faults.recordFault("hubspot");
  if (error) return error;
  world.portal.of(definition).delete(id);
  world.counts.records.hubspot += 1;
  return "done";
}
