import { SyncError } from "#app/sync/errors.ts";
import type { GraphqlError } from "./translate-error.ts";
import { deniesAccess, deniesB2b } from "./translate-error.ts";

/** @returns the error for an answer that is not whole: access that is missing, a shop without B2B, or a part that failed. */
export function unexplained(errors: readonly GraphqlError[]): SyncError {
  const cause = new Error(errors.map((error) => error.message).join(" · "));
  if (deniesB2b(errors)) return new SyncError("permanent", { code: "b2b_unavailable", cause });
  return deniesAccess(errors)
    ? new SyncError("reconnect", { code: "missing_scope", cause })
    : new SyncError("transient", { code: "shopify_unavailable", afterMs: 2000, cause });
}
