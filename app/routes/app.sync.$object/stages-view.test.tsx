import { expect, test } from "vitest";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { dealPipeline, orderPipeline, syncModel } from "#tests/support/sync-model.ts";
import { noFaults } from "./form-faults.ts";
import { StagesView } from "./stages-view.tsx";
import type { SyncForm } from "./sync-form.ts";
import type { StageModel } from "./sync-model.ts";

type Pipelines = StageModel["pipelines"];

function render(
  pipelines: Pipelines,
  {
    stages = [],
    ...more
  }: { stages?: SyncForm["stages"]; language?: "en" | "de"; failure?: string; done?: boolean } = {},
) {
  const plain = syncModel("orders");
  const model = { ...plain, stages: plain.stages && { ...plain.stages, pipelines } };
  const refresh = { busy: false, done: more.done ?? false, failure: more.failure ?? null, ask: () => undefined };
  const shared = { object: "orders", busy: false, onChange: () => undefined } as const;
  return renderScreen(
    <StagesView {...shared} model={model} form={{ ...model.form, stages }} faults={noFaults} refresh={refresh} />,
    more.language,
  );
}

const labels = (screen: ReturnType<typeof render>) => screen.querySelectorAll("label").map(({ text }) => text);

test("each status has a stage to choose, closed ones are called so, and a skipped status says what that means", () => {
  const screen = render([orderPipeline], { stages: [{ status: "expired", stage: null }], done: true });

  expect(labels(screen)).toEqual(expect.arrayContaining(["Stage for Paid", "Stage for Partially refunded"]));
  expect(wordsOf(screen)).toContain("Delivered (closed)");
  expect(wordsOf(screen)).toMatch(/Expired\s*Skipped/);
  expect(wordsOf(screen)).toContain("New records of this status are not synced.");
  expect(wordsOf(screen)).toContain("The pipelines are as they are in HubSpot now.");
  expect(labels(screen)).not.toContain("Pipeline");
});

test("several pipelines can be chosen from, and stand in groups at each status", () => {
  const screen = render([orderPipeline, dealPipeline]);

  expect(labels(screen)).toContain("Pipeline");
  expect(new Set(screen.querySelectorAll("optgroup").map((group) => group.getAttribute("label")))).toEqual(
    new Set(["Order Pipeline", "Sales"]),
  );
});

test("a stage that was deleted in HubSpot is marked with what to do", () => {
  const stages = [{ status: "paid", stage: { pipelineId: orderPipeline.id, stageId: "gone" } }];
  const screen = render([orderPipeline], { stages });

  expect(wordsOf(screen)).toContain("1 status has lost its stage");
  expect(wordsOf(screen)).toContain("This stage no longer exists in HubSpot. Choose another one, or skip the status.");
  expect(screen.querySelectorAll("select[aria-invalid=true]")).toHaveLength(1);
});

test("before anything was read the first step is to read, and a failure says what to do", () => {
  const screen = render([], { failure: "vendor_busy" });

  expect(wordsOf(screen)).toContain("Read the pipelines of your HubSpot account");
  expect(wordsOf(screen)).toContain("Try again in a few minutes.");
  expect(screen.querySelectorAll("select")).toEqual([]);
});

test("German has all its words", () => {
  const stages = [{ status: "paid", stage: { pipelineId: "p", stageId: "gone" } }];

  for (const pipelines of [[], [orderPipeline, dealPipeline]])
    expect(wordsOf(render(pipelines, { stages, language: "de" }))).not.toMatch(/\{\{|undefined/);
});
