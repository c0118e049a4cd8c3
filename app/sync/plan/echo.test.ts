import { expect, test } from "vitest";
import { testHash } from "#tests/support/memory/test-hash.ts";
import { customers } from "../objects/customers/definition.ts";
import type { ClaimedChange, RecordLink } from "../ports.ts";
import { dueAtOfEvent, isEcho } from "./echo.ts";
import { hashEvent } from "./hash-field.ts";

const event = (property: string, value: string | null) =>
  hashEvent(testHash, "c", customers, { kind: "change", property, value });
const settled = { ...event("email", "ada@x.io"), ...event("city", null) };

const link: RecordLink = {
  shopifyId: "1",
  hubspotId: "9",
  baseline: Object.fromEntries(Object.entries(settled).map(([property, hash]) => [property, ["", hash] as const])),
  settingsVersion: 1,
  shopifyModifiedAt: null,
  hubspotModifiedAt: null,
  owner: true,
  putBackCount: 0,
  settledAt: "2026-03-01T00:00:00.000Z",
};

const change: ClaimedChange = {
  object: "customers",
  side: "hubspot",
  recordId: "9",
  lane: "live",
  generation: "1",
  attempts: 0,
  markedAt: "2026-03-01T00:00:00.000Z",
  deletedAt: null,
  mergedInto: null,
  restoredAt: null,
  echoHashes: {},
  forced: null,
};

const cases: readonly [string, Partial<ClaimedChange>, boolean][] = [
  ["the creation of a linked record", {}, true],
  ["values as they were settled", { echoHashes: settled }, true],
  ["the same value in another spelling", { echoHashes: event("email", " ADA@x.io ") ?? null }, true],
  ["an empty text for a blank", { echoHashes: event("city", "") ?? null }, true],
  ["another value", { echoHashes: event("email", "bob@x.io") ?? null }, false],
  ["one value of two that differs", { echoHashes: { ...settled, ...event("city", "Rome") } }, false],
  ["a property without a baseline", { echoHashes: event("zip", "1") ?? null }, false],
  ["a mark that says nothing", { echoHashes: null }, false],
  ["a deletion", { deletedAt: "2026-03-01T00:00:00Z" }, false],
  ["a merge", { mergedInto: "10" }, false],
  ["a restore", { restoredAt: "2026-03-01T00:00:00Z" }, false],
  ["a record that a person wants synced now", { forced: "retry" }, false],
  ["Shopify's side", { side: "shopify", recordId: "1" }, false],
  ["a record that is not the link's", { recordId: "10" }, false],
];

test.each(cases)("whether an echo: %s", (_says, more, expected) => {
  expect(isEcho({ ...change, ...more }, link)).toBe(expected);
});

test("an opt-out and a property of nobody are always read", () => {
  expect(event("hs_email_optout", "true")).toBeUndefined();
  expect(event("favourite_colour", "red")).toBeUndefined();
  expect(hashEvent(testHash, "c", customers, { kind: "creation" })).toEqual({});
});

test("hashes of two connections tell nothing of each other", () => {
  const other = hashEvent(testHash, "d", customers, { kind: "change", property: "email", value: "ada@x.io" });

  expect(other).not.toEqual(event("email", "ada@x.io"));
});

test("webhooks of a first sync's own creations wait for their settling", () => {
  const now = new Date("2026-03-01T00:00:00Z");

  expect(dueAtOfEvent("change", { now, backfilling: true })).toBe("2026-03-01T00:00:30.000Z");
  expect(dueAtOfEvent("creation", { now, backfilling: false })).toBe("2026-03-01T00:00:00.500Z");
  expect(dueAtOfEvent("change", { now, backfilling: false })).toBeUndefined();
});
