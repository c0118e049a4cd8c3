import type { StageRule } from "../definition.ts";
import type { StageMapping } from "../settings.ts";
import type { Pipeline } from "./stage-choices.ts";
import { hasStage } from "./stage-choices.ts";

/** What is wrong with a status' stage. Locale keys `stage_faults.<code>`. */
export interface StageFault {
  readonly status: string;
  readonly code: "unknown_status" | "given_twice" | "stage_missing";
}

/**
 * Why these stages cannot be a merchant's. A stage that was deleted in HubSpot may stay where it is saved already: the screen says so, and
 * it must not hold up other choices.
 */
export function checkStages(
  rule: StageRule,
  stages: readonly StageMapping[],
  { pipelines, saved }: { readonly pipelines: readonly Pipeline[]; readonly saved: readonly StageMapping[] },
): readonly StageFault[] {
  return stages.flatMap(({ status, stage }, place): StageFault[] => {
    if (!Object.hasOwn(rule.statuses, status)) return [{ status, code: "unknown_status" }];
    if (stages.findIndex((other) => other.status === status) < place) return [{ status, code: "given_twice" }];
    if (stage === null || hasStage(pipelines, stage)) return [];
    const before = saved.find((mapping) => mapping.status === status)?.stage ?? rule.statuses[status];
    const isSaved = before?.pipelineId === stage.pipelineId && before.stageId === stage.stageId;
    return isSaved ? [] : [{ status, code: "stage_missing" }];
  });
}
