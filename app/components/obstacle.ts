/** Something outside Tandem that keeps an object from syncing, wholly or in part. */
export type Obstacle =
  /** the shop does not sell to companies: Shopify gives no app access to them */
  | { readonly kind: "no_b2b" }
  /** Shopify did not grant Tandem access to companies */
  | { readonly kind: "no_company_access" }
  /** Shopify shows no orders that are older than 60 days */
  | { readonly kind: "recent_orders_only" }
  /** HubSpot did not grant what the object needs, or the account's subscription lacks the object */
  | { readonly kind: "hubspot_scopes"; readonly scopes: readonly string[] };

/** What Shopify says when asked whether the shop sells to companies; unknown: it was not asked, or did not answer. */
export type B2bStatus = "available" | "unavailable" | "missing_scope" | "unknown";

/** Whether the object cannot be switched on. */
export function isBlocked(obstacles: readonly Obstacle[]): boolean {
  return obstacles.some(({ kind }) => kind === "no_b2b" || kind === "no_company_access");
}

/** @returns the obstacles of the companies with what Shopify has just said in place of what it said before. */
export function withB2b(obstacles: readonly Obstacle[], status: B2bStatus): readonly Obstacle[] {
  if (status === "unknown") return obstacles;
  const others = obstacles.filter(({ kind }) => kind !== "no_b2b" && kind !== "no_company_access");
  return [...obstaclesOfB2b(status), ...others];
}

export function obstaclesOfB2b(status: B2bStatus): readonly Obstacle[] {
  if (status === "unavailable") return [{ kind: "no_b2b" }];
  return status === "missing_scope" ? [{ kind: "no_company_access" }] : [];
}
