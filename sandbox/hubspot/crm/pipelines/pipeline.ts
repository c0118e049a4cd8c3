import type { PipelineProperties } from "#sandbox/hubspot/crm/object-type.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";

export interface Stage {
  id: string;
  label: string;
  displayOrder: number;
  /** As HubSpot stores it: texts, `state` for orders, `probability` for deals. */
  metadata: Record<string, string>;
  isClosed: boolean;
  createdAt: number;
  updatedAt: number;
}

export interface Pipeline {
  id: string;
  label: string;
  displayOrder: number;
  /** In the order of their `displayOrder`. */
  stages: Stage[];
  createdAt: number;
  updatedAt: number;
}

/** What a caller or a seed says about a stage; without an id it gets a number. */
export interface NewStage {
  id?: string;
  label: string;
  displayOrder: number;
  metadata: Record<string, string>;
}

export interface NewPipeline {
  id?: string;
  label: string;
  displayOrder: number;
  stages: NewStage[];
}

/** Deals close at a probability of 0 or 1, everything else by its state. */
export function isClosedStage(kind: PipelineProperties["metadata"], metadata: Record<string, string>): boolean {
  if (kind === "state") return metadata.state === "CLOSED";
  return Number(metadata.probability) === 0 || Number(metadata.probability) === 1;
}

/** The stage as `/crm/pipelines` shows it. */
export function presentStage({ id, label, displayOrder, metadata, isClosed, createdAt, updatedAt }: Stage): object {
  return {
    id,
    label,
    displayOrder,
    metadata: { ...metadata, isClosed: String(isClosed) },
    writePermissions: "CRM_PERMISSIONS_ENFORCEMENT",
    createdAt: toInstant(createdAt),
    updatedAt: toInstant(updatedAt),
    archived: false,
  };
}

export function presentPipeline({ id, label, displayOrder, stages, createdAt, updatedAt }: Pipeline): object {
  return {
    id,
    label,
    displayOrder,
    stages: stages.map(presentStage),
    createdAt: toInstant(createdAt),
    updatedAt: toInstant(updatedAt),
    archived: false,
  };
}
