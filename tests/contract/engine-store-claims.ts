import { expect, test } from "vitest";
import type { EngineStoreFixture } from "./engine-store-fixture.ts";
import { hubspotMark, lease, link, object, outcomeOf, settlement, shopifyMark } from "./engine-store-fixture.ts";

type Open = () => Promise<EngineStoreFixture>;

/** Part of the battery. */
export function marking(open: Open): void {
  test("a record that is marked often is claimed once, live overriding bulk", async () => {
    const { store, connection } = await open();
    await store.mark(connection, [shopifyMark("1", { lane: "bulk" })]);
    await store.mark(connection, [shopifyMark("1", { deletedAt: "2026-01-02T03:04:05.000Z" }), shopifyMark("1")]);

    const { changes } = await store.claim(connection, object, "live", 10, lease);

    expect(changes).toMatchObject([
      { recordId: "1", side: "shopify", lane: "live", generation: "3", deletedAt: "2026-01-02T03:04:05.000Z" },
    ]);
  });

  test("a mark for later is not due before", async () => {
    const { store, connection, now, advance } = await open();
    await store.mark(connection, [shopifyMark("1", { dueAt: new Date(now().getTime() + 5000).toISOString() })]);

    const early = await store.claim(connection, object, "any", 10, lease);
    advance(5001);
    const late = await store.claim(connection, object, "any", 10, lease);

    expect(early.changes).toEqual([]);
    expect(late.changes).toHaveLength(1);
  });

  test("hashes of webhooks merge; one mark without them, or two values of a property, means that the record must be read", async () => {
    const { store, connection } = await open();
    await store.mark(connection, [
      hubspotMark("1", { echoHashes: { email: "x" } }),
      hubspotMark("1", { echoHashes: { city: "y" } }),
    ]);
    await store.mark(connection, [
      hubspotMark("2", { echoHashes: { email: "x" } }),
      hubspotMark("2", { echoHashes: { email: "z" } }),
    ]);
    await store.mark(connection, [hubspotMark("3"), hubspotMark("3", { echoHashes: { email: "x" } })]);

    const { changes } = await store.claim(connection, object, "any", 10, lease);

    const hashes = Object.fromEntries(changes.map(({ recordId, echoHashes }) => [recordId, echoHashes]));
    expect(hashes).toEqual({ 1: { email: "x", city: "y" }, 2: null, 3: null });
  });

  test("lanes are claimed apart", async () => {
    const { store, connection } = await open();
    await store.mark(connection, [shopifyMark("1"), shopifyMark("2", { lane: "bulk" })]);

    const live = await store.claim(connection, object, "live", 10, lease);
    const bulk = await store.claim(connection, object, "bulk", 10, lease);

    expect(live.changes.map(({ recordId }) => recordId)).toEqual(["1"]);
    expect(bulk.changes.map(({ recordId }) => recordId)).toEqual(["2"]);
  });

  test("marks of one shop are not another's", async () => {
    const { store, connection, neighbour } = await open();
    await store.mark(connection, [shopifyMark("1")]);

    const theirs = await store.claim(neighbour, object, "any", 10, lease);

    expect(theirs.changes).toEqual([]);
  });

  test("links of which nothing settled since are marked in bulk, unless something is pending", async () => {
    const fixture = await open();
    const { store, connection, now, advance } = fixture;
    for (const [shopifyId, hubspotId] of [
      ["1", "91"],
      ["2", "92"],
      ["3", "93"],
      ["4", "94"],
    ] as const)
      await link(fixture, shopifyId, hubspotId);
    await store.mark(connection, [shopifyMark("2")]);
    advance(1000);
    const before = now().toISOString();
    await link(fixture, "3", "93");
    const { leaseId } = await store.lockNew(connection, object, ["s:4"], lease);
    await store.settle(connection, object, leaseId, [settlement({ outcome: outcomeOf("4", "94", "failing") })]);

    const counts = [
      await store.markUnseen(connection, object, before),
      await store.markUnseen(connection, object, before),
    ];
    const { changes } = await store.claim(connection, object, "bulk", 10, lease);

    expect(counts).toEqual([1, 0]);
    expect(changes).toMatchObject([{ side: "shopify", recordId: "1", lane: "bulk", generation: "1" }]);
  });
}

/** Part of the battery. */
export function claiming(open: Open): void {
  test("both sides of a link come in one claim, the other side though not due yet", async () => {
    const fixture = await open();
    const { store, connection, now } = fixture;
    await link(fixture, "1", "91");
    const later = new Date(now().getTime() + 60_000).toISOString();
    await store.mark(connection, [shopifyMark("1"), hubspotMark("91", { dueAt: later })]);

    const claim = await store.claim(connection, object, "any", 1, lease);

    expect(claim.changes.map(({ side }) => side).sort()).toEqual(["hubspot", "shopify"]);
    expect(claim.links).toMatchObject([{ shopifyId: "1", hubspotId: "91", baseline: { email: ["a", "b"] } }]);
  });

  test("while one side of a pair is claimed, nobody gets the other", async () => {
    const fixture = await open();
    const { store, connection } = fixture;
    await link(fixture, "1", "91");
    await store.mark(connection, [shopifyMark("1")]);
    const first = await store.claim(connection, object, "any", 10, lease);
    await store.mark(connection, [hubspotMark("91")]);

    const second = await store.claim(connection, object, "any", 10, lease);
    const chunk = await store.lockNew(connection, object, ["h:91", "h:92"], lease);

    expect(first.changes).toHaveLength(1);
    expect(second.changes).toEqual([]);
    expect([...chunk.obtained]).toEqual(["h:92"]);
  });

  test("tombstones of either side come with the records they name", async () => {
    const { store, connection, now } = await open();
    const { leaseId } = await store.lockNew(connection, object, ["s:1"], lease);
    const stone = {
      side: "hubspot",
      recordId: "91",
      counterpartId: "1",
      reason: "deleted",
      at: now().toISOString(),
    } as const;
    await store.settle(connection, object, leaseId, [settlement({ tombstones: [stone] })]);
    await store.mark(connection, [shopifyMark("1"), hubspotMark("91")]);

    const claim = await store.claim(connection, object, "any", 10, lease);
    const asked = await store.tombstones(connection, object, [{ side: "shopify", id: "1" }]);

    expect(claim.tombstones).toEqual([stone]);
    expect(asked).toEqual([stone]);
  });

  test("nothing is claimed while the object is off or the shop disconnected", async () => {
    const { store, connection, turn, disconnect } = await open();
    await store.mark(connection, [shopifyMark("1")]);

    await turn("off");
    const off = await store.claim(connection, object, "any", 10, lease);
    await turn("on");
    await disconnect();
    const disconnected = await store.claim(connection, object, "any", 10, lease);

    expect(off.changes).toEqual([]);
    expect(disconnected.changes).toEqual([]);
  });

  test("a claim is no larger than asked, and the next one gets the rest", async () => {
    const { store, connection } = await open();
    await store.mark(
      connection,
      Array.from({ length: 25 }, (_, index) => shopifyMark(String(index))),
    );

    const sizes = [];
    for (let round = 0; round < 4; round++) {
      const { changes } = await store.claim(connection, object, "any", 10, lease);
      sizes.push(changes.length);
    }

    expect(sizes).toEqual([10, 10, 5, 0]);
  });
}
