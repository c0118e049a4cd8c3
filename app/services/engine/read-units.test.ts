import { expect, test } from "vitest";
import type { ClaimedChange, ReadResult } from "#app/sync/ports.ts";
import type { EngineContext } from "./context.ts";
import { readMarked } from "./read-units.ts";
import { newUnit } from "./unit.ts";

const change = (recordId: string, deletedAt: string | null): ClaimedChange => ({
  object: "orders",
  side: "shopify",
  recordId,
  lane: "live",
  generation: "1",
  attempts: 0,
  markedAt: "2026-03-01T00:00:00.000Z",
  deletedAt,
  mergedInto: null,
  restoredAt: null,
  echoHashes: null,
  forced: null,
});

const reading = (result: ReadResult): EngineContext => {
  const read = async (ids: readonly string[]) => new Map(ids.map((id) => [id, result] as const));
  return { ports: { shopify: { read }, hubspot: { read } } } as unknown as EngineContext;
};

test.each([
  ["a delivery said that it was deleted", "2026-03-01T00:00:00.000Z", true],
  ["nobody said that it was deleted", null, false],
] as const)("a record that is not shown counts as gone only when said so: %s", async (_, deletedAt, isGone) => {
  const unit = newUnit([change("1", deletedAt)], null);

  await readMarked(reading({ kind: "hidden" }), [unit]);

  expect(unit.gone).toEqual({ shopify: isGone, hubspot: false });
  expect(unit.read).toEqual({ shopify: null, hubspot: null });
});
