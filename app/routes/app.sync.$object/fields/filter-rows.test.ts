import { expect, test } from "vitest";
import { defaultFieldsOf } from "#app/sync/mapping/default-fields.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { ShownRows } from "./filter-rows.ts";
import { filterRows, readShown } from "./filter-rows.ts";
import { rowsOf } from "./mapping-rows.ts";

const off = { shopify: "city", hubspot: "city", direction: "both", transform: "text", enabled: false } as const;
const rows = rowsOf(
  { defaults: defaultFieldsOf(syncObject("customers")), unavailable: { zip: "missing", city: "missing" } },
  [off],
);
const find = (shown: ShownRows, text = "", faulty = "") =>
  filterRows(rows, {
    ...{ shown, text },
    namesOf: ({ hubspot }) => (hubspot === "zip" ? "Postal code" : hubspot),
    isFaulty: ({ hubspot }) => hubspot === faulty,
  }).map(({ hubspot }) => hubspot);

test("fields are found by their labels and by their internal names, in their own order", () => {
  expect(find("all", "postal")).toEqual(["zip"]);
  expect(find("all", "nonsense")).toEqual([]);
  expect(find("all", "firstname")).toEqual(["firstname"]);
  expect(find("all")).toHaveLength(rows.length);
});

test("those that are off, changed, or need attention can be shown alone", () => {
  expect(find("off")).toEqual(["city"]);
  expect(find("changed")).toEqual(["city"]);
  expect(find("on")).toHaveLength(rows.length - 1);
  expect(find("attention")).toEqual(["zip"]);
  expect(find("attention", "", "state")).toEqual(["state", "zip"]);
});

test("an address that names no kind shows all", () => {
  expect([readShown("off"), readShown("nonsense"), readShown(null)]).toEqual(["off", "all", "all"]);
});
