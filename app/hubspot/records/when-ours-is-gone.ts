import { SyncError } from "#app/sync/errors.ts";
import { HubspotRefusal } from "../translate-error.ts";
import { translateRecordError } from "../translate-record-error.ts";
import type { ObjectScope } from "./object-scope.ts";

/**
 * Asks by a property of ours. Should somebody have deleted it in HubSpot it is made again, and as no record has a value of it by then, the
 * answer is that of none.
 */
export async function whenOursIsGone<T>(
  scope: ObjectScope,
  property: string,
  ask: () => Promise<T>,
  none: T,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!scope.ownProperties.has(property) || !isMissing(error)) throw error;
    await scope.repairProperties();
    return none;
  }
}

function isMissing(error: unknown): boolean {
  const refusal = error instanceof SyncError ? error.cause : error;
  return refusal instanceof HubspotRefusal && translateRecordError(refusal.body).code === "property_missing";
}
