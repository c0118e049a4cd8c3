import { expect, test } from "vitest";
import { toResult } from "./review-state.ts";

test("what becomes of records is told in a fixed order, and a kind that nothing is of is left out", () => {
  const counts = { link: 2, create_hubspot: 5, update: 3, to_hubspot: 3, to_shopify: 1, unchanged: 0, part_create: 9 };

  const { outcomes, others, records } = toResult({ counts, samples: {} });

  expect(outcomes.map(({ kind, count }) => [kind, count])).toEqual([
    ["create_hubspot", 5],
    ["to_hubspot", 3],
    ["to_shopify", 1],
    ["link", 2],
  ]);
  expect(others.map(({ kind }) => kind)).toEqual(["part_create"]);
  expect(records, "sides of an update and parts are no records of their own").toBe(10);
});

test("reasons are told by how often they are met, with the condition that leaves a record out", () => {
  const sample = { side: "shopify", id: "1" } as const;
  const counts = {
    "exclude:no_email": 1,
    "exclude:limit_not_met:metafield:custom.tier:one_of": 4,
    "fail:ambiguous_match": 1,
    "partly:invalid_value": 2,
  };

  const { excluded, failing } = toResult({ counts, samples: { "exclude:no_email": [sample] } });

  expect(excluded).toMatchObject([
    { reason: "limit_not_met", field: "metafield:custom.tier", operator: "one_of", count: 4, samples: [] },
    { reason: "no_email", field: null, operator: null, count: 1, samples: [sample] },
  ]);
  expect(failing).toMatchObject([
    { reason: "invalid_value", partly: true, count: 2 },
    { reason: "ambiguous_match", partly: false, count: 1 },
  ]);
});

test("a record's conflict is told once, with the fields that contradict each other", () => {
  const counts = { update: 2, conflict: 2, "conflict:firstname": 1, "conflict:phone": 2 };

  const { conflict, conflictFields } = toResult({ counts, samples: {} });

  expect(conflict).toMatchObject({ count: 2 });
  expect(conflictFields).toEqual([
    { property: "phone", count: 2 },
    { property: "firstname", count: 1 },
  ]);
});
