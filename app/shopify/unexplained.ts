import { SyncError } from "#app/sync/errors.ts";
import type { GraphqlError } from "./translate-error.ts";
import { deniesAccess } from "./translate-error.ts";

/** @returns the error for an answer that is not whole: access that is missing, or a part that failed. */
export function unexplained(errors: readonly GraphqlError[]): SyncError {
  const cause = new Error(errors.map((error) => error.message).join(" · "));
  return deniesAccess(errors)
    ? new SyncError("reconnect", { code: "missing_scope", cause })
    : new SyncError("transient", { code: "shopify_unavailable", afterMs: 2000, cause });
}
