import { SyncError } from "#app/sync/errors.ts";
import { HubspotRefusal } from "../translate-error.ts";
import { translateRecordError } from "../translate-record-error.ts";
import type { ObjectScope } from "./object-scope.ts";

/**
 * Asks by a property of ours. Should the portal not have it (yet, or somebody deleted it) no record has a value of it, and the answer is
 * that of none. Writing makes it; reading, which a review does alone, changes nothing.
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
    return none;
  }
}

function isMissing(error: unknown): boolean {
  const refusal = error instanceof SyncError ? error.cause : error;
  return refusal instanceof HubspotRefusal && translateRecordError(refusal.body).code === "property_missing";
}
