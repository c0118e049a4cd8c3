import type { Container } from "#app/container.server.ts";
import { readInvitation } from "#app/services/invite/read-invitation.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { InvitationModel } from "./invitation-model.ts";

/** The read model of the invitation's page. Nothing is done by opening it. */
export async function loadInvitation(container: Container, shop: string, token: string): Promise<InvitationModel> {
  const read = await readInvitation(container, token);
  if (read.kind !== "open") return { state: read.kind, offer: null, shop };
  const { invitedBy, portalId, hubDomain, expiresAt } = read.offer;
  const offer = {
    ...{ portalId, hubDomain, inviterDomain: invitedBy.domain, inviterName: invitedBy.name },
    expiresAt: expiresAt.toISOString(),
  };
  if (invitedBy.domain === shop) return { state: "own", offer, shop };
  const active = await activeConnection(container.db, shop);
  if (active) return { state: active.portalId === portalId ? "already_here" : "connected_elsewhere", offer, shop };
  return { state: "open", offer, shop };
}
