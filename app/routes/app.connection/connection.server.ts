import type { Container } from "#app/container.server.ts";
import { authorizedScopes } from "#app/hubspot/granted-scopes.ts";
import { hubspotUrl } from "#app/routes/app/vendor-urls.server.ts";
import { issueConnectTicket } from "#app/services/connect-hubspot.ts";
import { listFeatures } from "#app/services/list-features.ts";
import type { ActiveConnection } from "#app/store/connections.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Invitation } from "#app/store/invitations.server.ts";
import { listInvitations } from "#app/store/invitations.server.ts";
import { listPrivacyRequests } from "#app/store/privacy.server.ts";
import { storesOfPortal } from "#app/store/stores-of-portal.server.ts";
import type { ConnectionFacts, ConnectionModel, InvitationFacts, PrivacyFacts } from "./connection-model.ts";

type Deps = Pick<Container, "db" | "env" | "clock">;
type Who = { readonly shop: string; readonly userId: string };

const shownInvitations = 5;

/** The read model of the connection screen, with a fresh ticket for the link to HubSpot. */
export async function loadConnection(container: Deps, who: Who): Promise<ConnectionModel> {
  const { db, clock } = container;
  const connection = await activeConnection(db, who.shop);
  const [requests, stores, invitations] = await Promise.all([
    listPrivacyRequests(db, who.shop),
    connection ? storesOfPortal(db, connection) : [],
    connection ? listInvitations(db, connection, shownInvitations) : [],
  ]);
  const ticket = issueConnectTicket(container, who);
  const granted = connection?.portal.scopes ?? [];
  return {
    authorizeUrl: `/hubspot/authorize?${new URLSearchParams({ ticket })}`,
    scopes: { ...authorizedScopes, granted },
    features: listFeatures(granted),
    stores: stores.map(({ domain, name, connectedAt, invitedBy, syncsOn }) => ({
      ...{ domain, name, syncsOn, connectedAt: connectedAt.toISOString() },
      ...{ isThis: domain === who.shop, isInvited: invitedBy === who.shop },
    })),
    invitations: invitations.map((invitation) => toInvitation(invitation, clock.now())),
    privacy: requests.map(
      ({ id, kind, customerId, receivedAt, doneAt, hasResult }): PrivacyFacts => ({
        id,
        kind,
        customerId,
        receivedAt: receivedAt.toISOString(),
        doneAt: doneAt?.toISOString() ?? null,
        hasFile: hasResult,
      }),
    ),
    connection: connection && toFacts(connection, who),
  };
}

function toFacts(
  { portalId, portal, connectedAt, connectedBy, invitedBy }: ActiveConnection,
  who: Who,
): ConnectionFacts {
  const { hubDomain, reconnectReason, dataHostingLocation, accountType, timeZone, currency } = portal;
  const staff = connectedBy === who.userId ? "you" : "staff";
  return {
    ...{ portalId, hubDomain, reconnectReason, accountType, timeZone, currency, invitedBy },
    status: portal.status === "connected" ? "connected" : "reconnect",
    region: dataHostingLocation,
    connectedAt: connectedAt.toISOString(),
    connectedBy: connectedBy ? staff : null,
    hubspotUrl: hubspotUrl(portal, "/"),
  };
}

function toInvitation({ id, createdAt, expiresAt, acceptedShop, ...at }: Invitation, now: Date): InvitationFacts {
  const over = expiresAt <= now ? "expired" : "open";
  const state = at.acceptedAt ? "accepted" : at.revokedAt ? "revoked" : over;
  return { id, acceptedShop, state, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
