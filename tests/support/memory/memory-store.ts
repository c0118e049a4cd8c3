import { randomUUID } from "node:crypto";
import { groupTombstone, groupTombstoneId } from "#app/sync/group-tombstone.ts";
import type {
  BackfillProgress,
  Claim,
  Decision,
  EngineStore,
  Mark,
  MatchIndexEntry,
  OutcomeGroup,
  RecordLink,
  Settlement,
} from "#app/sync/ports.ts";
import type { Connection, Lane, ObjectKey, Side } from "#app/sync/record.ts";
import { applyDecision, markedHalf } from "./apply-decision.ts";
import { applySettlement } from "./apply-settlement.ts";
import { free, isHeld, isLeased, isLocked } from "./leases.ts";
import { figuresOfOtherShops } from "./memory-figures.ts";
import type { Ref } from "./memory-reads.ts";
import { linkOf, MemoryReads } from "./memory-reads.ts";
import { mergeMark, toClaimed } from "./merge-mark.ts";
import type { ChangeRow } from "./tables.ts";

const lockOf = (side: Side, id: string): string => `${side === "shopify" ? "s" : "h"}:${id}`;

/** The engine's memory in maps, with the same promises as the one on PostgreSQL. */
export class MemoryStore extends MemoryReads implements EngineStore {
  /** takes fewer than asked for, so that several workers get a part each */
  claimAtMost = Number.POSITIVE_INFINITY;
  async mark(connection: Connection, marks: readonly Mark[]): Promise<void> {
    const now = this.now();
    for (const mark of marks) {
      const { changes } = this.objectOf(connection, mark.object);
      const key = `${mark.side}:${mark.recordId}`;
      changes.set(key, mergeMark(changes.get(key), mark, now));
    }
  }

  async markUnseen(connection: Connection, object: ObjectKey, before: string): Promise<number> {
    const { links, outcomes, changes } = this.objectOf(connection, object);
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

  async markGroup(connection: Connection, object: ObjectKey, group: OutcomeGroup): Promise<number> {
    const rows = [...this.objectOf(connection, object).outcomes].filter(
      ({ status, reason }) => status === group.status && (group.reason === undefined || reason === group.reason),
    );
    const marks = rows.map(({ shopifyId, hubspotId, reason }): Mark => {
      const ref = markedHalf({ shopifyId, hubspotId, reason });
      return { object, ...ref, lane: "bulk", forced: "retry" };
    });
    await this.mark(connection, marks);
    return marks.length;
  }

  async decide(connection: Connection, object: ObjectKey, decision: Decision): Promise<"done" | "taken"> {
    const result = applyDecision(this.objectOf(connection, object), decision, this.now());
    if (result === "done") await this.mark(connection, decision.marks);
    return result;
  }

  async claim(
    connection: Connection,
    object: ObjectKey,
    lane: Lane | "any",
    limit: number,
    leaseMs: number,
  ): Promise<Claim> {
    const tables = this.objectOf(connection, object);
    const leaseId = randomUUID();
    if (!this.isOn(connection, object)) return { leaseId, changes: [], links: [], tombstones: [] };
    const now = this.now();
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
    const ends = [...links].flatMap(({ shopifyId, hubspotId }): Ref[] => [
      { side: "shopify", id: shopifyId },
      { side: "hubspot", id: hubspotId },
    ]);
    const refs = [...claimed.map(({ side, recordId }) => ({ side, id: recordId })), ...ends];
    return {
      leaseId,
      changes: claimed.map(toClaimed),
      links: [...links],
      tombstones: await this.tombstones(connection, object, refs),
    };
  }

  async lock(
    connection: Connection,
    object: ObjectKey,
    leaseId: string,
    keys: readonly string[],
    leaseMs: number,
  ): Promise<ReadonlySet<string>> {
    return isHeld(this.objectOf(connection, object), leaseId, this.now())
      ? this.#take(connection, object, leaseId, keys, leaseMs)
      : new Set();
  }

  async lockNew(
    connection: Connection,
    object: ObjectKey,
    keys: readonly string[],
    leaseMs: number,
  ): Promise<{ leaseId: string; obtained: ReadonlySet<string> }> {
    const leaseId = randomUUID();
    const obtained = this.isOn(connection, object)
      ? this.#take(connection, object, leaseId, keys, leaseMs)
      : new Set<string>();
    return { leaseId, obtained };
  }

  async mayWrite(
    connection: Connection,
    object: ObjectKey,
    leaseId: string,
    intentions: Parameters<EngineStore["mayWrite"]>[3],
  ): Promise<boolean> {
    const tables = this.objectOf(connection, object);
    if (!this.isOn(connection, object) || !isHeld(tables, leaseId, this.now())) return false;
    for (const { shopifyId, intended } of intentions) {
      const link = tables.links.get(shopifyId);
      if (link) tables.links.set(shopifyId, { ...link, intended: { ...link.intended, ...intended } });
    }
    return true;
  }

  /** All that a lease holds ends at the same time. */
  #take(
    connection: Connection,
    object: ObjectKey,
    leaseId: string,
    keys: readonly string[],
    leaseMs: number,
  ): ReadonlySet<string> {
    const tables = this.objectOf(connection, object);
    const now = this.now();
    const until = new Date(Date.parse(now) + leaseMs).toISOString();
    const obtained = keys.filter((key) => !isLocked(tables, key, leaseId, now));
    for (const key of obtained) tables.locks.set(key, { leaseId, until });
    for (const lock of tables.locks.values()) if (lock.leaseId === leaseId) lock.until = until;
    for (const row of tables.changes.values()) if (row.leaseId === leaseId) row.leasedUntil = until;
    return new Set(obtained);
  }

  async noteMatchKeys(connection: Connection, object: ObjectKey, entries: readonly MatchIndexEntry[]): Promise<void> {
    const { matchKeys } = this.objectOf(connection, object);
    for (const entry of entries) matchKeys.set(`${entry.side}:${entry.recordId}`, entry);
  }

  async figuresOfOtherShops(connection: Connection, _object: ObjectKey, hubspotIds: readonly string[]) {
    return figuresOfOtherShops([...this.tables.values()], connection, hubspotIds);
  }

  async settle(
    connection: Connection,
    object: ObjectKey,
    leaseId: string,
    settlements: readonly Settlement[],
    progress?: BackfillProgress,
  ): Promise<boolean> {
    const tables = this.objectOf(connection, object);
    const now = this.now();
    const held = [...tables.locks.values()].some((lock) => lock.leaseId === leaseId && lock.until > now);
    // A chunk of which nothing is left to settle holds no lock: its checkpoint needs the run's lease alone.
    const nothing = progress !== undefined && settlements.length === 0;
    if ((!held && !nothing) || !this.isOn(connection, object)) return false;
    const run = progress && tables.runs.get(progress.runId);
    if (progress) {
      if (!run || run.leaseId !== progress.runLeaseId || (run.leasedUntil ?? "") <= now) return false;
      run.checkpoint = progress.checkpoint;
      run.processed += progress.processed;
      run.created += progress.created;
      run.updated += progress.updated;
      for (const [name, count] of Object.entries(progress.drift ?? {}))
        run.drift = { ...run.drift, [name]: (run.drift[name] ?? 0) + count };
    }
    for (const id of settlements.flatMap(({ endLinks }) => endLinks)) tables.links.delete(id);
    const all = this.tablesOf(connection);
    const fresh = settlements.flatMap(({ link }) => (link && !tables.links.has(link.shopifyId) ? [link] : []));
    for (const settlement of settlements) applySettlement(all, object, settlement, leaseId, now);
    free(tables, leaseId);
    await this.#markOfGoneGroups(connection, object, fresh);
    return true;
  }

  /** Notes that a group is gone, for what of it is linked later. */
  endGroup(connection: Connection, { object, groupId, at }: { object: ObjectKey; groupId: string; at: string }): void {
    const tombstone = groupTombstone(groupId, at);
    this.objectOf(connection, object).tombstones.set(`shopify:${tombstone.recordId}`, tombstone);
  }

  async #markOfGoneGroups(connection: Connection, object: ObjectKey, links: readonly RecordLink[]): Promise<void> {
    const { tombstones } = this.objectOf(connection, object);
    const marks = links.flatMap(({ shopifyId, groupId }): Mark[] => {
      const gone = groupId && tombstones.get(`shopify:${groupTombstoneId(groupId)}`);
      if (!gone) return [];
      return [{ object, side: "shopify", recordId: shopifyId, lane: "live", deletedAt: gone.at }];
    });
    await this.mark(connection, marks);
  }

  async release(connection: Connection, object: ObjectKey, leaseId: string, dueAt: string): Promise<void> {
    const tables = this.objectOf(connection, object);
    for (const row of tables.changes.values()) if (row.leaseId === leaseId) row.dueAt = dueAt;
    free(tables, leaseId);
  }
}
