import { expect, test } from "vitest";
import type { EngineStoreFixture } from "./engine-store-fixture.ts";
import { hubspotMark, lease, makeLink, object, outcomeOf, settlement, shopifyMark } from "./engine-store-fixture.ts";

type Open = () => Promise<EngineStoreFixture>;

async function settle(
  { store, connection }: EngineStoreFixture,
  settlements: Parameters<EngineStoreFixture["store"]["settle"]>[3],
): Promise<void> {
  const { leaseId } = await store.lockNew(connection, object, ["s:any"], lease);
  expect(await store.settle(connection, object, leaseId, settlements)).toBe(true);
}

/** Part of the battery. */
export function deciding(open: Open): void {
  test("a group of records is marked as a whole, each by the half that can be read, and no other group's", async () => {
    const fixture = await open();
    const { store, connection } = fixture;
    const failing = { status: "failing", reason: "email_taken" } as const;
    await settle(fixture, [
      settlement({ outcome: { ...outcomeOf("1", null), ...failing } }),
      settlement({ outcome: { ...outcomeOf(null, "92"), ...failing } }),
      settlement({ outcome: { ...outcomeOf("3", "93"), status: "failing", reason: "unexpected" } }),
      settlement({ outcome: { ...outcomeOf("4", "94"), status: "excluded", reason: "deleted_in_shopify" } }),
      settlement({ outcome: outcomeOf("5", "95") }),
    ]);

    const some = await store.markGroup(connection, object, failing);
    const { changes } = await store.claim(connection, object, "bulk", 10, lease);
    const excluded = await store.markGroup(connection, object, { status: "excluded" });

    expect([some, excluded]).toEqual([2, 1]);
    expect(changes.map(({ side, recordId, forced }) => [side, recordId, forced]).sort()).toEqual([
      ["hubspot", "92", "retry"],
      ["shopify", "1", "retry"],
    ]);
    expect((await store.claim(connection, object, "bulk", 10, lease)).changes).toMatchObject([
      { side: "hubspot", recordId: "94" },
    ]);
  });

  test("a change that was marked already is not marked twice by its group, and is due again", async () => {
    const fixture = await open();
    const { store, connection } = fixture;
    await settle(fixture, [
      settlement({ outcome: { ...outcomeOf("1", null), status: "failing", reason: "unexpected" } }),
    ]);
    await store.mark(connection, [shopifyMark("1", { lane: "live" })]);

    await store.markGroup(connection, object, { status: "failing" });

    const { changes } = await store.claim(connection, object, "any", 10, lease);
    expect(changes).toMatchObject([{ recordId: "1", generation: "2", lane: "live", forced: "retry" }]);
  });

  test("a decision is kept with its marks, and found with either side of the pair", async () => {
    const fixture = await open();
    const { store, connection, now } = fixture;
    await settle(fixture, [settlement({ link: makeLink("1", "91", now()) })]);
    const stone = { side: "shopify", recordId: "1", counterpartId: null, reason: "excluded" } as const;

    await store.decide(connection, object, {
      tombstones: [{ ...stone, at: now().toISOString() }],
      marks: [hubspotMark("91")],
    });

    const claim = await store.claim(connection, object, "any", 10, lease);
    expect(claim.changes).toMatchObject([{ side: "hubspot", recordId: "91" }]);
    expect(claim.tombstones).toMatchObject([stone]);
  });

  test("who has a record in hand whose pair ends settles nothing of it any more", async () => {
    const fixture = await open();
    const { store, connection, now } = fixture;
    await settle(fixture, [settlement({ link: makeLink("1", "91", now()) })]);
    await store.mark(connection, [shopifyMark("1")]);
    const before = await store.claim(connection, object, "any", 10, lease);

    await store.decide(connection, object, { endLink: "1", marks: [shopifyMark("1"), hubspotMark("91")] });
    const settled = await store.settle(connection, object, before.leaseId, [
      settlement({ changes: before.changes, link: makeLink("1", "91", now()) }),
    ]);

    expect(settled).toBe(false);
    expect(await store.links(connection, object, "shopify", ["1"])).toEqual([]);
  });

  test("a pair may be chosen of two that are free, and not of one that is another pair's", async () => {
    const fixture = await open();
    const { store, connection, now } = fixture;
    await settle(fixture, [settlement({ link: makeLink("1", "91", now()) })]);

    const free = await store.decide(connection, object, {
      link: { shopifyId: "2", hubspotId: "92" },
      marks: [shopifyMark("2")],
    });
    const taken = await store.decide(connection, object, {
      link: { shopifyId: "3", hubspotId: "91" },
      tombstones: [
        { side: "shopify", recordId: "3", counterpartId: null, reason: "excluded", at: now().toISOString() },
      ],
      marks: [shopifyMark("3")],
    });

    expect([free, taken]).toEqual(["done", "taken"]);
    expect(await store.links(connection, object, "shopify", ["2", "3"])).toMatchObject([
      { shopifyId: "2", hubspotId: "92", baseline: {} },
    ]);
    expect(await store.tombstones(connection, object, [{ side: "shopify", id: "3" }])).toEqual([]);
  });

  test("a decision that is taken back leaves nothing behind", async () => {
    const { store, connection, now } = await open();
    const stone = { side: "shopify", recordId: "1", counterpartId: "91", reason: "unlinked" } as const;
    await store.decide(connection, object, { tombstones: [{ ...stone, at: now().toISOString() }], marks: [] });

    await store.decide(connection, object, {
      liftTombstones: [{ side: "shopify", recordId: "1" }],
      marks: [shopifyMark("1")],
    });

    expect(await store.tombstones(connection, object, [{ side: "hubspot", id: "91" }])).toEqual([]);
  });
}
