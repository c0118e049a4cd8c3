import { toSyncError } from "#app/sync/errors.ts";

/**
 * A vendor that cannot be asked just now is no reason to lose what was typed: the page stands, and says what to do.
 * @returns `failed`: locale keys `sync.errors.<code>` and `review.refused.<code>`
 * @throws whatever is our own mistake
 */
export async function unlessVendorFails<Answer>(
  task: () => Promise<Answer>,
): Promise<Answer | { readonly failed: string }> {
  try {
    return await task();
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "bug") throw error;
    if (error.code === "object_unavailable" || error.code === "missing_scope") return { failed: error.code };
    return { failed: error.kind === "reconnect" ? "reconnect" : "vendor_busy" };
  }
}
