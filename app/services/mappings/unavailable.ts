import { SyncError } from "#app/sync/errors.ts";

/**
 * Why fields, properties or records cannot be shown now. `missing_scope`: one of the two sides does not let the app see them;
 * `object_unavailable`: the HubSpot account, or the shop (B2B), lacks the object.
 */
export interface Unavailable {
  readonly kind: "not_connected" | "missing_scope" | "object_unavailable";
}

const kinds: Readonly<Record<string, Unavailable["kind"]>> = {
  missing_scope: "missing_scope",
  object_unavailable: "object_unavailable",
  b2b_unavailable: "object_unavailable",
};

/** What the task gives, or why it cannot be had. @throws whatever else goes wrong */
export async function unlessUnavailable<Result>(task: () => Promise<Result>): Promise<Result | Unavailable> {
  try {
    return await task();
  } catch (error) {
    const kind = error instanceof SyncError ? kinds[error.code] : undefined;
    if (kind === undefined) throw error;
    return { kind };
  }
}

/** A vendor does not answer now, or no longer takes our access. */
export interface OutOfReach {
  readonly kind: "unreachable" | "reconnect";
}

/** What the task gives, or that a vendor is out of reach: for screens, which go on without. @throws whatever else goes wrong */
export async function unlessOutOfReach<Result>(task: () => Promise<Result>): Promise<Result | OutOfReach> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof SyncError && error.kind === "transient") return { kind: "unreachable" };
    if (error instanceof SyncError && error.kind === "reconnect") return { kind: "reconnect" };
    throw error;
  }
}
