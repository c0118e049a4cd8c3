import type { Progress } from "#app/components/progress.ts";
import type { Feature } from "#app/services/list-features.ts";

/** What the connection screen shows. Instants are ISO 8601. */
export interface ConnectionModel {
  readonly connection: ConnectionFacts | null;
  /** carries a signed ticket that lives ten minutes */
  readonly authorizeUrl: string;
  readonly scopes: ScopeLists;
  readonly features: readonly Feature[];
  /** of the same HubSpot account, this one among them; the longest connected first */
  readonly stores: readonly StoreFacts[];
  /** newest first */
  readonly invitations: readonly InvitationFacts[];
  /** newest first */
  readonly privacy: readonly PrivacyFacts[];
}

export interface StoreFacts {
  readonly domain: string;
  readonly name: string | null;
  readonly connectedAt: string;
  readonly syncsOn: number;
  readonly isThis: boolean;
  /** this shop's invitation opened its connection, so this shop may end it */
  readonly isInvited: boolean;
}

export interface InvitationFacts {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly state: "open" | "accepted" | "revoked" | "expired";
  readonly acceptedShop: string | null;
}

/** A request that a customer made and Shopify passed on. */
export interface PrivacyFacts {
  readonly id: string;
  readonly kind: "customers_data_request" | "customers_redact";
  /** null once the customer was erased */
  readonly customerId: string | null;
  readonly receivedAt: string;
  readonly doneAt: string | null;
  /** there is a file to hand on */
  readonly hasFile: boolean;
}

export interface ConnectionFacts {
  readonly portalId: string;
  readonly hubDomain: string | null;
  readonly status: "connected" | "reconnect";
  /** why HubSpot has to be connected again, as a code; null when it does not, or nobody knows */
  readonly reconnectReason: string | null;
  readonly connectedAt: string;
  /** who of the shop's staff did it; null when it is not known */
  readonly connectedBy: "you" | "staff" | null;
  /** the shop whose invitation opened it */
  readonly invitedBy: string | null;
  /** as HubSpot names its data centres: `na1`, `eu1` */
  readonly region: string | null;
  /** as HubSpot says: STANDARD, DEVELOPER_TEST, SANDBOX, APP_DEVELOPER */
  readonly accountType: string | null;
  readonly timeZone: string | null;
  readonly currency: string | null;
  readonly hubspotUrl: string;
}

export interface ScopeLists {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly granted: readonly string[];
}

/** An invitation's link that was just made: it is shown this once. */
export interface MadeInvitation {
  readonly id: string;
  readonly link: string;
  readonly expiresAt: string;
}

export type ConnectionIntent = "disconnect" | "invite" | "revoke" | "disconnect_store";

/** What could not be done, and why as a code. */
export interface ConnectionFailure {
  readonly intent: ConnectionIntent;
  readonly code: string;
}

/** What came of a button. */
export type ConnectionChange =
  | { readonly done: "disconnected" | "store_disconnected" }
  | { readonly done: "revoked"; readonly id: string }
  | ({ readonly done: "invited" } & MadeInvitation)
  /** the page was old: what it shows has changed meanwhile */
  | { readonly done: "failed"; readonly code: "not_connected" | "too_many" | "not_open" | "not_invited" | "malformed" };

/** @returns the link to show after this answer: it stays until its own invitation is good for nothing. */
export function linkAfter(made: MadeInvitation | null, change: ConnectionChange): MadeInvitation | null {
  switch (change.done) {
    case "invited":
      return { id: change.id, link: change.link, expiresAt: change.expiresAt };
    case "revoked":
      return made?.id === change.id ? null : made;
    case "disconnected":
      return null;
    default:
      return made;
  }
}

/** @returns what an authorisation at HubSpot changes, to be compared: whether HubSpot is connected, and what it granted in any order. */
export function standingOf({ connected, scopes = [] }: Pick<Progress, "connected" | "scopes">): string {
  return [connected, ...[...scopes].sort()].join(" ");
}

/** @returns each permission we ask for with whether HubSpot granted it; `oauth` says nothing to a merchant. */
export function describeScopes({ required, optional, granted }: ScopeLists) {
  const describe = (scope: string, isOptional: boolean) => ({
    scope,
    // i18next reads dots as levels
    key: scope.replaceAll(".", "_"),
    optional: isOptional,
    granted: granted.includes(scope),
  });
  return [
    ...required.filter((scope) => scope !== "oauth").map((scope) => describe(scope, false)),
    ...optional.map((scope) => describe(scope, true)),
  ];
}
