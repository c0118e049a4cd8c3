import { z } from "zod";
import type { PipelineToMake } from "#app/sync/definition.ts";
import { SyncError } from "#app/sync/errors.ts";
import { hubspotApiVersion } from "./api-version.ts";
import { HubspotRefusal, translateObjectRefusal } from "./translate-error.ts";
import type { Caller, HubspotTransport } from "./transport.ts";
import { parseError } from "./transport.ts";

export interface Pipeline {
  readonly id: string;
  /** a person may change it; the id stays */
  readonly label: string;
  readonly displayOrder: number;
  readonly archived: boolean;
  /** in their order, without archived ones */
  readonly stages: readonly PipelineStage[];
}

interface PipelineStage {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  /** whether a record in it counts as done; null when HubSpot does not say */
  readonly state: "OPEN" | "CLOSED" | null;
}

const stageSchema = z.object({
  id: z.string(),
  label: z.string(),
  displayOrder: z.number().default(0),
  archived: z.boolean().default(false),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

const answerSchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      displayOrder: z.number().default(0),
      archived: z.boolean().default(false),
      stages: z.array(stageSchema).default([]),
    }),
  ),
});

const inOrder = (one: { displayOrder: number }, other: { displayOrder: number }) =>
  one.displayOrder - other.displayOrder;

/**
 * The pipelines of an object type in the order of HubSpot's screens; none for a type without pipelines. Read anew each time: people ask
 * for it because they have just changed one. Source: developers.hubspot.com/docs/api-reference/latest/crm/pipelines.
 * @throws SyncError permanent `object_unavailable` when the portal lacks the object or the scope to see its pipelines
 */
export async function listPipelines(
  transport: HubspotTransport,
  caller: Caller,
  objectType: string,
): Promise<readonly Pipeline[]> {
  const path = `/crm/pipelines/${hubspotApiVersion}/${objectType}`;
  const answer = await transport.send(caller, { method: "GET", path, repeatable: true });
  if (answer.status >= 300) throw translateObjectRefusal(new HubspotRefusal(answer.status, parseError(answer.text)));
  const parsed = answerSchema.safeParse(JSON.parse(answer.text));
  if (!parsed.success) throw new SyncError("bug", { code: "hubspot_answer_unknown", cause: parsed.error });
  return parsed.data.results.sort(inOrder).map((pipeline) => ({
    ...pipeline,
    stages: pipeline.stages
      .filter(({ archived }) => !archived)
      .sort(inOrder)
      .map(({ id, label, displayOrder, metadata }) => ({ id, label, displayOrder, state: stateOf(metadata ?? {}) })),
  }));
}

const limitExceeded = "PipelineError.PIPELINE_LIMIT_EXCEEDED";

/**
 * Makes a pipeline with its stages in their order; HubSpot chooses the ids. Not sent again when the answer is lost: labels are unique, so
 * that a second one is refused. Source: developers.hubspot.com/docs/api-reference/latest/crm/pipelines.
 * @returns "limit" when the account's tier allows no more pipelines, "taken" when there is one of this label
 * @throws SyncError permanent `object_unavailable` when the portal lacks the scope to make one
 */
export async function createPipeline(
  transport: HubspotTransport,
  caller: Caller,
  objectType: string,
  { label, stages }: PipelineToMake,
): Promise<"made" | "taken" | "limit"> {
  const body = {
    label,
    displayOrder: 1,
    stages: stages.map((stage, displayOrder) => ({
      label: stage.label,
      displayOrder,
      metadata: { probability: stage.probability },
    })),
  };
  const path = `/crm/pipelines/${hubspotApiVersion}/${objectType}`;
  const answer = await transport.send(caller, {
    method: "POST",
    path,
    body: JSON.stringify(body),
    repeatable: false,
  });
  if (answer.status < 300) return "made";
  const error = parseError(answer.text);
  const refusal = new HubspotRefusal(answer.status, error);
  if (error.subCategory === limitExceeded || (answer.status === 400 && /limit/i.test(error.message ?? "")))
    return "limit";
  if (answer.status === 409 || (answer.status === 400 && /already exists/i.test(error.message ?? ""))) return "taken";
  throw translateObjectRefusal(refusal);
}

/** Orders say `state`, deals and newer answers `isClosed`, both as texts. */
function stateOf(metadata: Readonly<Record<string, unknown>>): PipelineStage["state"] {
  if (metadata.state === "OPEN" || metadata.state === "CLOSED") return metadata.state;
  const isClosed = String(metadata.isClosed ?? "");
  if (isClosed === "") return null;
  return isClosed === "true" ? "CLOSED" : "OPEN";
}
