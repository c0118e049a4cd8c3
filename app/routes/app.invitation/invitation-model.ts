import type { AcceptedInvitation } from "#app/services/invite/accept-invitation.ts";

/** What the page says of an invitation, to this shop. */
export interface InvitationModel {
  readonly state: "open" | Exclude<AcceptedInvitation["kind"], "connected" | "changed">;
  /** there for an open one */
  readonly offer: {
    readonly inviterDomain: string;
    readonly inviterName: string | null;
    readonly portalId: string;
    readonly hubDomain: string | null;
    readonly expiresAt: string;
  } | null;
  readonly shop: string;
}
