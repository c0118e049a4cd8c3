import type { StageRef, StageRule, SyncObjectDefinition } from "../definition.ts";
import type { StageMapping } from "../ports.ts";
import { stageOf } from "./resolve-stage.ts";

/** A pipeline of the portal, in the order in which HubSpot shows it. */
export interface Pipeline {
  readonly id: string;
  readonly label: string;
  readonly stages: readonly PipelineStage[];
}

export interface PipelineStage {
  readonly id: string;
  readonly label: string;
  readonly state: "OPEN" | "CLOSED";
}

/** The statuses whose stage the portal does not have: it was deleted in HubSpot, or never was. Skipped ones miss nothing. */
export function statusesWithoutStage(
  rule: StageRule,
  stages: readonly StageMapping[],
  pipelines: readonly Pipeline[],
): readonly string[] {
  return Object.keys(rule.statuses).filter((status) => {
    const stage = stageOf(rule, stages, status);
    return stage !== null && !hasStage(pipelines, stage);
  });
}

/**
 * For every status the stage to preselect: the rule's own where the portal has it; else, within one pipeline (the rule's, or the portal's
 * first), the one that is labelled like the status; else the first stage that is open or closed as the status is. Null when the pipeline
 * has no such stage.
 */
export function suggestStages(
  rule: StageRule,
  pipelines: readonly Pipeline[],
): Readonly<Record<string, StageRef | null>> {
  const suggest = ([status, own]: [string, StageRule["statuses"][string]]): [string, StageRef | null] => {
    const { pipelineId, stageId, closed = false } = own;
    if (hasStage(pipelines, own)) return [status, { pipelineId, stageId }];
    const pipeline = pipelines.find(({ id }) => id === pipelineId) ?? pipelines[0];
    const labelled = pipeline?.stages.find(({ label }) => simple(label) === simple(status));
    const stage = labelled ?? pipeline?.stages.find(({ state }) => state === (closed ? "CLOSED" : "OPEN"));
    return [status, pipeline && stage ? { pipelineId: pipeline.id, stageId: stage.id } : null];
  };
  return Object.fromEntries(Object.entries(rule.statuses).map(suggest));
}

/**
 * For every status its stage in the pipeline that the rule asks for, if the portal has it: the one with the rule's own stages, or one that
 * was made with the same labels. Null when there is none: no other pipeline will do, for people work in those.
 */
export function findOwnStages(
  { stages: rule }: Pick<SyncObjectDefinition, "stages">,
  pipelines: readonly Pipeline[],
): Readonly<Record<string, StageRef>> | null {
  const wanted = rule?.pipeline;
  if (!rule || !wanted) return null;
  const byId = (pipeline: Pipeline) =>
    stagesBy(
      pipeline,
      ({ id }) => id,
      wanted.stages,
      ({ id }) => id,
    );
  const byLabel = (pipeline: Pipeline) =>
    simple(pipeline.label) === simple(wanted.label)
      ? stagesBy(
          pipeline,
          ({ label }) => simple(label),
          wanted.stages,
          ({ label }) => simple(label),
        )
      : null;
  for (const find of [byId, byLabel])
    for (const pipeline of pipelines) {
      const ids = find(pipeline);
      if (!ids) continue;
      const stageOfStatus = ([status, { stageId }]: [string, StageRef]) =>
        [status, { pipelineId: pipeline.id, stageId: ids.get(stageId) ?? "" }] as const;
      return Object.fromEntries(Object.entries(rule.statuses).map(stageOfStatus));
    }
  return null;
}

/** The pipeline's stages by the rule's ids; null when it lacks one. */
function stagesBy<Wanted extends { readonly id: string }>(
  { stages }: Pipeline,
  nameOf: (stage: PipelineStage) => string,
  wanted: readonly Wanted[],
  wantedName: (stage: Wanted) => string,
): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  for (const one of wanted) {
    const stage = stages.find((candidate) => nameOf(candidate) === wantedName(one));
    if (!stage) return null;
    found.set(one.id, stage.id);
  }
  return found;
}

/** Whether the portal has the stage. */
export function hasStage(pipelines: readonly Pipeline[], { pipelineId, stageId }: StageRef): boolean {
  const pipeline = pipelines.find(({ id }) => id === pipelineId);
  return pipeline?.stages.some(({ id }) => id === stageId) ?? false;
}

/** Letters and digits alone; American and British spelling alike (canceled, cancelled). */
function simple(label: string): string {
  return label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .replace(/^cancell?ed$/, "cancelled");
}
