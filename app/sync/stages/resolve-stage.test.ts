import { expect, test } from "vitest";
import type { StageRule } from "../definition.ts";
import { syncObjects } from "../objects/index.ts";
import type { StageMapping } from "../ports.ts";
import type { SideRecord } from "../record.ts";
import { isStageField, isStageSkipped, stageOf, withStage } from "./resolve-stage.ts";

const pipelineId = "14a2e10e-5471-408a-906e-c51f3b04369e";
const rule: StageRule = {
  pipelineProperty: "hs_pipeline",
  stageProperty: "hs_pipeline_stage",
  statusAttribute: "status",
  statuses: {
    open: { pipelineId, stageId: "4b27b500-f031-4927-9811-68a0b525cbae" },
    processed: { pipelineId, stageId: "937ea84d-0a4f-4dcf-9028-3f9c2aafbf03", closed: true },
    shipped: { pipelineId, stageId: "aa99e8d0-c1d5-4071-b915-d240bbb1aed9", closed: true },
    delivered: { pipelineId, stageId: "3725360f-519b-4b18-a593-494d60a29c9f", closed: true },
    cancelled: { pipelineId, stageId: "3c85a297-e9ce-400b-b42e-9f16853d69d6", closed: true },
  },
};
const statuses = Object.keys(rule.statuses);
const definition = { stages: rule };
const other = { pipelineId: "own", stageId: "77" };
const record = (status: string | null, more: Partial<SideRecord> = {}): SideRecord => ({
  side: "shopify",
  id: "1",
  modifiedAt: "2026-02-01T00:00:00.000Z",
  values: { status, name: "#1001" },
  ...more,
});

test.each(statuses)("%s has the rule's stage, the merchant's, or none when skipped", (status) => {
  const own = rule.statuses[status];
  const elsewhere: StageMapping[] = statuses
    .filter((name) => name !== status)
    .map((name) => ({ status: name, stage: null }));
  const chosen: StageMapping[] = [...elsewhere, { status, stage: other }];
  const skipped: StageMapping[] = [{ status, stage: null }];

  expect(stageOf(rule, elsewhere, status)).toEqual({ pipelineId, stageId: own?.stageId });
  expect(stageOf(rule, chosen, status)).toEqual(other);
  expect(stageOf(rule, skipped, status)).toBeNull();
  expect(isStageSkipped(definition, { stages: chosen }, record(status))).toBe(false);
  expect(isStageSkipped(definition, { stages: skipped }, record(status))).toBe(true);
});

test("a record gets its stage beside what it has, however often it is asked", () => {
  const once = withStage(definition, { stages: [] }, record("shipped"));
  const twice = withStage(definition, { stages: [{ status: "shipped", stage: other }] }, once);

  expect(once.values).toEqual({
    status: "shipped",
    name: "#1001",
    pipelineId,
    stageId: "aa99e8d0-c1d5-4071-b915-d240bbb1aed9",
  });
  expect(twice.values).toMatchObject(other);
});

test("a record of a skipped status says nothing of its stage", () => {
  const staged = withStage(definition, { stages: [] }, record("open"));
  const { values } = withStage(definition, { stages: [{ status: "open", stage: null }] }, staged);

  expect(values).toEqual({ status: "open", name: "#1001" });
});

test.each([null, "", "lost", "constructor"])("a status of %j has no stage", (status) => {
  expect(stageOf(rule, [], status)).toBeNull();
  expect(stageOf(rule, [{ status: status ?? "", stage: other }], status)).toBeNull();
});

test("HubSpot's records and objects without stages are left as they are", () => {
  const contact = record("open", { side: "hubspot" });
  const customer = record(null);

  expect(withStage(definition, { stages: [] }, contact)).toBe(contact);
  expect(isStageSkipped(definition, { stages: [] }, contact)).toBe(false);
  expect(withStage({}, { stages: [] }, customer)).toBe(customer);
  expect(isStageSkipped({}, { stages: [] }, customer)).toBe(false);
});

test("the pipeline's and the stage's fields are told from others", () => {
  const field = (hubspot: string) => ({ shopify: "x", hubspot, direction: "to_hubspot", transform: "text" }) as const;

  expect(["hs_pipeline", "hs_pipeline_stage", "name"].map((name) => isStageField(definition, field(name)))).toEqual([
    true,
    true,
    false,
  ]);
  expect(isStageField({}, field("hs_pipeline"))).toBe(false);
});

test("every object with stages maps its pipeline and stage", () => {
  for (const { stages, fields } of syncObjects) {
    const mapped = fields.filter(({ hubspot }) => [stages?.pipelineProperty, stages?.stageProperty].includes(hubspot));

    expect(mapped.map(({ shopify }) => shopify).sort()).toEqual(stages ? ["pipelineId", "stageId"] : []);
  }
});
