import { expect, test } from "vitest";
import type { StageRule } from "../definition.ts";
import type { Pipeline, PipelineStage } from "./stage-choices.ts";
import { statusesWithoutStage, suggestStages } from "./stage-choices.ts";

const rule: StageRule = {
  pipelineProperty: "hs_pipeline",
  stageProperty: "hs_pipeline_stage",
  statusAttribute: "status",
  statuses: {
    open: { pipelineId: "global", stageId: "g-open" },
    shipped: { pipelineId: "global", stageId: "g-shipped", closed: true },
    cancelled: { pipelineId: "global", stageId: "g-cancelled", closed: true },
  },
};
const stage = (id: string, label: string, state: PipelineStage["state"] = "OPEN"): PipelineStage => ({
  id,
  label,
  state,
});
const global: Pipeline = {
  id: "global",
  label: "Order Pipeline",
  stages: [
    stage("g-open", "Offen"),
    stage("g-shipped", "Versandt", "CLOSED"),
    stage("g-cancelled", "Storniert", "CLOSED"),
  ],
};
const own: Pipeline = {
  id: "own",
  label: "Wholesale",
  stages: [
    stage("1", "New"),
    stage("2", "Done", "CLOSED"),
    stage("3", " SHIPPED ", "CLOSED"),
    stage("4", "Canceled", "CLOSED"),
  ],
};

test("HubSpot's own stages are suggested by their ids, whatever they are called and wherever they stand", () => {
  expect(suggestStages(rule, [own, global])).toEqual({
    open: { pipelineId: "global", stageId: "g-open" },
    shipped: { pipelineId: "global", stageId: "g-shipped" },
    cancelled: { pipelineId: "global", stageId: "g-cancelled" },
  });
});

test("without them the label decides, and then whether the stage is open or closed", () => {
  expect(suggestStages(rule, [own])).toEqual({
    open: { pipelineId: "own", stageId: "1" },
    shipped: { pipelineId: "own", stageId: "3" },
    cancelled: { pipelineId: "own", stageId: "4" },
  });
});

test("of a stage that was deleted the next best of the same pipeline is suggested", () => {
  const poorer = { ...global, stages: global.stages.filter(({ id }) => id !== "g-cancelled") };

  expect(suggestStages(rule, [own, poorer])["cancelled"]).toEqual({ pipelineId: "global", stageId: "g-shipped" });
});

test("a portal without a fitting stage gets no suggestion", () => {
  const openOnly: Pipeline = { id: "p", label: "P", stages: [stage("1", "Start")] };

  expect(suggestStages(rule, [openOnly])).toEqual({
    open: { pipelineId: "p", stageId: "1" },
    shipped: null,
    cancelled: null,
  });
  expect(suggestStages(rule, [])).toEqual({ open: null, shipped: null, cancelled: null });
});

test("statuses whose stage the portal lacks are named, skipped ones are not", () => {
  const chosen = [
    { status: "open", stage: { pipelineId: "own", stageId: "1" } },
    { status: "shipped", stage: { pipelineId: "own", stageId: "gone" } },
    { status: "cancelled", stage: null },
  ];

  expect(statusesWithoutStage(rule, [], [global])).toEqual([]);
  expect(statusesWithoutStage(rule, [], [own])).toEqual(["open", "shipped", "cancelled"]);
  expect(statusesWithoutStage(rule, chosen, [own, global])).toEqual(["shipped"]);
  expect(statusesWithoutStage(rule, chosen, [])).toEqual(["open", "shipped"]);
});
