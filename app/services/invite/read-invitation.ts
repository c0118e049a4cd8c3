import { activeConnection } from "#app/store/connections.server.ts";
import { findInvitation } from "#app/store/invitations.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { InviteDeps } from "./create-invitation.ts";
import type { InvitationKey } from "./invitation-token.ts";
import { readInvitationToken } from "./invitation-token.ts";

/** What an invitation offers: the account that a shop would send its data to. */
interface InvitationOffer {
  readonly invitedBy: { readonly domain: string; readonly name: string | null };
  readonly portalId: string;
  readonly hubDomain: string | null;
  readonly expiresAt: Date;
}

export type ReadInvitation =
  | { readonly kind: "open"; readonly key: InvitationKey; readonly offer: InvitationOffer }
  /** `withdrawn`: revoked, or the shop that made it is not connected with that account any more, or has to reconnect itself */
  | { readonly kind: "unknown" | "expired" | "used" | "withdrawn" };

/**
 * Says what has become of an invitation. The signed token names the shop that made it, and that shop's one row is read: nobody sees another
 * shop's anything without a link that this shop handed out.
 */
export async function readInvitation(deps: InviteDeps, text: string): Promise<ReadInvitation> {
  const { db, clock } = deps;
  const key = readInvitationToken(deps, text);
  const found = key && (await findInvitation(db, key.shop, { nonceHash: key.nonceHash }));
  if (!key || !found) return { kind: "unknown" };
  if (found.acceptedAt) return { kind: "used" };
  if (found.revokedAt) return { kind: "withdrawn" };
  if (found.expiresAt <= clock.now()) return { kind: "expired" };
  const connection = await activeConnection(db, key.shop);
  if (connection?.portalId !== found.portalId || connection.portal.status !== "connected") return { kind: "withdrawn" };
  const inviter = await findShop(db, key.shop);
  const { portalId, portal } = connection;
  const invitedBy = { domain: key.shop, name: inviter?.name ?? null };
  return { kind: "open", key, offer: { invitedBy, portalId, hubDomain: portal.hubDomain, expiresAt: found.expiresAt } };
}
