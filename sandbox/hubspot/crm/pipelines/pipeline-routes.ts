import type { Route } from "#sandbox/http/serve.ts";
import { findObjectType } from "#sandbox/hubspot/crm/object-types.ts";
import { presentPipeline, presentStage } from "#sandbox/hubspot/crm/pipelines/pipeline.ts";
import type { PipelineStore } from "#sandbox/hubspot/crm/pipelines/pipeline-store.ts";
import {
  readNewPipeline,
  readNewStage,
  readPipelineChanges,
  readStageChanges,
} from "#sandbox/hubspot/crm/pipelines/read-pipeline.ts";
import type { ApiCall, ApiHandler } from "#sandbox/hubspot/guard.ts";
import { crmRoutes } from "#sandbox/hubspot/guard.ts";
import { invalid } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import { RATE_POLICIES } from "#sandbox/hubspot/rate-limiter.ts";
import { readObject, spaceOf } from "#sandbox/hubspot/read-input.ts";

/** Types without pipelines ask for their records' scope: the list of none is answered all the same. */
function scopesFor(kind: "read" | "write") {
  return ({ params }: { params: Record<string, string> }) => {
    const type = findObjectType(params.type ?? "");
    return type?.pipeline?.scopes[kind] ?? type?.scopes[kind] ?? [];
  };
}

const idOf = ({ request }: ApiCall) => request.params.id ?? "";
const stageOf = ({ request }: ApiCall) => request.params.stage ?? "";

function pipelinesOf({ portal, request }: ApiCall): PipelineStore {
  const { type, pipelines } = spaceOf(portal, request);
  if (!pipelines) throw invalid(`Pipelines are not supported for object type ${type.legacyName}`);
  return pipelines;
}

function metadataOf({ portal, request }: ApiCall): "state" | "probability" {
  return spaceOf(portal, request).type.pipeline?.metadata ?? "state";
}

/** From 2026-09 on a delete is checked against the records in the stage unless the query says no; before, only on demand. */
function checksUse({ portal, request }: ApiCall): boolean {
  const { type } = spaceOf(portal, request);
  const name =
    type.pipeline?.metadata === "probability"
      ? "validateDealStageUsagesBeforeDelete"
      : "validateReferencesBeforeDelete";
  const asked = request.url.searchParams.get(name);
  return asked === null ? request.params.version === "2026-09" : asked === "true";
}

const list: ApiHandler = ({ portal, request }) => ({
  status: 200,
  body: { results: (spaceOf(portal, request).pipelines?.list() ?? []).map(presentPipeline) },
});

const read: ApiHandler = (call) => ({ status: 200, body: presentPipeline(pipelinesOf(call).get(idOf(call))) });

const create: ApiHandler = (call) => {
  const pipelines = pipelinesOf(call);
  const created = pipelines.create(readNewPipeline(metadataOf(call), readObject(call.request)));
  return { status: 201, body: presentPipeline(created) };
};

const update: ApiHandler = (call) => {
  const pipelines = pipelinesOf(call);
  const changes = readPipelineChanges(readObject(call.request));
  return { status: 200, body: presentPipeline(pipelines.update(idOf(call), changes)) };
};

const replace: ApiHandler = (call) => {
  const pipelines = pipelinesOf(call);
  const wanted = readNewPipeline(metadataOf(call), readObject(call.request));
  return { status: 200, body: presentPipeline(pipelines.replace(idOf(call), wanted, checksUse(call))) };
};

const remove: ApiHandler = (call) => {
  pipelinesOf(call).delete(idOf(call), checksUse(call));
  return { status: 204 };
};

const listStages: ApiHandler = (call) => ({
  status: 200,
  body: { results: pipelinesOf(call).get(idOf(call)).stages.map(presentStage) },
});

const readStage: ApiHandler = (call) => ({
  status: 200,
  body: presentStage(pipelinesOf(call).getStage(idOf(call), stageOf(call))),
});

const createStage: ApiHandler = (call) => {
  const pipelines = pipelinesOf(call);
  const created = pipelines.createStage(idOf(call), readNewStage(metadataOf(call), readObject(call.request)));
  return { status: 201, body: presentStage(created) };
};

const updateStage: ApiHandler = (call) => {
  const pipelines = pipelinesOf(call);
  const changes = readStageChanges(metadataOf(call), readObject(call.request));
  return { status: 200, body: presentStage(pipelines.updateStage(idOf(call), stageOf(call), changes)) };
};

const replaceStage: ApiHandler = (call) => {
  const pipelines = pipelinesOf(call);
  const { id: _, ...wanted } = readNewStage(metadataOf(call), readObject(call.request));
  return { status: 200, body: presentStage(pipelines.updateStage(idOf(call), stageOf(call), wanted)) };
};

const removeStage: ApiHandler = (call) => {
  pipelinesOf(call).deleteStage(idOf(call), stageOf(call), checksUse(call));
  return { status: 204 };
};

/** Pipelines and their stages: `/crm/pipelines/{version}/{type}`. */
export function pipelineRoutes(world: HubspotWorld): Route[] {
  const on = (method: string, kind: "read" | "write", rest: string, handler: ApiHandler) =>
    crmRoutes(
      world,
      method,
      "pipelines",
      `/:type${rest}`,
      { scopes: scopesFor(kind), policy: RATE_POLICIES.pipelines },
      handler,
    );
  return [
    ...on("GET", "read", "", list),
    ...on("POST", "write", "", create),
    ...on("GET", "read", "/:id", read),
    ...on("PATCH", "write", "/:id", update),
    ...on("PUT", "write", "/:id", replace),
    ...on("DELETE", "write", "/:id", remove),
    ...on("GET", "read", "/:id/stages", listStages),
    ...on("POST", "write", "/:id/stages", createStage),
    ...on("GET", "read", "/:id/stages/:stage", readStage),
    ...on("PATCH", "write", "/:id/stages/:stage", updateStage),
    ...on("PUT", "write", "/:id/stages/:stage", replaceStage),
    ...on("DELETE", "write", "/:id/stages/:stage", removeStage),
  ];
}
