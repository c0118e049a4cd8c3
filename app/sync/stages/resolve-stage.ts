import type { FieldDefinition, StageRef, StageRule, SyncObjectDefinition } from "../definition.ts";
import type { ObjectSettings, StageMapping } from "../ports.ts";
import type { SideRecord, Value } from "../record.ts";

/** Shopify attributes that the core adds to a record whose object has stages. */
const PIPELINE = "pipelineId";
const STAGE = "stageId";

/** The stage of a status: the merchant's, else the rule's own. Null for one that is skipped or that the rule does not know. */
export function stageOf(rule: StageRule, stages: readonly StageMapping[], status: Value | undefined): StageRef | null {
  if (!status || !Object.hasOwn(rule.statuses, status)) return null;
  const chosen = stages.find((mapping) => mapping.status === status);
  const stage = chosen ? chosen.stage : rule.statuses[status];
  return stage ? { pipelineId: stage.pipelineId, stageId: stage.stageId } : null;
}

/**
 * A Shopify record with the pipeline and stage of its status as attributes `pipelineId` and `stageId`. Of a status that is skipped it has
 * neither: the stage in HubSpot stays, and the other fields go on. Records of an object without stages, and HubSpot's, are as they were.
 */
export function withStage(
  { stages: rule }: Pick<SyncObjectDefinition, "stages">,
  settings: Pick<ObjectSettings, "stages">,
  record: SideRecord,
): SideRecord {
  if (!rule || record.side !== "shopify") return record;
  const { [PIPELINE]: _pipeline, [STAGE]: _stage, ...values } = record.values;
  const stage = stageOf(rule, settings.stages, values[rule.statusAttribute]);
  return { ...record, values: stage ? { ...values, [PIPELINE]: stage.pipelineId, [STAGE]: stage.stageId } : values };
}

/** Whether a Shopify record's status is one that the merchant skips: a new record of it does not sync. */
export function isStageSkipped(
  { stages: rule }: Pick<SyncObjectDefinition, "stages">,
  settings: Pick<ObjectSettings, "stages">,
  record: SideRecord,
): boolean {
  if (!rule || record.side !== "shopify") return false;
  return stageOf(rule, settings.stages, record.values[rule.statusAttribute]) === null;
}

/** Whether the field is the pipeline's or the stage's, which rest while a status is skipped. */
export function isStageField({ stages }: Pick<SyncObjectDefinition, "stages">, { hubspot }: FieldDefinition): boolean {
  return stages !== undefined && (hubspot === stages.pipelineProperty || hubspot === stages.stageProperty);
}
