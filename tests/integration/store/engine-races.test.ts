import { expect, test } from "vitest";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { markDelivery } from "#app/store/mark-delivery.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import type { ClaimedChange } from "#app/sync/ports.ts";
import { hubspotMark, makeLink, settlement, shopifyMark } from "#tests/contract/engine-store-fixture.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

// Real concurrency: several workers, each with its own connection, and no order but the database's.
const database = withDatabase({ max: 16 });
const object = "customers";
const lease = 60_000;

test("marks that rain while workers settle are all drained at their last generation", async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, null);
  const drained = new Map<string, number>();
  let marking = true;
  const work = async () => {
    for (;;) {
      const over = !marking;
      const { leaseId, changes } = await store.claim(connection, object, "any", 20, lease);
      for (const { recordId, generation } of changes)
        drained.set(recordId, (drained.get(recordId) ?? 0) + Number(generation));
      await store.settle(connection, object, leaseId, [settlement({ changes })]);
      if (over && changes.length === 0) return;
    }
  };

  const workers = [work(), work(), work(), work()];
  const records = Array.from({ length: 30 }, (_, index) => String(index));
  await Promise.all(
    Array.from({ length: 40 }, (_, round) => {
      // In different orders, as deliveries come: sorting is the store's business.
      const some = records.filter((_record, index) => (index + round) % 3 > 0);
      return store.mark(
        connection,
        (round % 2 ? some : some.reverse()).map((id) => shopifyMark(id)),
      );
    }),
  );
  marking = false;
  await Promise.all(workers);

  const left = await store.pending(
    connection,
    object,
    records.map((id) => ({ side: "shopify", id })),
  );
  expect(left).toEqual([]);
  expect(drained.size).toBe(30);
});

test("no two workers ever hold the same pair, whichever side is marked", async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, null);
  const pairs = Array.from({ length: 40 }, (_, index) => ({ s: `${index}`, h: `9${index}` }));
  const { leaseId } = await store.lockNew(connection, object, ["s:seed"], lease);
  const links = pairs.map(({ s, h }) => settlement({ link: makeLink(s, h, new Date()) }));
  await store.settle(connection, object, leaseId, links);

  const held = new Set<string>();
  const seenTwice: string[] = [];
  const pairOf = ({ side, recordId }: ClaimedChange) => (side === "shopify" ? recordId : recordId.slice(1));
  let marking = true;
  const work = async () => {
    for (;;) {
      const over = !marking;
      const claim = await store.claim(connection, object, "any", 7, lease);
      const mine = new Set(claim.changes.map(pairOf));
      for (const pair of mine) if (held.has(pair)) seenTwice.push(pair);
      for (const pair of mine) held.add(pair);
      await store.links(connection, object, "shopify", [...mine]);
      for (const pair of mine) held.delete(pair);
      await store.settle(connection, object, claim.leaseId, [settlement({ changes: claim.changes })]);
      if (over && claim.changes.length === 0) return;
    }
  };

  const workers = [work(), work(), work(), work(), work()];
  for (let round = 0; round < 25; round++) {
    const some = pairs.filter((_pair, index) => (index * 7 + round) % 4 !== 0);
    await Promise.all([
      store.mark(
        connection,
        some.map(({ s }) => shopifyMark(s)),
      ),
      store.mark(connection, some.map(({ h }) => hubspotMark(h)).reverse()),
    ]);
  }
  marking = false;
  await Promise.all(workers);

  expect(seenTwice).toEqual([]);
});

test("of two that write a link to the same contact one wins, and the other's batch is written all the same", async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, null);
  await store.mark(connection, [shopifyMark("1"), shopifyMark("2"), shopifyMark("3")]);
  const { leaseId, changes } = await store.claim(connection, object, "any", 10, lease);
  const of = (id: string) => changes.filter(({ recordId }) => recordId === id);

  const settled = await store.settle(connection, object, leaseId, [
    settlement({ changes: of("1"), link: makeLink("1", "91", new Date()) }),
    settlement({ changes: of("2"), link: makeLink("2", "91", new Date()) }),
    settlement({ changes: of("3"), link: makeLink("3", "93", new Date()) }),
  ]);

  const links = await store.links(connection, object, "shopify", ["1", "2", "3"]);
  const pending = await store.pending(
    connection,
    object,
    ["1", "2", "3"].map((id) => ({ side: "shopify", id })),
  );
  expect(settled).toBe(true);
  expect(links.map(({ shopifyId, hubspotId }) => [shopifyId, hubspotId])).toEqual([
    ["1", "91"],
    ["3", "93"],
  ]);
  expect(pending).toEqual([{ side: "shopify", id: "2" }]);
});

test("turning an object off waits for a settlement under way, and none is written after it", async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, null);
  const records = Array.from({ length: 60 }, (_, index) => String(index));
  await store.mark(
    connection,
    records.map((id) => shopifyMark(id)),
  );
  const claims = await Promise.all([1, 2, 3].map(() => store.claim(connection, object, "any", 20, lease)));

  let off = false;
  const writtenWhileOff: boolean[] = [];
  const settling = claims.map(async ({ leaseId, changes }) => {
    const wasOff = off;
    const written = await store.settle(connection, object, leaseId, [settlement({ changes })]);
    if (wasOff) writtenWhileOff.push(written);
  });
  await saveObjectSettings(database.db, connection, object, { enabled: false });
  off = true;
  await Promise.all(settling);
  const late = await store.lockNew(connection, object, ["s:late"], lease);
  const after = await store.settle(connection, object, late.leaseId, [
    settlement({ link: makeLink("late", "99", new Date()) }),
  ]);

  expect(writtenWhileOff).not.toContain(true);
  expect(after).toBe(false);
});

test("shops of a portal and their objects do not wait for each other's locks", async () => {
  const first = await connectShop(database.db);
  const second = await connectShop(database.db, { portalId: first.portalId });
  const store = createEngineStore(database.db, null);
  for (const connection of [first, second]) await store.mark(connection, [shopifyMark("1")]);

  const claims = await Promise.all(
    [first, second].map((connection) => store.claim(connection, object, "any", 10, lease)),
  );

  expect(claims.map(({ changes }) => changes.length)).toEqual([1, 1]);
});

test("ten thousand marks are taken in, claimed and settled", { timeout: 300_000 }, async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, null);
  const at = new Date();

  for (let part = 0; part < 10; part++) {
    await store.mark(
      connection,
      Array.from({ length: 1000 }, (_, index) => shopifyMark(`${part * 1000 + index}`, { lane: "bulk" })),
    );
  }
  let settled = 0;
  for (;;) {
    const { leaseId, changes } = await store.claim(connection, object, "bulk", 100, lease);
    if (changes.length === 0) break;
    const settlements = changes.map((change) =>
      settlement({
        changes: [change],
        link: makeLink(change.recordId, `9${change.recordId}`, at),
        outcome: {
          ...{
            shopifyId: change.recordId,
            hubspotId: `9${change.recordId}`,
            status: "in_sync",
            reason: null,
            details: null,
          },
          ...{ lastAction: "created_in_hubspot", changedFields: null, searchHashes: [`k${change.recordId}`] },
        },
      }),
    );
    await store.settle(connection, object, leaseId, settlements);
    settled += changes.length;
  }

  expect(settled).toBe(10_000);
});

test("a product that is deleted while its variant is linked is marked as deleted, whichever comes first", async () => {
  const connection = await connectShop(database.db);
  await saveObjectSettings(database.db, connection, "products", { enabled: true });
  const store = createEngineStore(database.db, null);
  const ids = Array.from({ length: 40 }, (_, index) => String(index));
  const at = new Date().toISOString();

  await Promise.all(
    ids.flatMap((id) => [
      (async () => {
        const { leaseId } = await store.lockNew(connection, "products", [`s:${id}`], lease);
        const link = { ...makeLink(id, `9${id}`, new Date()), groupId: `p${id}` };
        await store.settle(connection, "products", leaseId, [settlement({ link })]);
      })(),
      markDelivery(
        database.db,
        null,
        { shop: connection.shop, vendor: "shopify", deliveryId: `deletion-${id}`, topic: "products/delete" },
        connection,
        [],
        { object: "products", groupId: `p${id}`, at },
      ),
    ]),
  );

  const refs = ids.map((id) => ({ side: "shopify" as const, id }));
  expect(await store.pending(connection, "products", refs)).toHaveLength(ids.length);
});
