import { expect, test } from "vitest";
import { addToTally, emptyTally, MAX_SAMPLES } from "./tally.ts";

const record = (id: number) => ({ side: "shopify", id: String(id) }) as const;

test("kinds are counted for every record, and only a few records of each are kept", () => {
  let tally = emptyTally;

  for (let id = 1; id <= MAX_SAMPLES + 3; id++) tally = addToTally(tally, record(id), { update: 1, part_create: 2 });

  expect(tally.counts).toEqual({ update: 8, part_create: 16 });
  expect(tally.samples["update"]).toEqual([1, 2, 3, 4, 5].map(record));
});

test("a kind that a record does not add is not named", () => {
  const tally = addToTally(emptyTally, record(1), { update: 1, to_shopify: 0 });

  expect(tally).toEqual({ counts: { update: 1 }, samples: { update: [record(1)] } });
});
