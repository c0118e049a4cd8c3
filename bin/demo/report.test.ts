import { expect, test } from "vitest";
import type { DemoReport } from "./report.ts";
import { describeReport, findGaps, objectReport } from "./report.ts";

const customers = {
  shopify: 10,
  hubspot: 8,
  inSync: 8,
  excluded: 2,
  failing: 0,
  hubspotOnly: 0,
  created: 8,
  updated: 0,
  reasons: { no_email: 2 },
};
const report = (changed: Partial<typeof customers>): DemoReport => ({
  objects: { customers: { ...customers, ...changed } },
  seconds: 1.5,
  requests: { shopify: 4, hubspot: 12 },
  problems: [],
  urls: { admin: "http://localhost:4602/store/demo-shop" },
  tokens: {},
});

const base = report({});

test("finds no gap when every record is in sync or excluded", () => {
  expect(findGaps(report({}))).toEqual([]);
});

test.each([
  [{ inSync: 7, failing: 1, hubspot: 7 }, "1 customers fail"],
  [{ inSync: 7, hubspot: 7 }, "1 customers are unaccounted for"],
  [{ inSync: 9, hubspot: 9 }, "-1 customers are unaccounted for"],
  [{ hubspot: 6 }, "HubSpot has 6 customers where 8 are in sync"],
])("names the gap of %o", (changed, gap) => {
  expect(findGaps(report(changed))).toContain(gap);
});

test("an object that was not set up has the same figures as the others, all of them none", () => {
  const report = objectReport(undefined, { shopify: 0, hubspot: 0 });

  expect(Object.keys(report).sort()).toEqual(Object.keys(customers).sort());
  expect(findGaps({ ...base, objects: { companies: report } })).toEqual([]);
});

test("records of an object that was not set up are unaccounted for", () => {
  const objects = { companies: objectReport(undefined, { shopify: 3, hubspot: 0 }) };

  expect(findGaps({ ...base, objects })).toEqual(["3 companies are unaccounted for"]);
});

test("tells people figures, reasons and addresses", () => {
  const text = describeReport(report({}));

  expect(text).toMatch(/customers\s+10\s+8\s+8\s+2\s+0\s+8\s+0/);
  expect(text).toContain("customers: 2 × no_email");
  expect(text).toContain("http://localhost:4602/store/demo-shop");
});
