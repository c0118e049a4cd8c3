import type { PipelineProperties, WriteContext } from "#sandbox/hubspot/crm/object-type.ts";
import type { Stage } from "#sandbox/hubspot/crm/pipelines/pipeline.ts";
import { invalid } from "#sandbox/hubspot/hubspot-error.ts";

type Values = ReadonlyMap<string, string>;

function refuse(name: string, message: string): never {
  throw invalid(`Property values were not valid: ${message}`, {
    errors: [{ message, code: "INVALID_OPTION", context: { propertyName: [name] } }],
  });
}

/**
 * The stage a record is in after a write. A new record without one starts in the first stage of its pipeline, or of the
 * first pipeline when it names none. Throws 400 when the stage belongs to another pipeline, or when either is cleared.
 */
export function deriveStage(
  properties: PipelineProperties,
  before: Values,
  after: Map<string, string>,
  { pipelines }: WriteContext,
): Stage | undefined {
  if (!pipelines) return undefined;
  const isCleared = (name: string) => before.get(name) && after.get(name) === "";
  const cleared = [properties.pipeline, properties.stage].find(isCleared);
  if (cleared) refuse(cleared, `${cleared} of a record in a pipeline cannot be cleared`);
  const pipelineId = after.get(properties.pipeline) || pipelines.first()?.id;
  const pipeline = pipelineId === undefined ? undefined : pipelines.find(pipelineId);
  // Without any pipeline records have no stage, and values that were there before stay.
  if (!pipeline) return undefined;
  const stageId = after.get(properties.stage) || pipeline.stages[0]?.id;
  const stage = pipeline.stages.find((one) => one.id === stageId);
  if (!stage) refuse(properties.stage, `${stageId} is not a stage of pipeline ${pipeline.id}`);
  after.set(properties.pipeline, pipeline.id);
  after.set(properties.stage, stage.id);
  return stage;
}

/** Whether this write is the one that closed the record. */
export function hasClosed(before: Values, after: Values): boolean {
  return after.get("hs_is_closed") === "true" && before.get("hs_is_closed") !== "true";
}

/** Keeps the total in the account's own currency, as HubSpot does for every record with a currency. */
export function money(
  after: Map<string, string>,
  { homeCurrency, exchangeRate }: WriteContext,
  names: { currency: string; total: string; inHome: string },
): void {
  const rate = exchangeRate(after.get(names.currency) || homeCurrency);
  const total = after.get(names.total);
  const inHome = total ? String(Number((Number(total) * rate).toFixed(2))) : "";
  if (inHome !== (after.get(names.inHome) ?? "")) after.set(names.inHome, inHome);
  if (total) after.set("hs_exchange_rate", String(rate));
}
