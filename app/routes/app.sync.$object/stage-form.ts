import type { StoredPipeline } from "#app/store/pipelines.server.ts";
import type { StageMapping } from "#app/sync/settings.ts";
import { stageOf } from "#app/sync/stages/resolve-stage.ts";
import type { Pipeline } from "#app/sync/stages/stage-choices.ts";
import { statusesWithoutStage, suggestStages } from "#app/sync/stages/stage-choices.ts";
import type { StageModel } from "./sync-model.ts";

type StoredStage = StoredPipeline["stages"][number];

/** HubSpot does not always say whether a stage is closed: then it counts as open. */
export function toPipelines({ pipelines }: Pick<StageModel, "pipelines">): readonly Pipeline[] {
  return pipelines.map(({ id, label, stages }) => ({
    id,
    label,
    stages: stages.map((stage) => ({ ...stage, state: stage.state ?? ("OPEN" as const) })),
  }));
}

/** Statuses whose stage is not in HubSpot any more. */
export function lostStatuses(model: StageModel, chosen: readonly StageMapping[]): readonly string[] {
  return statusesWithoutStage(model, chosen, toPipelines(model));
}

/** The stage of a status as a select's value, "" for a skipped one, and what HubSpot says of it; undefined: it is gone. */
export function stageChoice(
  model: StageModel,
  chosen: readonly StageMapping[],
  status: string,
): { readonly value: string; readonly stage: StoredStage | undefined } {
  const ref = stageOf(model, chosen, status);
  if (!ref) return { value: "", stage: undefined };
  const pipeline = model.pipelines.find(({ id }) => id === ref.pipelineId);
  return { value: choiceOf(ref.pipelineId, ref.stageId), stage: pipeline?.stages.find(({ id }) => id === ref.stageId) };
}

/** The stages to choose from, by pipeline. */
export function stageGroups({ pipelines }: Pick<StageModel, "pipelines">) {
  return pipelines.map(({ id: pipelineId, label: title, stages }) => ({
    title,
    options: stages.map(({ id, label, state }) => ({
      label,
      value: choiceOf(pipelineId, id),
      closed: state === "CLOSED",
    })),
  }));
}

/** The merchant's stages with another one for a status. One that is the definition's own need not be named. */
export function setStage(
  model: StageModel,
  chosen: readonly StageMapping[],
  status: string,
  value: string,
): readonly StageMapping[] {
  const others = chosen.filter((mapping) => mapping.status !== status);
  const own = model.statuses[status];
  if (own && choiceOf(own.pipelineId, own.stageId) === value) return others;
  const [pipelineId = "", stageId = ""] = JSON.parse(value || "[]") as string[];
  return [...others, { status, stage: value === "" ? null : { pipelineId, stageId } }];
}

/** The merchant's stages, all of them in one pipeline: each status has the one that fits it there. Skipped ones stay skipped. */
export function moveToPipeline(
  model: StageModel,
  chosen: readonly StageMapping[],
  pipelineId: string,
): readonly StageMapping[] {
  const only = toPipelines(model).filter(({ id }) => id === pipelineId);
  const moved = Object.entries(suggestStages(model, only)).filter(
    ([status]) => stageOf(model, chosen, status) !== null,
  );
  return moved.reduce(
    (stages, [status, stage]) =>
      setStage(model, stages, status, stage ? choiceOf(stage.pipelineId, stage.stageId) : ""),
    chosen,
  );
}

/** The one pipeline that all stages are of; null when they are of several, or all are skipped. */
export function stagesInPipeline(model: StageModel, chosen: readonly StageMapping[]): string | null {
  const used = Object.keys(model.statuses).flatMap((status) => stageOf(model, chosen, status)?.pipelineId ?? []);
  const [first] = used;
  return first !== undefined && used.every((id) => id === first) ? first : null;
}

function choiceOf(pipelineId: string, stageId: string): string {
  return JSON.stringify([pipelineId, stageId]);
}
