import type { PipelineProperties } from "#sandbox/hubspot/crm/object-type.ts";
import type { NewPipeline, NewStage } from "#sandbox/hubspot/crm/pipelines/pipeline.ts";
import { invalid } from "#sandbox/hubspot/hubspot-error.ts";
import type { JsonObject } from "#sandbox/hubspot/read-input.ts";
import { isObject, requireStrings } from "#sandbox/hubspot/read-input.ts";

function readOrder({ displayOrder }: JsonObject): number {
  if (typeof displayOrder !== "number" || !Number.isInteger(displayOrder)) {
    throw invalid("Invalid input JSON: Some required fields were not set: [displayOrder]");
  }
  if (displayOrder < 0) throw invalid("displayOrder must not be negative");
  return displayOrder;
}

const badMetadata = (message: string) =>
  invalid(message, { subCategory: "PipelineError.INVALID_PIPELINE_STAGE_METADATA" });

/** HubSpot prints probabilities with a fraction: "1.0", "0.5". */
function readProbability(given: unknown): string {
  const probability = typeof given === "string" || typeof given === "number" ? Number(given) : Number.NaN;
  if (!(probability >= 0 && probability <= 1)) throw badMetadata(`probability must be from 0.0 to 1.0: ${given}`);
  return Number.isInteger(probability) ? probability.toFixed(1) : String(probability);
}

/** The metadata of a stage; keys that HubSpot does not know are dropped. `isNew` stages must say what they must say. */
function readMetadata(kind: PipelineProperties["metadata"], given: unknown, isNew: boolean): Record<string, string> {
  if (!isObject(given)) throw invalid("Invalid input JSON: Some required fields were not set: [metadata]");
  const value = given[kind];
  if (value === undefined && !isNew) return {};
  if (kind === "probability") {
    if (value === undefined || value === null) throw badMetadata("must specify probability when writing a dealstage");
    return { probability: readProbability(value) };
  }
  if (value === undefined) return { state: "OPEN" };
  if (value !== "OPEN" && value !== "CLOSED") throw badMetadata(`state must be OPEN or CLOSED: ${String(value)}`);
  return { state: value };
}

/** The stage a create asks for. Throws 400 for what is missing or wrong. */
export function readNewStage(kind: PipelineProperties["metadata"], input: JsonObject): NewStage {
  requireStrings(input, ["label"]);
  return {
    ...(typeof input.stageId === "string" && input.stageId !== "" ? { id: input.stageId } : {}),
    label: String(input.label),
    displayOrder: readOrder(input),
    metadata: readMetadata(kind, input.metadata, true),
  };
}

/** The changes a PATCH of a stage asks for; its id is no part of them. */
export function readStageChanges(kind: PipelineProperties["metadata"], input: JsonObject): Partial<NewStage> {
  return {
    ...(typeof input.label === "string" && input.label !== "" ? { label: input.label } : {}),
    ...(input.displayOrder === undefined ? {} : { displayOrder: readOrder(input) }),
    ...(input.metadata === undefined ? {} : { metadata: readMetadata(kind, input.metadata, false) }),
  };
}

export function readNewPipeline(kind: PipelineProperties["metadata"], input: JsonObject): NewPipeline {
  requireStrings(input, ["label"]);
  const stages = input.stages ?? [];
  if (!Array.isArray(stages) || !stages.every(isObject)) throw invalid("Invalid input JSON: stages must be a list");
  if (stages.length === 0) throw invalid("Pipeline must have at least one stage");
  return {
    ...(typeof input.pipelineId === "string" && input.pipelineId !== "" ? { id: input.pipelineId } : {}),
    label: String(input.label),
    displayOrder: readOrder(input),
    stages: stages.map((stage) => readNewStage(kind, stage)),
  };
}

export function readPipelineChanges(input: JsonObject): { label?: string; displayOrder?: number } {
  return {
    ...(typeof input.label === "string" && input.label !== "" ? { label: input.label } : {}),
    ...(input.displayOrder === undefined ? {} : { displayOrder: readOrder(input) }),
  };
}
