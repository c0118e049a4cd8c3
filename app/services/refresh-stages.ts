import { activeConnection } from "#app/store/connections.server.ts";
import type { StoredPipeline } from "#app/store/pipelines.server.ts";
import { readPipelines } from "#app/store/pipelines.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import { statusesWithoutStage } from "#app/sync/stages/stage-choices.ts";
import { definitionInUse } from "./definition-in-use.ts";
import type { PrepareDeps } from "./prepare-object.ts";
import { prepareObject, toChoice } from "./prepare-object.ts";

export interface RefreshedStages {
  readonly pipelines: readonly StoredPipeline[];
  /** statuses whose stage the portal does not have: the merchant has to choose another, or skip them */
  readonly missing: readonly string[];
}

/**
 * Reads the portal's pipelines anew, because somebody changed them in HubSpot, and says which statuses have lost their stage. Those that
 * the merchant never chose get one that fits.
 */
export async function refreshStages(
  deps: PrepareDeps,
  { shop, object }: { readonly shop: string; readonly object: ObjectKey },
): Promise<RefreshedStages | "not_connected" | "no_stages"> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return "not_connected";
  const rule = (await definitionInUse(deps.db, connection, object)).stages;
  if (!rule) return "no_stages";
  await prepareObject(deps, connection, object).catch((error: unknown) => {
    // An account without room for a pipeline of ours: its own ones were read, and every status waits for the merchant's choice.
    if (!(error instanceof SyncError) || error.code !== "pipeline_limit") throw error;
  });
  const pipelines = await readPipelines(deps.db, connection, object);
  const stages = (await objectSettings(deps.db, connection, object))?.stages ?? [];
  return { pipelines, missing: statusesWithoutStage(rule, stages, pipelines.map(toChoice)) };
}
