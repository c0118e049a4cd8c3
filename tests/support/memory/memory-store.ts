import { randomUUID } from "node:crypto";
import type {
  BackfillProgress,
  Claim,
  ClaimedChange,
  Clock,
  EngineStore,
  Mark,
  MatchIndexEntry,
  RecordLink,
  Settlement,
  Tombstone,
} from "#app/sync/ports.ts";
import type { Connection, Lane, ObjectKey, Side } from "#app/sync/record.ts";
import { applySettlement } from "./apply-settlement.ts";
import { figuresOfOtherShops } from "./memory-figures.ts";
import type { ChangeRow, Tables } from "./tables.ts";

type Ref = { readonly side: Side; readonly id: string };

const lockOf = (side: Side, id: string): string => `${side === "shopify" ? "s" : "h"}:${id}`;

/** The engine's memory in maps, with the same promises as the one on PostgreSQL. Knows one object, customers. */
export class MemoryStore implements EngineStore {
  readonly tables: Map<string, Tables>;
  /** takes fewer than asked for, so that several workers get a part each */
  claimAtMost = Number.POSITIVE_INFINITY;
  readonly #clock: Clock;

  constructor(tables: readonly Tables[], clock: Clock) {
    this.tables = new Map(tables.map((table) => [table.connection.id, table]));
    this.#clock = clock;
  }

  async mark(connection: Connection, marks: readonly Mark[]): Promise<void> {
    const { changes } = this.#tables(connection);
    const now = this.#now();
    for (const mark of marks) {
      const key = `${mark.side}:${mark.recordId}`;
      changes.set(key, mergeMark(changes.get(key), mark, now));
    }
  }

  async markUnseen(connection: Connection, object: ObjectKey, before: string): Promise<number> {
    const { links, outcomes, changes } = this.#tables(connection);
    const seen = new Set([...outcomes].filter((row) => row.settledAt >= before).map(({ shopifyId }) => shopifyId));
    const unseen = [...links.values()].filter(
      (link) => link.settledAt < before && !seen.has(link.shopifyId) && !changes.has(`shopify:${link.shopifyId}`),
    );
    const marks = unseen.map(
      ({ shopifyId }) => ({ object, side: "shopify", recordId: shopifyId, lane: "bulk" }) as const,
    );
    await this.mark(connection, marks);
    return marks.length;
  }

  async claim(
    connection: Connection,
    _object: ObjectKey,
    lane: Lane | "any",
    limit: number,
    leaseMs: number,
  ): Promise<Claim> {
    const tables = this.#tables(connection);
    const leaseId = randomUUID();
    if (!tables.active || !tables.settings.enabled) return { leaseId, changes: [], links: [], tombstones: [] };
    const now = this.#now();
    const until = new Date(Date.parse(now) + leaseMs).toISOString();
    const claimed: ChangeRow[] = [];
    const links = new Set<RecordLink>();
    const due = [...tables.changes.values()]
      .filter((row) => row.dueAt <= now && (lane === "any" || row.lane === lane) && !isLeased(row, now))
      .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    for (const row of due) {
      if (claimed.length >= Math.min(limit, this.claimAtMost) || claimed.includes(row)) continue;
      const link = linkOf(tables, row.side, row.recordId);
      const refs: Ref[] = link
        ? [
            { side: "shopify", id: link.shopifyId },
            { side: "hubspot", id: link.hubspotId },
          ]
        : [{ side: row.side, id: row.recordId }];
      const keys = refs.map(({ side, id }) => lockOf(side, id));
      if (keys.some((key) => isLocked(tables, key, leaseId, now))) continue;
      for (const key of keys) tables.locks.set(key, { leaseId, until });
      if (link) links.add(link);
      for (const { side, id } of refs) {
        const other = tables.changes.get(`${side}:${id}`);
        if (!other || isLeased(other, now)) continue;
        other.leaseId = leaseId;
        other.leasedUntil = until;
        claimed.push(other);
      }
    }
    const refs = claimed.map(({ side, recordId }) => ({ side, id: recordId }));
    return {
      leaseId,
      changes: claimed.map(toClaimed),
      links: [...links],
      tombstones: await this.tombstones(connection, "customers", refs),
    };
  }

  async lock(
    connection: Connection,
    _object: ObjectKey,
    leaseId: string,
    keys: readonly string[],
    leaseMs: number,
  ): Promise<ReadonlySet<string>> {
    return isHeld(this.#tables(connection), leaseId, this.#now())
      ? this.#take(connection, leaseId, keys, leaseMs)
      : new Set();
  }

  async lockNew(
    connection: Connection,
    _object: ObjectKey,
    keys: readonly string[],
    leaseMs: number,
  ): Promise<{ leaseId: string; obtained: ReadonlySet<string> }> {
    const leaseId = randomUUID();
    const obtained = this.#isOn(connection) ? this.#take(connection, leaseId, keys, leaseMs) : new Set<string>();
    return { leaseId, obtained };
  }

  async mayWrite(
    connection: Connection,
    _object: ObjectKey,
    leaseId: string,
    intentions: Parameters<EngineStore["mayWrite"]>[3],
  ): Promise<boolean> {
    const tables = this.#tables(connection);
    if (!this.#isOn(connection) || !isHeld(tables, leaseId, this.#now())) return false;
    for (const { shopifyId, intended } of intentions) {
      const link = tables.links.get(shopifyId);
      if (link) tables.links.set(shopifyId, { ...link, intended: { ...link.intended, ...intended } });
    }
    return true;
  }

  #isOn(connection: Connection): boolean {
    const { active, settings } = this.#tables(connection);
    return active && settings.enabled;
  }

  /** All that a lease holds ends at the same time. */
  #take(connection: Connection, leaseId: string, keys: readonly string[], leaseMs: number): ReadonlySet<string> {
    const tables = this.#tables(connection);
    const now = this.#now();
    const until = new Date(Date.parse(now) + leaseMs).toISOString();
    const obtained = keys.filter((key) => !isLocked(tables, key, leaseId, now));
    for (const key of obtained) tables.locks.set(key, { leaseId, until });
    for (const lock of tables.locks.values()) if (lock.leaseId === leaseId) lock.until = until;
    for (const row of tables.changes.values()) if (row.leaseId === leaseId) row.leasedUntil = until;
    return new Set(obtained);
  }

  async links(
    connection: Connection,
    _object: ObjectKey,
    side: Side,
    ids: readonly string[],
  ): Promise<readonly RecordLink[]> {
    const tables = this.#tables(connection);
    return [...new Set(ids)].flatMap((id) => linkOf(tables, side, id) ?? []);
  }

  async linksOfGroups(
    connection: Connection,
    _object: ObjectKey,
    groupIds: readonly string[],
  ): Promise<readonly RecordLink[]> {
    return [...this.#tables(connection).links.values()].filter(({ groupId }) => groupId && groupIds.includes(groupId));
  }

  async newestCarts(): Promise<ReadonlyMap<string, string>> {
    return new Map();
  }

  async olderOpenCarts(): Promise<readonly string[]> {
    return [];
  }

  async findByMatchKeys(
    connection: Connection,
    _object: ObjectKey,
    side: Side,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, string[]>();
    for (const entry of this.#tables(connection).matchKeys.values()) {
      if (entry.side !== side) continue;
      for (const key of entry.keys) if (keys.includes(key)) found.set(key, [...(found.get(key) ?? []), entry.recordId]);
    }
    return found;
  }

  async noteMatchKeys(connection: Connection, _object: ObjectKey, entries: readonly MatchIndexEntry[]): Promise<void> {
    const { matchKeys } = this.#tables(connection);
    for (const entry of entries) matchKeys.set(`${entry.side}:${entry.recordId}`, entry);
  }

  async tombstones(connection: Connection, _object: ObjectKey, refs: readonly Ref[]): Promise<readonly Tombstone[]> {
    const names = (tombstone: Tombstone, { side, id }: Ref): boolean =>
      tombstone.side === side ? tombstone.recordId === id : tombstone.counterpartId === id;
    return [...this.#tables(connection).tombstones.values()].filter((entry) => refs.some((ref) => names(entry, ref)));
  }

  async settledSince(
    connection: Connection,
    _object: ObjectKey,
    side: Side,
    ids: readonly string[],
    since: string,
  ): Promise<ReadonlySet<string>> {
    const { links, outcomes } = this.#tables(connection);
    const key = side === "shopify" ? "shopifyId" : "hubspotId";
    const settled = [...links.values(), ...outcomes].filter((row) => row.settledAt >= since).map((row) => row[key]);
    return new Set(ids.filter((id) => settled.includes(id)));
  }

  async pending(connection: Connection, _object: ObjectKey, refs: readonly Ref[]): Promise<readonly Ref[]> {
    const { changes } = this.#tables(connection);
    return refs.filter(({ side, id }) => changes.has(`${side}:${id}`));
  }

  async ownedByOtherShops(
    connection: Connection,
    _object: ObjectKey,
    hubspotIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const others = [...this.tables.values()].filter(
      (table) =>
        table.active && table.connection.portalId === connection.portalId && table.connection.id !== connection.id,
    );
    const own = this.#tables(connection);
    return new Set(
      hubspotIds.filter((id) => others.some((table) => isEarlier(linkedSince(table, id), linkedSince(own, id)))),
    );
  }

  async figuresOfOtherShops(connection: Connection, _object: ObjectKey, hubspotIds: readonly string[]) {
    return figuresOfOtherShops([...this.tables.values()], connection, hubspotIds);
  }

  async settle(
    connection: Connection,
    _object: ObjectKey,
    leaseId: string,
    settlements: readonly Settlement[],
    progress?: BackfillProgress,
  ): Promise<boolean> {
    const tables = this.#tables(connection);
    const now = this.#now();
    const held = [...tables.locks.values()].some((lock) => lock.leaseId === leaseId && lock.until > now);
    // A chunk of which nothing is left to settle holds no lock: its checkpoint needs the run's lease alone.
    const nothing = progress !== undefined && settlements.length === 0;
    if ((!held && !nothing) || !tables.active || !tables.settings.enabled) return false;
    const run = progress && tables.runs.get(progress.runId);
    if (progress) {
      if (!run || run.leaseId !== progress.runLeaseId || (run.leasedUntil ?? "") <= now) return false;
      run.checkpoint = progress.checkpoint;
      run.processed += progress.processed;
      run.created += progress.created;
      run.updated += progress.updated;
    }
    for (const id of settlements.flatMap(({ endLinks }) => endLinks)) tables.links.delete(id);
    for (const settlement of settlements) applySettlement(tables, settlement, leaseId, now);
    free(tables, leaseId);
    return true;
  }

  async release(connection: Connection, _object: ObjectKey, leaseId: string, dueAt: string): Promise<void> {
    const tables = this.#tables(connection);
    for (const row of tables.changes.values()) if (row.leaseId === leaseId) row.dueAt = dueAt;
    free(tables, leaseId);
  }

  async settings(connection: Connection, object: ObjectKey) {
    return object === "customers" ? this.#tables(connection).settings : null;
  }

  async countLinksModified(
    connection: Connection,
    _object: ObjectKey,
    side: Side,
    from: string,
    to: string,
  ): Promise<number> {
    const key = side === "shopify" ? "shopifyModifiedAt" : "hubspotModifiedAt";
    return [...this.#tables(connection).links.values()].filter((link) => {
      const at = link[key];
      return at !== null && at >= from && at <= to;
    }).length;
  }

  #tables(connection: Connection): Tables {
    const found = this.tables.get(connection.id);
    if (!found) throw new Error(`no connection ${connection.id}`);
    return found;
  }

  #now(): string {
    return this.#clock.now().toISOString();
  }
}

function linkOf(tables: Tables, side: Side, id: string): RecordLink | undefined {
  if (side === "shopify") return tables.links.get(id);
  for (const link of tables.links.values()) if (link.hubspotId === id) return link;
  return undefined;
}

function linkedSince(tables: Tables, hubspotId: string): string | null {
  const link = linkOf(tables, "hubspot", hubspotId);
  return link ? `${tables.linkedAt.get(link.shopifyId)} ${tables.connection.id}` : null;
}

function isEarlier(one: string | null, other: string | null): boolean {
  return one !== null && (other === null || one < other);
}

function isHeld(tables: Tables, leaseId: string, now: string): boolean {
  const locks = [...tables.locks.values()].filter((lock) => lock.leaseId === leaseId);
  return locks.length > 0 && locks.every(({ until }) => until > now);
}

function isLeased(row: ChangeRow, now: string): boolean {
  return row.leaseId !== null && (row.leasedUntil ?? "") > now;
}

function isLocked(tables: Tables, key: string, leaseId: string, now: string): boolean {
  const lock = tables.locks.get(key);
  return lock !== undefined && lock.leaseId !== leaseId && lock.until > now;
}

function free(tables: Tables, leaseId: string): void {
  for (const [key, lock] of tables.locks) if (lock.leaseId === leaseId) tables.locks.delete(key);
  for (const row of tables.changes.values()) {
    if (row.leaseId !== leaseId) continue;
    row.leaseId = null;
    row.leasedUntil = null;
  }
}

function toClaimed({ dueAt, leaseId, leasedUntil, lastError, ...row }: ChangeRow): ClaimedChange {
  return { ...row, generation: String(row.generation) };
}

function mergeMark(row: ChangeRow | undefined, mark: Mark, now: string): ChangeRow {
  const due = mark.dueAt ?? now;
  return {
    object: mark.object,
    side: mark.side,
    recordId: mark.recordId,
    lane: row?.lane === "live" ? "live" : mark.lane,
    generation: (row?.generation ?? 0) + 1,
    attempts: 0,
    dueAt: row && row.dueAt < due ? row.dueAt : due,
    markedAt: row?.markedAt ?? now,
    deletedAt: mark.deletedAt ?? row?.deletedAt ?? null,
    mergedInto: mark.mergedInto ?? row?.mergedInto ?? null,
    restoredAt: mark.restoredAt ?? row?.restoredAt ?? null,
    forced: mark.forced ?? row?.forced ?? null,
    echoHashes: row ? mergeHashes(row.echoHashes, mark.echoHashes ?? null) : (mark.echoHashes ?? null),
    leaseId: row?.leaseId ?? null,
    leasedUntil: row?.leasedUntil ?? null,
    lastError: row?.lastError ?? null,
  };
}

function mergeHashes(a: ChangeRow["echoHashes"], b: ChangeRow["echoHashes"]): ChangeRow["echoHashes"] {
  if (!a || !b) return null;
  const differ = Object.entries(b).some(([property, hash]) => a[property] !== undefined && a[property] !== hash);
  return differ ? null : { ...a, ...b };
}
