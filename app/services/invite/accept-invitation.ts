import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection, closeConnection, openConnection } from "#app/store/connections.server.ts";
import { claimInvitation, releaseInvitation } from "#app/store/invitations.server.ts";
import type { SettleDeps } from "../settle-connection.ts";
import { settleConnection } from "../settle-connection.ts";
import type { InviteDeps } from "./create-invitation.ts";
import type { InvitationKey } from "./invitation-token.ts";
import type { ReadInvitation } from "./read-invitation.ts";
import { readInvitation } from "./read-invitation.ts";

export type AcceptDeps = InviteDeps & SettleDeps;

export type AcceptedInvitation =
  | { readonly kind: "connected"; readonly portalId: string; readonly problems: readonly string[] }
  /** the account on the screen is not the one the invitation leads to now */
  | { readonly kind: "changed" }
  /** a shop cannot invite itself */
  | { readonly kind: "own" }
  | { readonly kind: "already_here" | "connected_elsewhere" }
  | { readonly kind: Exclude<ReadInvitation["kind"], "open"> };

export interface Acceptance {
  /** who accepts: a member of the shop's staff, in the shop's own admin */
  readonly shop: string;
  readonly userId: string;
  readonly token: string;
  /** the account that was shown to the person who agreed */
  readonly portalId: string;
}

/**
 * Connects a shop with the HubSpot account of the shop that invited it, through the access that account has granted already. Why no second
 * authorisation: docs/decisions/021-invitations.md. The invitation is used up before anything else happens, and given back if nothing does.
 */
export async function acceptInvitation(deps: AcceptDeps, acceptance: Acceptance): Promise<AcceptedInvitation> {
  const { shop, portalId } = acceptance;
  const read = await readInvitation(deps, acceptance.token);
  const refused = await refuse(deps, acceptance, read);
  if (refused) return refused;
  if (read.kind !== "open") return read;
  const claim = { nonceHash: read.key.nonceHash, acceptedShop: shop };
  if (!(await claimInvitation(deps.db, read.key.shop, claim, deps.clock.now()))) return { kind: "used" };
  try {
    const connected = await connect(deps, acceptance, read.key);
    if (connected.kind !== "connected") await releaseInvitation(deps.db, read.key.shop, read.key.nonceHash);
    return connected;
  } catch (error) {
    const stands = (await activeConnection(deps.db, shop))?.portalId === portalId;
    if (!stands) await releaseInvitation(deps.db, read.key.shop, read.key.nonceHash);
    throw error;
  }
}

async function refuse(
  { db }: AcceptDeps,
  { shop, portalId }: Acceptance,
  read: ReadInvitation,
): Promise<AcceptedInvitation | null> {
  if (read.kind !== "open") return { kind: read.kind };
  if (read.key.shop === shop) return { kind: "own" };
  if (read.offer.portalId !== portalId) return { kind: "changed" };
  const active = await activeConnection(db, shop);
  if (active) return { kind: active.portalId === portalId ? "already_here" : "connected_elsewhere" };
  return null;
}

async function connect(
  deps: AcceptDeps,
  { shop, userId, portalId }: Acceptance,
  { shop: inviter }: InvitationKey,
): Promise<AcceptedInvitation> {
  const { db } = deps;
  const opened = await openConnection(db, { shop, portalId, connectedBy: userId, invitedBy: inviter });
  if (opened.kind === "already_connected") return { kind: "connected_elsewhere" };
  // The account may have been left while this shop was agreeing: then there is no access to share.
  const active = await activeConnection(db, shop);
  if (active?.portal.status !== "connected") {
    await closeConnection(db, shop);
    return { kind: "withdrawn" };
  }
  const details = { portalId, store: shop };
  await recordActivity(db, { shop: inviter, kind: "invitation.accepted", details });
  const problems = await settleConnection(deps, opened.connection, {
    ...{ userId, kind: "connection.opened", compare: opened.revived, details: { invitedBy: inviter } },
    dataHostingLocation: active.portal.dataHostingLocation,
  });
  return { kind: "connected", portalId, problems };
}
