import type { Container } from "#app/container.server.ts";
import { authorizedScopes } from "#app/hubspot/granted-scopes.ts";
import { hubspotUrl } from "#app/routes/app/vendor-urls.server.ts";
import { issueConnectTicket } from "#app/services/connect-hubspot.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { listPrivacyRequests } from "#app/store/privacy.server.ts";
import type { ConnectionModel, PrivacyFacts } from "./connection-model.ts";

/** The read model of the connection screen, with a fresh ticket for the link to HubSpot. */
export async function loadConnection(
  container: Pick<Container, "db" | "env" | "clock">,
  who: { shop: string; userId: string },
): Promise<ConnectionModel> {
  const connection = await activeConnection(container.db, who.shop);
  const requests = await listPrivacyRequests(container.db, who.shop);
  const ticket = issueConnectTicket(container, who);
  return {
    authorizeUrl: `/hubspot/authorize?${new URLSearchParams({ ticket })}`,
    scopes: { ...authorizedScopes, granted: connection?.portal.scopes ?? [] },
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
    connection: connection && {
      portalId: connection.portalId,
      hubDomain: connection.portal.hubDomain,
      status: connection.portal.status === "connected" ? "connected" : "reconnect",
      reconnectReason: connection.portal.reconnectReason,
      connectedAt: connection.connectedAt.toISOString(),
      timeZone: connection.portal.timeZone,
      currency: connection.portal.currency,
      hubspotUrl: hubspotUrl(connection.portal, "/"),
    },
  };
}
