import { expect, test } from "vitest";
import type { StageRule } from "../definition.ts";
import type { StageMapping } from "../settings.ts";
import { checkStages } from "./check-stages.ts";

const at = (stageId: string) => ({ pipelineId: "p", stageId });
const rule: StageRule = {
  pipelineProperty: "hs_pipeline",
  stageProperty: "hs_pipeline_stage",
  statusAttribute: "status",
  statuses: { paid: at("processed"), shipped: at("shipped") },
};
const pipelines = [{ id: "p", label: "P", stages: [{ id: "open", label: "Open", state: "OPEN" }] }] as const;
const check = (stages: readonly StageMapping[], saved: readonly StageMapping[] = []) =>
  checkStages(rule, stages, { pipelines, saved });

test("a stage that the portal has, and a status that is skipped, are choices", () => {
  const stages = [
    { status: "paid", stage: at("open") },
    { status: "shipped", stage: null },
  ];

  expect(check(stages)).toEqual([]);
});

test("a status that Shopify does not have, one that is named twice, and a stage that is gone are refused", () => {
  const stages = [
    { status: "lost", stage: null },
    { status: "paid", stage: at("open") },
    { status: "paid", stage: null },
    { status: "shipped", stage: at("gone") },
  ];

  expect(check(stages)).toEqual([
    { status: "lost", code: "unknown_status" },
    { status: "paid", code: "given_twice" },
    { status: "shipped", code: "stage_missing" },
  ]);
});

test("a stage that went after it was saved, or that is the rule's own, does not hold up other choices", () => {
  const saved = [{ status: "paid", stage: at("gone") }];

  expect(check([...saved, { status: "shipped", stage: at("shipped") }], saved)).toEqual([]);
});
