import { expect, test } from "vitest";
import type { RecordFact, WantedAssociation } from "#app/sync/ports.ts";
import type { EngineStoreFixture } from "./engine-store-fixture.ts";
import { lease, makeLink, settlement, shopifyMark } from "./engine-store-fixture.ts";

type Open = () => Promise<EngineStoreFixture>;

/** Settles something of an object under a lease of its own. */
async function settle(
  { store, connection, advance }: EngineStoreFixture,
  object: "orders" | "carts" | "customers",
  settlements: Parameters<EngineStoreFixture["store"]["settle"]>[3],
): Promise<void> {
  const { leaseId } = await store.lockNew(connection, object, ["s:any"], lease);
  expect(await store.settle(connection, object, leaseId, settlements)).toBe(true);
  // Associations of what nobody waits for are due a little later, in company.
  advance(5_001);
}

const cart = (shopifyId: string, createdAt: string, more: Partial<RecordFact> = {}): RecordFact => ({
  ...{ shopifyId, createdAt, kind: "cart", processedAt: null, cancelledAt: null, completedAt: null, deletedAt: null },
  ...{ currency: "EUR", total: "3", subtotal: "3", tax: "0", shipping: "0", discount: "0", refunded: "0" },
  ...{ status: "abandoned", stageId: null, source: null, isTest: false, buyerHash: "ada", checkoutHash: null },
  lines: [],
  ...more,
});

const wish = (toId: string, more: Partial<WantedAssociation> = {}): WantedAssociation => ({
  ...{ to: "customers", toId, toHubspotId: null, label: null },
  ...more,
});

/** Part of the battery. */
export function holdingObjects(open: Open): void {
  test("records of one object are not another's", async () => {
    const { store, connection } = await open();
    await store.mark(connection, [shopifyMark("1", { object: "orders" })]);

    const customers = await store.claim(connection, "customers", "any", 10, lease);
    const orders = await store.claim(connection, "orders", "any", 10, lease);

    expect(customers.changes).toEqual([]);
    expect(orders.changes).toMatchObject([{ object: "orders", recordId: "1" }]);
  });

  test("parts are linked and ended with their whole, and found by it", async () => {
    const fixture = await open();
    const { store, connection, now } = fixture;
    const at = now();
    const part = (id: string, groupId: string) => ({ ...makeLink(id, `h${id}`, at), groupId });
    const links = [part("11", "1"), part("12", "1"), part("21", "2")];
    await settle(fixture, "orders", [settlement({ children: { object: "order_lines", links, ended: [] } })]);
    await settle(fixture, "orders", [settlement({ children: { object: "order_lines", links: [], ended: ["12"] } })]);

    const first = await store.linksOfGroups(connection, "order_lines", ["1"]);
    const both = await store.linksOfGroups(connection, "order_lines", ["1", "2", "none"]);
    const wholes = await store.linksOfGroups(connection, "orders", ["1"]);

    expect(first).toEqual([part("11", "1")]);
    expect(both.map(({ shopifyId }) => shopifyId).sort()).toEqual(["11", "21"]);
    expect(wholes).toEqual([]);
  });

  test("match keys find records of one side and object, those noted last alone", async () => {
    const fixture = await open();
    const { store, connection, neighbour } = fixture;
    const entry = (recordId: string, keys: string[]) => ({ side: "hubspot" as const, recordId, keys });
    await store.noteMatchKeys(connection, "orders", [entry("91", ["a", "b"]), entry("92", ["a"])]);
    await settle(fixture, "orders", [settlement({ matchKeys: [entry("91", ["b", "c"])] })]);
    const find = async (from: typeof connection, side: "shopify" | "hubspot", object: "orders" | "carts") =>
      Object.fromEntries(await store.findByMatchKeys(from, object, side, ["a", "b", "c", "d"]));

    expect(await find(connection, "hubspot", "orders")).toEqual({ a: ["92"], b: ["91"], c: ["91"] });
    expect(await find(connection, "shopify", "orders")).toEqual({});
    expect(await find(connection, "hubspot", "carts")).toEqual({});
    expect(await find(neighbour, "hubspot", "orders")).toEqual({});
  });

  test("of a buyer's carts the newest is known, and which older ones are still open", async () => {
    const fixture = await open();
    const { store, connection, neighbour } = fixture;
    const [early, middle, late] = ["2026-01-01", "2026-01-02", "2026-01-03"].map((day) => `${day}T00:00:00.000Z`);
    const facts = [
      cart("1", early ?? ""),
      cart("2", early ?? "", { status: "recovered" }),
      cart("3", middle ?? ""),
      cart("4", early ?? "", { buyerHash: "bob" }),
    ];
    await settle(
      fixture,
      "carts",
      facts.map((fact) => settlement({ fact })),
    );

    const newest = await store.newestCarts(connection, ["ada", "nobody"]);
    const older = await store.olderOpenCarts(connection, [{ buyer: "ada", createdAt: late ?? "" }]);
    const none = await store.olderOpenCarts(connection, [{ buyer: "ada", createdAt: early ?? "" }]);

    expect(Object.fromEntries(newest)).toEqual({ ada: middle });
    expect([...older].sort()).toEqual(["1", "3"]);
    expect(none).toEqual([]);
    expect((await store.newestCarts(neighbour, ["ada"])).size).toBe(0);
  });
}

/** Part of the battery. */
export function associating(open: Open): void {
  test("a wish becomes due, waits for its other end, and is woken when that is linked", async () => {
    const fixture = await open();
    const { associations, connection, now } = fixture;
    const link = makeLink("1", "91", now());
    await settle(fixture, "orders", [settlement({ link, associations: { shopifyId: "1", wanted: [wish("7")] } })]);
    const first = await associations.claim(connection, 10, lease);
    const [due] = first.associations;
    await associations.settle(connection, first.leaseId, [{ id: due?.id ?? "", kind: "waiting" }]);
    const waiting = await associations.claim(connection, 10, lease);
    await settle(fixture, "customers", [settlement({ link: makeLink("7", "97", now()) })]);

    const woken = await associations.claim(connection, 10, lease);

    expect(due).toMatchObject({ object: "orders", to: "customers", wanted: true, fromId: "91", toId: null });
    expect(waiting.associations).toEqual([]);
    expect(woken.associations).toMatchObject([{ fromId: "91", toId: "97", written: null }]);
  });

  test("a cart that an order names by its checkout's token is found by its group", async () => {
    const fixture = await open();
    const { associations, connection, now } = fixture;
    const wanted = [wish("token:abc", { to: "carts" })];
    const link = makeLink("1", "91", now());
    await settle(fixture, "orders", [settlement({ link, associations: { shopifyId: "1", wanted } })]);
    const first = await associations.claim(connection, 10, lease);
    await associations.settle(connection, first.leaseId, [{ id: first.associations[0]?.id ?? "", kind: "waiting" }]);

    await settle(fixture, "carts", [settlement({ link: { ...makeLink("5", "95", now()), groupId: "abc" } })]);
    const woken = await associations.claim(connection, 10, lease);

    expect(woken.associations).toMatchObject([{ to: "carts", fromId: "91", toId: "95" }]);
  });

  test("a written association is left alone until it is no longer wanted, and forgotten once it is removed", async () => {
    const fixture = await open();
    const { associations, connection, now } = fixture;
    const want = (...ids: string[]) =>
      settlement({
        link: makeLink("1", "91", now()),
        associations: { shopifyId: "1", wanted: ids.map((id) => wish("", { toId: null, toHubspotId: id })) },
      });
    const answer = async (kind: "written" | "removed") => {
      const claim = await associations.claim(connection, 10, lease);
      const results = claim.associations.map(({ id }) =>
        kind === "written" ? ({ id, kind, fromId: "91", toId: "97" } as const) : ({ id, kind } as const),
      );
      await associations.settle(connection, claim.leaseId, results);
      return claim.associations.map(({ wanted, written }) => ({ wanted, written }));
    };
    await settle(fixture, "orders", [want("97")]);
    const fresh = await answer("written");
    await settle(fixture, "orders", [want("97")]);
    const again = await answer("written");

    await settle(fixture, "orders", [want()]);
    const unwanted = await answer("removed");
    const forgotten = await answer("removed");

    expect(fresh).toEqual([{ wanted: true, written: null }]);
    expect(again).toEqual([]);
    expect(unwanted).toEqual([{ wanted: false, written: { fromId: "91", toId: "97" } }]);
    expect(forgotten).toEqual([]);
  });

  test("what is wanted again while it is being removed is due at once", async () => {
    const fixture = await open();
    const { associations, connection, now } = fixture;
    const link = makeLink("1", "91", now());
    const want = (wanted: readonly WantedAssociation[]) =>
      settlement({ link, associations: { shopifyId: "1", wanted } });
    await settle(fixture, "orders", [want([wish("7")])]);
    await settle(fixture, "orders", [want([])]);
    const removing = await associations.claim(connection, 10, lease);
    await settle(fixture, "orders", [want([wish("7")])]);

    const [one] = removing.associations;
    await associations.settle(connection, removing.leaseId, [{ id: one?.id ?? "", kind: "removed" }]);
    const next = await associations.claim(connection, 10, lease);

    expect(one).toMatchObject({ wanted: false });
    expect(next.associations).toMatchObject([{ wanted: true, written: null }]);
  });

  test("an association is one worker's while its lease lasts, and the next one's afterwards", async () => {
    const fixture = await open();
    const { associations, connection, now, advance } = fixture;
    const link = makeLink("1", "91", now());
    await settle(fixture, "orders", [settlement({ link, associations: { shopifyId: "1", wanted: [wish("7")] } })]);
    const first = await associations.claim(connection, 10, lease);
    const meanwhile = await associations.claim(connection, 10, lease);

    advance(lease + 1);
    const second = await associations.claim(connection, 10, lease);
    await associations.settle(connection, first.leaseId, [{ id: first.associations[0]?.id ?? "", kind: "waiting" }]);
    const at = new Date(now().getTime() + 1_000).toISOString();
    const retry = { id: second.associations[0]?.id ?? "", kind: "retry", at, error: "rate_limited" } as const;
    await associations.settle(connection, second.leaseId, [retry]);
    advance(1_001);
    const third = await associations.claim(connection, 10, lease);

    expect([first, meanwhile, second, third].map((claim) => claim.associations.length)).toEqual([1, 0, 1, 1]);
    expect(third.associations).toMatchObject([{ attempts: 1 }]);
  });
}

/** Part of the battery. */
export function running(open: Open): void {
  test("a first sync is under way until it ends, and a later run is none", async () => {
    const { runs, connection, startRun } = await open();
    const isRunning = () => runs.isFirstSyncRunning(connection, ["customers", "companies"]);
    const before = await isRunning();
    const runId = await startRun();
    const during = await isRunning();
    const others = await runs.isFirstSyncRunning(connection, ["products"]);
    const claim = await runs.claim(connection, runId, lease);
    await runs.finish(connection, runId, claim?.leaseId ?? "", "2026-01-01T00:00:00.000Z");
    await startRun();

    expect([before, during, others, await isRunning()]).toEqual([false, true, false, false]);
  });

  test("what an audit finds is added up by property", async () => {
    const fixture = await open();
    const { store, runs, connection, startRun, driftOf } = fixture;
    const runId = await startRun("audit");
    const claim = await runs.claim(connection, runId, lease);
    const counts = { processed: 1, created: 0, updated: 1 };
    for (const drift of [{ email: 1, _missing: 2 }, { email: 3 }, {}]) {
      const { leaseId } = await store.lockNew(connection, "customers", ["s:1"], lease);
      const progress = { ...counts, runId, runLeaseId: claim?.leaseId ?? "", checkpoint: {}, drift };
      await store.settle(connection, "customers", leaseId, [], progress);
    }

    expect(claim?.run.kind).toBe("audit");
    expect(await driftOf(runId)).toEqual({ email: 4, _missing: 2 });
  });
}
