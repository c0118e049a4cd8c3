import type { SyncError } from "#app/sync/errors.ts";
import type { EngineContext } from "./context.ts";
import type { Unit } from "./unit.ts";

/** An error of our own making reaches an operator with its stack: what the merchant sees of it says no more than "unexpected". */
export function tellBug({ log, connectionId, definition }: EngineContext, error: SyncError, unit?: Unit): void {
  if (error.kind !== "bug") return;
  log.error({
    event: unit ? "record.failed" : "batch.unfinished",
    connectionId,
    object: definition.key,
    ...(unit && { shopifyId: unit.ids.shopify, hubspotId: unit.ids.hubspot }),
    error,
  });
}
