import { expect, test } from "vitest";
import { customerSettings } from "#tests/support/memory/tables.ts";
import type { SyncObjectDefinition } from "../definition.ts";
import { customers } from "../objects/customers/definition.ts";
import type { ObjectSettings } from "../ports.ts";
import type { SideRecord, Values } from "../record.ts";
import { attributeKindsOf } from "./attribute-kinds.ts";
import { findExclusion } from "./find-exclusion.ts";

const definition: SyncObjectDefinition = {
  ...customers,
  requires: [
    { attribute: "hasContact", equals: "true", reason: "no_contact" },
    { attribute: "hasItems", equals: "true", reason: "no_items" },
    { attribute: "isFirst", equals: "true", reason: "not_first_variant", option: "perProduct" },
  ],
  stages: {
    pipelineProperty: "hs_pipeline",
    stageProperty: "hs_pipeline_stage",
    statusAttribute: "status",
    statuses: { open: { pipelineId: "p", stageId: "1" }, done: { pipelineId: "p", stageId: "2" } },
  },
};
const good: Values = {
  email: "ada@x.io",
  hasContact: "true",
  hasItems: "true",
  isFirst: "false",
  status: "open",
  createdAt: "2026-01-31T23:59:59.000Z",
};
const record = (values: Values): SideRecord => ({
  side: "shopify",
  id: "1",
  modifiedAt: "2026-02-01T00:00:00.000Z",
  values: { ...good, ...values },
});
const skipsDone = { stages: [{ status: "done", stage: null }] };
const fromFebruary = { historyFrom: "2026-02-01T00:00:00.000Z" };

// what is so · the record · the settings · reason when new · reason when linked
const cases: readonly [string, Values, Partial<ObjectSettings>, string | null, string | null][] = [
  ["nothing is amiss", {}, {}, null, null],
  ["a requirement fails", { hasContact: "false" }, {}, "no_contact", "no_contact"],
  ["a required attribute is blank", { hasItems: null }, {}, "no_items", "no_items"],
  ["two requirements fail", { hasItems: "false", hasContact: null }, {}, "no_contact", "no_contact"],
  ["a requirement's switch is off", { isFirst: "false" }, { options: { perProduct: false } }, null, null],
  [
    "a requirement's switch is on",
    { isFirst: "false" },
    { options: { perProduct: true } },
    "not_first_variant",
    "not_first_variant",
  ],
  ["the limit is not met", { email: null }, {}, "no_email", "no_email"],
  ["the limit is for new records", { email: null }, { limitScope: "new_records" }, "no_email", null],
  ["a requirement goes before the limit", { email: null, hasItems: null }, {}, "no_items", "no_items"],
  ["it is older than the history", {}, fromFebruary, "before_history", null],
  ["it was made as the history begins", { createdAt: "2026-02-01T00:00:00.000Z" }, fromFebruary, null, null],
  ["nobody knows when it was made", { createdAt: null }, fromFebruary, null, null],
  ["its status is skipped", { status: "done" }, skipsDone, "stage_skipped", null],
  ["its status is one that nobody knows", { status: "lost" }, {}, "stage_skipped", null],
  ["another status is skipped", { status: "open" }, skipsDone, null, null],
];

test.each(cases)("when %s", (_what, values, settings, whenNew, whenLinked) => {
  const rules = { definition, settings: { ...customerSettings, ...settings } };

  expect(findExclusion(rules, record(values), false)?.reason ?? null).toBe(whenNew);
  expect(findExclusion(rules, record(values), true)?.reason ?? null).toBe(whenLinked);
});

test("the condition that is not met stands in the details", () => {
  const limit = [{ field: "total", operator: "greater_than", value: "100" }] as const;
  const rules = { definition: customers, settings: { ...customerSettings, limit } };

  const exclusion = findExclusion(rules, record({ total: "99.99" }), false);

  expect(exclusion).toEqual({
    kind: "exclude",
    reason: "limit_not_met",
    details: { field: "total", operator: "greater_than", value: "100" },
  });
});

test("a merchant's own field tells the kind of its metafield", () => {
  const shoe = { shopify: "metafield:custom.size", hubspot: "size", direction: "both", transform: "integer" } as const;

  const kinds = attributeKindsOf({ ...customers, fields: [...customers.fields, shoe] });

  expect(kinds["metafield:custom.size"]).toBe("number");
});

test("fields tell the kind of their attribute, and the definition that of others", () => {
  const kinds = attributeKindsOf({ ...customers, attributeKinds: { "lines.quantity": "number" } });

  expect(kinds).toMatchObject({
    tags: "list",
    portalTotalSpent: "number",
    createdAt: "date",
    firstName: "text",
    "lines.quantity": "number",
  });
  expect(attributeKindsOf(customers)).toBe(attributeKindsOf(customers));
});
