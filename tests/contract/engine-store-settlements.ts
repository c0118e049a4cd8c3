import { expect, test } from "vitest";
import type { EngineStoreFixture } from "./engine-store-fixture.ts";
import { lease, link, makeLink, object, outcomeOf, settlement, shopifyMark } from "./engine-store-fixture.ts";

type Open = () => Promise<EngineStoreFixture>;

/** Part of the battery. */
export function settling(open: Open): void {
  test("a settled change is gone, its link and outcome are there", async () => {
    const fixture = await open();
    const { store, connection, now, outcomes } = fixture;
    await store.mark(connection, [shopifyMark("1")]);
    const { leaseId, changes } = await store.claim(connection, object, "any", 10, lease);

    const settled = await store.settle(connection, object, leaseId, [
      settlement({
        changes,
        link: makeLink("1", "91", now()),
        outcome: { ...outcomeOf("1", "91"), searchHashes: ["k"] },
      }),
    ]);

    expect(settled).toBe(true);
    expect(await store.pending(connection, object, [{ side: "shopify", id: "1" }])).toEqual([]);
    expect(await store.links(connection, object, "hubspot", ["91"])).toEqual([makeLink("1", "91", now())]);
    expect(await outcomes()).toEqual([{ shopifyId: "1", hubspotId: "91", status: "in_sync", searchHashes: ["k"] }]);
  });

  test("a change marked between claim and settle is not lost, and due at once", async () => {
    const { store, connection } = await open();
    await store.mark(connection, [shopifyMark("1")]);
    const first = await store.claim(connection, object, "any", 10, lease);
    await store.mark(connection, [shopifyMark("1")]);

    await store.settle(connection, object, first.leaseId, [settlement({ changes: first.changes })]);
    const second = await store.claim(connection, object, "any", 10, lease);

    expect(second.changes).toMatchObject([{ recordId: "1", generation: "2", attempts: 0 }]);
  });

  test("what is to be tried again comes back then, with one attempt more", async () => {
    const { store, connection, now, advance } = await open();
    await store.mark(connection, [shopifyMark("1")]);
    const { leaseId, changes } = await store.claim(connection, object, "any", 10, lease);
    const retryAt = new Date(now().getTime() + 30_000).toISOString();

    await store.settle(connection, object, leaseId, [settlement({ changes, retryAt, lastError: "rate_limited" })]);
    const early = await store.claim(connection, object, "any", 10, lease);
    advance(30_001);
    const late = await store.claim(connection, object, "any", 10, lease);

    expect(early.changes).toEqual([]);
    expect(late.changes).toMatchObject([{ recordId: "1", attempts: 1, generation: "1" }]);
  });

  test("claimed changes that no settlement names are given back", async () => {
    const { store, connection } = await open();
    await store.mark(connection, [shopifyMark("1"), shopifyMark("2")]);
    const { leaseId, changes } = await store.claim(connection, object, "any", 10, lease);
    const named = changes.filter(({ recordId }) => recordId === "1");

    await store.settle(connection, object, leaseId, [settlement({ changes: named })]);
    const again = await store.claim(connection, object, "any", 10, lease);

    expect(again.changes).toMatchObject([{ recordId: "2", attempts: 0 }]);
  });

  test("a lone outcome becomes the pair's, and search hashes that are not given stay", async () => {
    const { store, connection, outcomes } = await open();
    const first = await store.lockNew(connection, object, ["s:1", "h:91"], lease);
    await store.settle(connection, object, first.leaseId, [
      settlement({ outcome: { ...outcomeOf("1", null, "failing"), searchHashes: ["k"] } }),
      settlement({ outcome: outcomeOf(null, "91", "failing") }),
    ]);

    const second = await store.lockNew(connection, object, ["s:1", "h:91"], lease);
    await store.settle(connection, object, second.leaseId, [settlement({ outcome: outcomeOf("1", "91") })]);

    expect(await outcomes()).toEqual([{ shopifyId: "1", hubspotId: "91", status: "in_sync", searchHashes: ["k"] }]);
  });

  test("the outcome of a HubSpot record that has been linked since it was looked at alone is the pair's", async () => {
    const fixture = await open();
    const { store, connection, outcomes } = fixture;
    const alone = await store.lockNew(connection, object, ["h:91"], lease);
    await link(fixture, "1", "91");
    const before = await outcomes();

    await store.settle(connection, object, alone.leaseId, [settlement({ outcome: outcomeOf(null, "91", "failing") })]);

    expect(await outcomes()).toEqual(before);
  });

  test("a tombstone is lifted, an outcome dropped, a link ended and made anew with another record, all in one settlement", async () => {
    const fixture = await open();
    const { store, connection, now, outcomes } = fixture;
    await link(fixture, "1", "91");
    const stone = {
      side: "shopify",
      recordId: "2",
      counterpartId: null,
      reason: "deleted",
      at: now().toISOString(),
    } as const;
    const first = await store.lockNew(connection, object, ["s:2"], lease);
    await store.settle(connection, object, first.leaseId, [settlement({ tombstones: [stone] })]);

    const second = await store.lockNew(connection, object, ["s:1", "s:2", "h:91"], lease);
    await store.settle(connection, object, second.leaseId, [
      settlement({
        endLinks: ["1"],
        dropOutcomes: [{ side: "shopify", recordId: "1" }],
        liftTombstones: [{ side: "shopify", recordId: "2" }],
        link: makeLink("2", "91", now()),
      }),
    ]);

    expect(await store.links(connection, object, "shopify", ["1", "2"])).toEqual([makeLink("2", "91", now())]);
    expect(await store.tombstones(connection, object, [{ side: "shopify", id: "2" }])).toEqual([]);
    expect(await outcomes()).toEqual([]);
  });

  test("nothing is written after the object was turned off", async () => {
    const { store, connection, now, turn } = await open();
    await store.mark(connection, [shopifyMark("1")]);
    const { leaseId, changes } = await store.claim(connection, object, "any", 10, lease);
    await turn("off");

    const settled = await store.settle(connection, object, leaseId, [
      settlement({ changes, link: makeLink("1", "91", now()) }),
    ]);

    expect(settled).toBe(false);
    expect(await store.links(connection, object, "shopify", ["1"])).toEqual([]);
  });
}

/** Part of the battery. */
export function switching(open: Open): void {
  test("while it holds the lease and all is on, a batch may write", async () => {
    const { store, connection, advance } = await open();
    const { leaseId } = await store.lockNew(connection, object, ["s:1"], lease);
    const held = await store.mayWrite(connection, object, leaseId, []);
    advance(lease + 1);
    const lost = await store.mayWrite(connection, object, leaseId, []);

    expect([held, lost]).toEqual([true, false]);
  });

  test("once the object is off, nothing may be written and nothing is locked", async () => {
    const { store, connection, turn } = await open();
    const before = await store.lockNew(connection, object, ["s:1"], lease);
    await turn("off");

    const may = await store.mayWrite(connection, object, before.leaseId, []);
    const { obtained } = await store.lockNew(connection, object, ["s:2"], lease);
    await turn("on");
    const again = await store.mayWrite(connection, object, before.leaseId, []);

    expect([may, again]).toEqual([false, true]);
    expect([...obtained]).toEqual([]);
  });

  test("once disconnected, nothing may be written and nothing is locked", async () => {
    const { store, connection, disconnect } = await open();
    const before = await store.lockNew(connection, object, ["s:1"], lease);
    await disconnect();

    expect(await store.mayWrite(connection, object, before.leaseId, [])).toBe(false);
    expect([...(await store.lockNew(connection, object, ["s:2"], lease)).obtained]).toEqual([]);
  });
}

/** Part of the battery. */
export function leasing(open: Open): void {
  test("when a lease has ended another worker gets the record, and the first one's settlement is refused", async () => {
    const { store, connection, now, advance } = await open();
    await store.mark(connection, [shopifyMark("1")]);
    const first = await store.claim(connection, object, "any", 10, lease);

    advance(lease + 1);
    const second = await store.claim(connection, object, "any", 10, lease);
    const late = await store.settle(connection, object, first.leaseId, [
      settlement({ changes: first.changes, link: makeLink("1", "91", now()) }),
    ]);

    expect(second.changes).toHaveLength(1);
    expect(late).toBe(false);
    expect(await store.links(connection, object, "shopify", ["1"])).toEqual([]);
  });

  test("further keys are leased one by one, and to one lease only", async () => {
    const { store, connection } = await open();
    await store.mark(connection, [shopifyMark("1")]);
    const claim = await store.claim(connection, object, "any", 10, lease);
    const other = await store.lockNew(connection, object, ["k:taken"], lease);

    const obtained = await store.lock(connection, object, claim.leaseId, ["k:taken", "k:free"], lease);
    await store.settle(connection, object, other.leaseId, [settlement({})]);
    const afterwards = await store.lock(connection, object, claim.leaseId, ["k:taken"], lease);

    expect([...obtained]).toEqual(["k:free"]);
    expect([...afterwards]).toEqual(["k:taken"]);
  });

  test("a claim that is given back is claimed again when due", async () => {
    const { store, connection, now, advance } = await open();
    await store.mark(connection, [shopifyMark("1")]);
    const { leaseId } = await store.claim(connection, object, "any", 10, lease);

    await store.release(connection, object, leaseId, new Date(now().getTime() + 1000).toISOString());
    const early = await store.claim(connection, object, "any", 10, lease);
    advance(1001);
    const late = await store.claim(connection, object, "any", 10, lease);

    expect(early.changes).toEqual([]);
    expect(late.changes).toMatchObject([{ recordId: "1", attempts: 0, generation: "1" }]);
  });

  test("a backfill's chunk is settled with its checkpoint, or not at all when the run's lease is lost", async () => {
    const { store, runs, connection, now, startRun, advance } = await open();
    const runId = await startRun();
    const claimed = await runs.claim(connection, runId, lease);
    const progress = {
      runId,
      runLeaseId: claimed?.leaseId ?? "",
      checkpoint: { byteOffset: 42 },
      processed: 2,
      created: 1,
      updated: 0,
    };

    const first = await store.lockNew(connection, object, ["s:1"], lease);
    const held = await store.settle(
      connection,
      object,
      first.leaseId,
      [settlement({ link: makeLink("1", "91", now()) })],
      progress,
    );
    const nothing = await store.lockNew(connection, object, [], lease);
    const empty = await store.settle(connection, object, nothing.leaseId, [], {
      ...progress,
      checkpoint: { byteOffset: 43 },
    });
    advance(lease + 1);
    const again = await runs.claim(connection, runId, lease);
    const second = await store.lockNew(connection, object, ["s:2"], lease);
    const lost = await store.settle(
      connection,
      object,
      second.leaseId,
      [settlement({ link: makeLink("2", "92", now()) })],
      progress,
    );

    expect([held, empty, lost]).toEqual([true, true, false]);
    expect(again?.run.checkpoint).toEqual({ byteOffset: 43 });
    expect(await store.links(connection, object, "shopify", ["2"])).toEqual([]);
  });
}

/** Part of the battery. */
export function reading(open: Open): void {
  test("a record is owned by the shop that linked it first", async () => {
    const fixture = await open();
    const { store, connection, neighbour, advance } = fixture;
    await link(fixture, "1", "91");
    const before = await store.ownedByOtherShops(neighbour, object, ["91", "92"]);
    advance(1000);
    await link({ ...fixture, connection: neighbour }, "2", "91");

    const theirs = await store.ownedByOtherShops(neighbour, object, ["91", "92"]);
    const ours = await store.ownedByOtherShops(connection, object, ["91", "92"]);

    const shared = await store.linkedByOtherShops(connection, object, ["91", "92"]);

    expect([[...before], [...theirs], [...ours]]).toEqual([["91"], ["91"], []]);
    expect([...shared]).toEqual(["91"]);
  });

  test("a shop that has disconnected owns nothing", async () => {
    const fixture = await open();
    const { store, neighbour, disconnect, advance } = fixture;
    await link(fixture, "1", "91");
    advance(1000);
    await link({ ...fixture, connection: neighbour }, "2", "91");
    await disconnect();

    expect([...(await store.ownedByOtherShops(neighbour, object, ["91"]))]).toEqual([]);
  });

  test("links are counted by modified time, and told when settled since", async () => {
    const fixture = await open();
    const { store, connection, now, advance } = fixture;
    await link(fixture, "1", "91");
    const between = new Date(now().getTime() + 500).toISOString();
    advance(1000);
    await link(fixture, "2", "92");

    const from = new Date(now().getTime() - 1000).toISOString();
    const all = await store.countLinksModified(connection, object, "hubspot", from, now().toISOString());
    const some = await store.countLinksModified(connection, object, "hubspot", between, now().toISOString());
    const since = await store.settledSince(connection, object, "shopify", ["1", "2", "3"], between);

    expect([all, some]).toEqual([2, 1]);
    expect([...since]).toEqual(["2"]);
  });

  test("settings are null for an object that was never set up", async () => {
    const { store, connection } = await open();

    expect(await store.settings(connection, "products")).toBeNull();
    expect(await store.settings(connection, object)).toMatchObject({ object, enabled: true, version: 1 });
  });
}
