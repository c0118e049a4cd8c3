import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { storesOfPortal } from "#app/store/stores-of-portal.server.ts";
import type { DisconnectDeps } from "../disconnect-hubspot.ts";
import { disconnectHubspot } from "../disconnect-hubspot.ts";

/**
 * The shop that invited another ends that one's connection with its HubSpot account, as when the link came into the wrong hands. Only while
 * both are on that account, and only a connection which that invitation opened: one that HubSpot authorised is the other shop's own matter.
 */
export async function disconnectInvited(
  deps: DisconnectDeps,
  { shop, userId, store }: { readonly shop: string; readonly userId: string; readonly store: string },
): Promise<"disconnected" | "not_invited"> {
  const own = await activeConnection(deps.db, shop);
  const stores = own ? await storesOfPortal(deps.db, own) : [];
  const isInvited = stores.some(({ domain, invitedBy }) => domain === store && invitedBy === shop);
  if (!own || !isInvited) return "not_invited";
  await disconnectHubspot(deps, { shop: store, closedBy: shop });
  await recordActivity(deps.db, {
    ...{ shop, connectionId: own.id, kind: "invited.disconnected", actor: userId },
    details: { portalId: own.portalId, store },
  });
  return "disconnected";
}
