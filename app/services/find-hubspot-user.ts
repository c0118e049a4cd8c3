import type { OauthClient } from "#app/hubspot/oauth.ts";
import type { PortalTokens } from "#app/hubspot/portal-tokens.ts";
import type { Log } from "#app/lib/log.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { toSyncError } from "#app/sync/errors.ts";

interface Deps {
  readonly db: Db;
  readonly log: Log;
  readonly oauth: OauthClient;
  readonly portalTokens: PortalTokens;
}

/**
 * Asks HubSpot whose authorisation serves the shop, for a screen to show: the address is personal data, and kept nowhere. An access that
 * HubSpot has ended is noticed by it.
 * @returns null when there is no connection or HubSpot does not say
 */
export async function findHubspotUser({ db, log, oauth, portalTokens }: Deps, shop: string): Promise<string | null> {
  const connection = await activeConnection(db, shop);
  if (connection?.portal.status !== "connected") return null;
  try {
    const token = await portalTokens.token(connection.portalId);
    const { active, user } = await oauth.describe(token);
    // Refused: the app was removed in HubSpot, which getting another token finds out and notes.
    if (!active) await portalTokens.renew(connection.portalId, token);
    return user;
  } catch (error) {
    log.warn({ event: "portal.user_unknown", portalId: connection.portalId, error: toSyncError(error) });
    return null;
  }
}
