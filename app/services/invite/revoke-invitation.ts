import { recordActivity } from "#app/store/activity.server.ts";
import { revokeInvitation as revoke } from "#app/store/invitations.server.ts";
import type { InviteDeps } from "./create-invitation.ts";

/** The invitation's link leads nowhere afterwards; one that was accepted, has expired or was revoked stays as it is. */
export async function revokeInvitation(
  { db, clock }: Pick<InviteDeps, "db" | "clock">,
  { shop, userId, id }: { readonly shop: string; readonly userId: string; readonly id: string },
): Promise<"revoked" | "not_open"> {
  if (!(await revoke(db, shop, id, clock.now()))) return "not_open";
  await recordActivity(db, { shop, kind: "invitation.revoked", actor: userId, details: { invitation: id } });
  return "revoked";
}
