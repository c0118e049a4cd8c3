/** What the connection screen shows. Instants are ISO 8601. */
export interface ConnectionModel {
  readonly connection: ConnectionFacts | null;
  /** carries a signed ticket that lives ten minutes */
  readonly authorizeUrl: string;
  readonly scopes: ScopeLists;
  /** newest first */
  readonly privacy: readonly PrivacyFacts[];
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
  readonly timeZone: string | null;
  readonly currency: string | null;
  readonly hubspotUrl: string;
}

export interface ScopeLists {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly granted: readonly string[];
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
