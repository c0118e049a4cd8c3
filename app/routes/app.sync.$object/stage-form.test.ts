import { expect, test } from "vitest";
import { syncObject } from "#app/sync/objects/index.ts";
import { dealPipeline, orderPipeline } from "#tests/support/sync-model.ts";
import { lostStatuses, moveToPipeline, setStage, stageChoice, stageGroups, stagesInPipeline } from "./stage-form.ts";
import type { StageModel } from "./sync-model.ts";

const rule = syncObject("orders").stages;
if (!rule) throw new Error("orders have stages");
const model: StageModel = { ...rule, pipelines: [orderPipeline, dealPipeline] };
const open = JSON.stringify(["default", "open"]);

test("a status has the rule's stage until another is chosen, and none when it is skipped", () => {
  const chosen = setStage(model, setStage(model, [], "paid", open), "pending", "");

  expect(stageChoice(model, [], "paid").stage).toMatchObject({ label: "Processed" });
  expect(stageChoice(model, chosen, "paid")).toMatchObject({ value: open, stage: { label: "Negotiation" } });
  expect(stageChoice(model, chosen, "pending")).toEqual({ value: "", stage: undefined });
});

test("the rule's own stage need not be named", () => {
  const { value } = stageChoice(model, [], "paid");

  expect(setStage(model, setStage(model, [], "paid", open), "paid", value)).toEqual([]);
});

test("statuses whose stage is gone are lost until they have another", () => {
  const few: StageModel = { ...model, pipelines: [dealPipeline] };

  expect(lostStatuses(model, [])).toEqual([]);
  expect(lostStatuses(few, [])).toContain("paid");
  expect(lostStatuses(few, setStage(few, [], "paid", open))).not.toContain("paid");
  expect(stageChoice(few, [], "paid").stage).toBeUndefined();
});

test("another pipeline gives each status the stage that fits it there, and leaves what is skipped", () => {
  const skipped = setStage(model, [], "pending", "");

  const moved = moveToPipeline(model, skipped, "default");

  expect(stagesInPipeline(model, moved)).toBe("default");
  expect(stageChoice(model, moved, "paid").stage).toMatchObject({ label: "Paid" });
  expect(stageChoice(model, moved, "pending").value).toBe("");
  expect(moveToPipeline(model, moved, orderPipeline.id)).toEqual(skipped);
});

test("stages of several pipelines stand in groups, the closed ones marked", () => {
  expect(stagesInPipeline(model, setStage(model, [], "paid", open))).toBeNull();
  expect(
    stageGroups(model).map(({ title, options }) => [title, options.filter(({ closed }) => closed).length]),
  ).toEqual([
    ["Order Pipeline", 2],
    ["Sales", 1],
  ]);
});
