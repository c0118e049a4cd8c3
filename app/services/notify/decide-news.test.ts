import fc from "fast-check";
import { expect, test } from "vitest";
import type { ObjectState, ShopState, Told, Wishes } from "./decide-news.ts";
import { decideNews } from "./decide-news.ts";

const all: Wishes = { broken: true, failing: true, firstSync: true, thresholdUnit: "records", threshold: 10 };
const nothing: Told = { episode: 0, broken: false, failing: [], firstSyncTo: "2026-11-20T00:00:00.000Z" };
const orders = (failing: number, inSync = 100): ObjectState => ({
  ...{ object: "orders", inSync, excluded: 3, failing },
  firstSyncDoneAt: null,
});
const connected = (...objects: ObjectState[]): ShopState => ({ portal: "connected", reason: null, objects });
const broken: ShopState = { portal: "reconnect", reason: "missing_scope", objects: [] };

/** What is told in turn, as kinds. */
function follow(states: readonly ShopState[], wishes = all): string[] {
  let told = nothing;
  return states.map((state) => {
    const decided = decideNews(state, told, wishes);
    told = decided.told;
    return decided.news.map(({ kind }) => kind).join();
  });
}

test("a connection that breaks is told once, and again when it broke anew", () => {
  expect(follow([connected(), broken, broken, connected(), broken])).toEqual(["", "broken", "", "", "broken"]);
  expect(decideNews(broken, nothing, all).news[0]?.facts).toEqual({ reason: "missing_scope" });
});

test("failing records are told when they reach the number, not before, and not again until they are down to half", () => {
  const counts = [9, 10, 9, 12, 6, 11, 5, 9, 10];

  const kinds = follow(counts.map((failing) => connected(orders(failing))));

  expect(kinds).toEqual(["", "failing", "", "", "", "", "", "", "failing"]);
});

test("a share counts of the records that should be in step, whatever their number", () => {
  const percent: Wishes = { ...all, thresholdUnit: "percent", threshold: 5 };

  expect(follow([connected(orders(4, 96)), connected(orders(5, 95))], percent)).toEqual(["", "failing"]);
  expect(follow([connected(orders(1, 0))], percent)).toEqual(["failing"]);
  expect(follow([connected(orders(0, 0))], { ...percent, threshold: 1 })).toEqual([""]);
});

test("objects that fail at the same time share a mail; one that follows has its own", () => {
  const customers: ObjectState = { ...orders(20), object: "customers" };

  const first = decideNews(connected(orders(20), customers), nothing, all);
  const next = decideNews(connected(orders(20), customers, { ...orders(20), object: "carts" }), first.told, all);

  expect(first.news).toHaveLength(1);
  expect(next.news[0]?.facts).toEqual({ objects: [{ object: "carts", failing: 20, total: 120 }] });
});

test("a first sync that ends is told with its counts, one from before the wish never", () => {
  const done = (at: string) => connected({ ...orders(0), firstSyncDoneAt: at });

  expect(follow([done("2026-11-19T00:00:00.000Z")])).toEqual([""]);
  expect(follow([done("2026-11-21T00:00:00.000Z"), done("2026-11-21T00:00:00.000Z")])).toEqual(["first_sync", ""]);
});

test("what is switched off is not told; what still holds is told once it is switched on", () => {
  const off: Wishes = { ...all, broken: false, failing: false, firstSync: false };
  const state: ShopState = { ...broken, objects: [{ ...orders(50), firstSyncDoneAt: "2026-11-21T00:00:00.000Z" }] };

  const silent = decideNews(state, nothing, off);
  const loud = decideNews(state, silent.told, all);

  expect(silent.news).toEqual([]);
  expect(loud.news.map(({ kind }) => kind)).toEqual(["broken", "failing"]);
});

test("whatever happens, asking twice tells nothing new, and no two events share a key", () => {
  const state = fc.record({
    portal: fc.constantFrom("connected" as const, "reconnect" as const, null),
    reason: fc.constant(null),
    objects: fc.array(
      fc.nat(30).map((failing) => orders(failing)),
      { maxLength: 1 },
    ),
  });

  fc.assert(
    fc.property(fc.array(state, { maxLength: 12 }), (states) => {
      let told = nothing;
      const keys: string[] = [];
      for (const one of states) {
        const decided = decideNews(one, told, all);
        expect(decideNews(one, decided.told, all).news).toEqual([]);
        told = decided.told;
        keys.push(...decided.news.map(({ key }) => key));
      }
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});
