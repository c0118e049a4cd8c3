import type {
  ChangesPort,
  Clock,
  ConsentPort,
  HubspotPagesPort,
  RecordPort,
  RecordWrite,
  ShopifyBulkPort,
  Vendors,
  WriteResult,
} from "#app/sync/ports.ts";
import type { Side, SideRecord } from "#app/sync/record.ts";
import type { Faults } from "./faults.ts";
import type { MemoryHubspot } from "./memory-hubspot.ts";
import type { MemoryShopify } from "./memory-shopify.ts";

const HUNDRED = 100;

/** How often the vendors were called, as their adapters would bill it. */
export interface CallCounts {
  shopify: { read: number; find: number; write: number; other: number };
  hubspot: { read: number; find: number; write: number; other: number };
  /** records written, by side */
  records: { shopify: number; hubspot: number };
}

export function noCalls(): CallCounts {
  const none = () => ({ read: 0, find: 0, write: 0, other: 0 });
  return { shopify: none(), hubspot: none(), records: { shopify: 0, hubspot: 0 } };
}

export interface MemoryWorld {
  readonly shopify: MemoryShopify;
  readonly hubspot: MemoryHubspot;
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
    records: (_connection, _object, side) => recordPort(world, side),
    bulk: () => bulkPort(world, snapshots),
    pages: () => pagesPort(world),
    changes: (_connection, _object, side) => changesPort(world, side),
    consents: () => consentPort(world),
    associations: () => {
      throw new Error("customers have no associations");
    },
    archives: () => {
      throw new Error("no deletion of a customer is carried over");
    },
  };
}

function recordPort(world: MemoryWorld, side: Side): RecordPort {
  const vendor = side === "shopify" ? world.shopify : world.hubspot;
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
      const results = new Map<string, WriteResult>(writes.map((write) => [write.ref, writeOne(world, side, write)]));
      world.faults.strike(`${side}.answer`);
      return results;
    },
  };
}

function writeOne(world: MemoryWorld, side: Side, write: RecordWrite): WriteResult {
  const error = world.faults.recordFault(side);
  if (error) return { kind: "failed", error };
  const result = (side === "shopify" ? world.shopify : world.hubspot).write(write);
  if (result.kind === "written") world.counts.records[side] += 1;
  return result;
}

function bulkPort(world: MemoryWorld, snapshots: Map<string, readonly SideRecord[]>): ShopifyBulkPort {
  return {
    async start() {
      world.counts.shopify.other += 1;
      world.faults.strike("shopify.bulk");
      const id = `bulk-${snapshots.size + 1}`;
      snapshots.set(id, [...world.shopify.customers.values()]);
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
    async count() {
      world.counts.shopify.other += 1;
      return world.shopify.customers.size;
    },
  };
}

function pagesPort(world: MemoryWorld): HubspotPagesPort {
  return {
    async page(after) {
      world.counts.hubspot.other += 1;
      world.faults.strike("hubspot.page");
      const all = [...world.hubspot.contacts.values()].filter(
        (record) => after === null || Number(record.id) > Number(after),
      );
      const records = all.sort((a, b) => Number(a.id) - Number(b.id)).slice(0, HUNDRED);
      return { records, after: all.length > HUNDRED ? (records.at(-1)?.id ?? null) : null };
    },
  };
}

function changesPort(world: MemoryWorld, side: Side): ChangesPort {
  return {
    async *since(from) {
      const lag = side === "hubspot" ? world.searchLagMs : 0;
      const seen = new Date(world.clock.now().getTime() - lag).toISOString();
      const records = side === "shopify" ? world.shopify.customers : world.hubspot.contacts;
      const found = [...records.values()]
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
      const result = world.hubspot.read(contactId);
      if (!("record" in result) || !result.record.values.email) return "no_email";
      if (state === "subscribed" && result.record.values.emailOptOut === "true") return "refused";
      world.hubspot.setOptOut(result.record.id, state === "unsubscribed");
      return "done";
    },
  };
}
