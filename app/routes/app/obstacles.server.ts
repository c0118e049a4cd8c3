import type { Obstacle } from "#app/components/obstacle.ts";
import { obstaclesOfB2b } from "#app/components/obstacle.ts";
import type { KnownObstacles } from "#app/services/known-obstacles.ts";

/** What stands in the way of an object, gravest first. */
export function toObstacles({ b2b, recentOrdersOnly, missingScopes }: KnownObstacles): readonly Obstacle[] {
  return [
    ...obstaclesOfB2b(b2b ?? "unknown"),
    ...(missingScopes.length > 0 ? [{ kind: "hubspot_scopes", scopes: missingScopes } as const] : []),
    ...(recentOrdersOnly ? [{ kind: "recent_orders_only" } as const] : []),
  ];
}
