import type { Boss } from "#app/jobs/boss.server.ts";
import type { EngineStore } from "#app/sync/ports.ts";
import type { Lane } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import { claimChanges } from "./engine/claim-changes.ts";
import { decide } from "./engine/decide.ts";
import { figuresOfOtherShops } from "./engine/figures-of-other-shops.ts";
import { markChanges } from "./engine/mark-changes.ts";
import { markGroup } from "./engine/mark-group.ts";
import { markUnseen } from "./engine/mark-unseen.ts";
import { findByMatchKeys, noteMatchKeys } from "./engine/match-keys.ts";
import { linkedByOtherShops, ownedByOtherShops } from "./engine/other-shops.ts";
import { newestCarts, olderOpenCarts } from "./engine/read-carts.ts";
import { readLinks, readLinksOfGroups, readTombstones } from "./engine/read-links.ts";
import { readPending, readSettledSince, releaseLease } from "./engine/read-pending.ts";
import { isOn, mayWrite } from "./engine/read-switches.ts";
import { holdsLease, prolongLease, takeLocks } from "./engine/record-locks.ts";
import { settleChanges } from "./engine/settle-changes.ts";
import { leaseKeeperOf } from "./keep-leases.ts";
import type { StoreOptions } from "./now-sql.ts";
import { objectSettings } from "./settings.server.ts";

/**
 * The engine's memory in PostgreSQL: bulk SQL, never a statement a record. Marks wake workers through `boss`, in the same transaction;
 * without one (tests) somebody else must ask.
 */
export function createEngineStore(db: Db, boss: Boss | null, options: StoreOptions = {}): EngineStore {
  const keeper = leaseKeeperOf(db, options);
  return {
    async mark(connection, marks) {
      if (marks.length === 0) return;
      await boss?.ensureQueues(connection.portalId);
      await inShop(db, connection.shop, (tx) => markChanges(tx, boss, connection, marks, options));
    },
    async markUnseen(connection, object, before) {
      await boss?.ensureQueues(connection.portalId);
      return await inShop(db, connection.shop, (tx) => markUnseen(tx, boss, connection, { object, before }, options));
    },
    async markGroup(connection, object, group) {
      await boss?.ensureQueues(connection.portalId);
      return await inShop(db, connection.shop, (tx) => markGroup(tx, boss, connection, { object, group }, options));
    },
    async decide(connection, object, decision) {
      await boss?.ensureQueues(connection.portalId);
      return await inShop(db, connection.shop, (tx) => decide(tx, boss, connection, { object, decision }, options));
    },
    async claim(connection, object, lane, limit, leaseMs) {
      const { leaseId, firstMs } = keeper.open(leaseMs);
      const lanes: readonly Lane[] = lane === "any" ? ["live", "bulk"] : [lane];
      const request = { object, lanes, limit, leaseId, leaseMs: firstMs };
      const claim = await inShop(db, connection.shop, (tx) => claimChanges(tx, connection, request, options));
      if (claim.changes.length === 0) keeper.close(leaseId);
      return claim;
    },
    async lock(connection, object, leaseId, keys, leaseMs) {
      return await inShop(db, connection.shop, async (tx) => {
        if (!(await holdsLease(tx, connection, object, leaseId, options))) return new Set();
        const ms = keeper.extend(leaseId, leaseMs);
        await prolongLease(tx, connection, object, leaseId, ms, options);
        return await takeLocks(tx, connection, object, leaseId, keys, ms, options);
      });
    },
    async lockNew(connection, object, keys, leaseMs) {
      const { leaseId, firstMs } = keeper.open(leaseMs);
      const obtained = await inShop(db, connection.shop, async (tx) =>
        (await isOn(tx, connection, object))
          ? await takeLocks(tx, connection, object, leaseId, keys, firstMs, options)
          : new Set<string>(),
      );
      if (obtained.size === 0) keeper.close(leaseId);
      return { leaseId, obtained };
    },
    mayWrite: (connection, object, leaseId, intentions) =>
      inShop(db, connection.shop, (tx) => mayWrite(tx, connection, object, leaseId, intentions, options)),
    links: (connection, object, side, ids) =>
      inShop(db, connection.shop, (tx) => readLinks(tx, connection, object, { [side]: ids })),
    linksOfGroups: (connection, object, groupIds) =>
      inShop(db, connection.shop, (tx) => readLinksOfGroups(tx, connection, object, groupIds)),
    newestCarts: (connection, buyers) => inShop(db, connection.shop, (tx) => newestCarts(tx, connection, buyers)),
    olderOpenCarts: (connection, carts) => inShop(db, connection.shop, (tx) => olderOpenCarts(tx, connection, carts)),
    findByMatchKeys: (connection, object, side, keys) =>
      inShop(db, connection.shop, (tx) => findByMatchKeys(tx, connection, object, side, keys)),
    noteMatchKeys: (connection, object, entries) =>
      inShop(db, connection.shop, (tx) => noteMatchKeys(tx, connection, object, entries)),
    tombstones: (connection, object, refs) =>
      inShop(db, connection.shop, (tx) => readTombstones(tx, connection, object, refs)),
    settledSince: (connection, object, side, ids, since) =>
      inShop(db, connection.shop, (tx) => readSettledSince(tx, connection, object, { side, ids, since })),
    pending: (connection, object, refs) =>
      inShop(db, connection.shop, (tx) => readPending(tx, connection, object, refs)),
    ownedByOtherShops: ownedByOtherShops(db),
    figuresOfOtherShops: figuresOfOtherShops(db),
    linkedByOtherShops: linkedByOtherShops(db),
    async settle(connection, object, leaseId, settlements, progress) {
      const request = { object, leaseId, settlements, progress };
      try {
        return await inShop(db, connection.shop, (tx) => settleChanges(tx, boss, connection, request, options));
      } finally {
        keeper.close(leaseId);
      }
    },
    async release(connection, object, leaseId, dueAt) {
      keeper.close(leaseId);
      await inShop(db, connection.shop, (tx) => releaseLease(tx, connection, object, leaseId, dueAt));
    },
    settings: (connection, object) => objectSettings(db, connection, object),
    async countLinksModified({ id: connectionId, shop }, object, side, from, to) {
      const column = side === "shopify" ? "shopifyModifiedAt" : "hubspotModifiedAt";
      return await inShop(db, shop, (tx) =>
        tx.recordLink.count({
          where: { connectionId, object, [column]: { gte: new Date(from), lte: new Date(to) } },
        }),
      );
    },
  };
}
