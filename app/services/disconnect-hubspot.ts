import type { PortalTokens } from "#app/hubspot/portal-tokens.ts";
import type { Log } from "#app/lib/log.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { toSyncError } from "#app/sync/errors.ts";
import { endConnection } from "./end-connection.ts";
import { removeTracking } from "./publish-tracking.ts";

export interface DisconnectDeps {
  readonly db: Db;
  readonly log: Log;
  readonly admin: AdminClient;
  readonly portalTokens: PortalTokens;
}

interface Disconnecting {
  readonly shop: string;
  /** of the shop's staff */
  readonly userId?: string;
  /** the shop that had invited this one, and ended it */
  readonly closedBy?: string;
}

/**
 * Ends the shop's connection with HubSpot. It works at any time, whatever the vendors answer: pending work is dropped, the storefront's
 * tracking code goes, the portal is left if this was its last shop. Links and tombstones stay for a later reconnect.
 */
export async function disconnectHubspot(
  deps: DisconnectDeps,
  { shop, userId, closedBy }: Disconnecting,
): Promise<"disconnected" | "not_connected"> {
  const connection = await endConnection(deps, shop, { patienceMs: 20_000 });
  if (!connection) return "not_connected";
  await removeTracking(deps, shop).catch((error: unknown) => {
    deps.log.warn({ event: "tracking.not_removed", shop, error: toSyncError(error) });
  });
  await recordActivity(deps.db, {
    shop,
    connectionId: connection.id,
    kind: "connection.closed",
    ...(userId !== undefined && { actor: userId }),
    details: { portalId: connection.portalId, ...(closedBy !== undefined && { closedBy }) },
  });
  return "disconnected";
}
