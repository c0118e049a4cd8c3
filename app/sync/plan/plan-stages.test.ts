import { expect, test } from "vitest";
import { customerSettings } from "#tests/support/memory/tables.ts";
import { testHash } from "#tests/support/memory/test-hash.ts";
import type { SyncObjectDefinition } from "../definition.ts";
import { customers } from "../objects/customers/definition.ts";
import type { ObjectSettings, RecordLink } from "../ports.ts";
import type { Side, SideRecord, Values } from "../record.ts";
import { withStage } from "../stages/resolve-stage.ts";
import { isAsSettled, nextBaseline } from "./baseline.ts";
import type { PlanInput } from "./plan-record.ts";
import { planRecord } from "./plan-record.ts";

const stageField = (shopify: string, hubspot: string) =>
  ({ shopify, hubspot, direction: "to_hubspot", transform: "text" }) as const;
const definition: SyncObjectDefinition = {
  ...customers,
  fields: [
    stageField("name", "hs_order_name"),
    stageField("pipelineId", "hs_pipeline"),
    stageField("stageId", "hs_pipeline_stage"),
  ],
  consent: null,
  stages: {
    pipelineProperty: "hs_pipeline",
    stageProperty: "hs_pipeline_stage",
    statusAttribute: "status",
    statuses: { open: { pipelineId: "p", stageId: "s-open" }, shipped: { pipelineId: "p", stageId: "s-shipped" } },
  },
};
const settings: ObjectSettings = { ...customerSettings, direction: "to_hubspot", limit: [] };
const skipsShipped: ObjectSettings = { ...settings, stages: [{ status: "shipped", stage: null }] };
const record = (side: Side, values: Values): SideRecord => ({
  side,
  id: "1",
  modifiedAt: "2026-02-01T00:00:00Z",
  values,
});
const order = (status: string, name: string, under = settings): SideRecord =>
  withStage(definition, under, record("shopify", { status, name }));
const openInHubspot = record("hubspot", { hs_order_name: "#1", hs_pipeline: "p", hs_pipeline_stage: "s-open" });

const input = (more: Partial<PlanInput>): PlanInput => ({
  shop: "tea.myshopify.com",
  definition,
  settings,
  hash: testHash,
  connectionId: "c",
  shopify: null,
  hubspot: null,
  link: null,
  owner: true,
  ofOtherShop: false,
  tombstone: null,
  ambiguous: [],
  refused: [],
  done: new Set(),
  now: new Date("2026-03-01T00:00:00Z"),
  ...more,
});

const linkOf = (shopify: SideRecord, hubspot: SideRecord): RecordLink => ({
  shopifyId: shopify.id,
  hubspotId: hubspot.id,
  baseline: nextBaseline(
    input({}),
    {
      read: { shopify: shopify.values, hubspot: hubspot.values },
      stored: { shopify: {}, hubspot: {} },
      unsettled: new Set(),
    },
    null,
  ),
  settingsVersion: 1,
  shopifyModifiedAt: null,
  hubspotModifiedAt: null,
  owner: true,
  putBackCount: 0,
  settledAt: "2026-02-28T00:00:00Z",
});
const linked = linkOf(order("open", "#1"), openInHubspot);

test("a new record is made in the stage of its status", () => {
  const plan = planRecord(input({ shopify: order("shipped", "#1") }));

  expect(plan).toMatchObject({ kind: "create", values: { hs_pipeline: "p", hs_pipeline_stage: "s-shipped" } });
});

test("a new record of a skipped status is left out", () => {
  const plan = planRecord(input({ settings: skipsShipped, shopify: order("shipped", "#1", skipsShipped) }));

  expect(plan).toEqual({ kind: "exclude", reason: "stage_skipped", details: null });
});

test("a linked record moves on with its status", () => {
  const plan = planRecord(input({ shopify: order("shipped", "#1"), hubspot: openInHubspot, link: linked }));

  expect(plan).toMatchObject({ kind: "update", toHubspot: { hs_pipeline_stage: "s-shipped" } });
});

test("a linked record that enters a skipped status keeps its stage while its other fields go on", () => {
  const shopify = order("shipped", "#1 renamed", skipsShipped);

  const plan = planRecord(input({ settings: skipsShipped, shopify, hubspot: openInHubspot, link: linked }));

  expect(plan).toMatchObject({ kind: "update", toHubspot: { hs_order_name: "#1 renamed" }, putBack: [] });
  expect(plan.kind === "update" && Object.keys(plan.toHubspot)).toEqual(["hs_order_name"]);
});

test("a record that settled in a skipped status is quiet, and moves once it leaves it", () => {
  const skipped = order("shipped", "#1", skipsShipped);
  const link = linkOf(skipped, openInHubspot);
  const back = { ...settings, version: 2 };

  expect(isAsSettled(input({ settings: skipsShipped }), skipped, link)).toBe(true);
  expect(
    planRecord(input({ settings: back, shopify: order("shipped", "#1"), hubspot: openInHubspot, link })),
  ).toMatchObject({ kind: "update", toHubspot: { hs_pipeline_stage: "s-shipped" } });
});
