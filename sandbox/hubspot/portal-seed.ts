/** A marketing subscription type of a portal. */
export interface SubscriptionTypeSeed {
  id: number;
  name: string;
  description?: string;
}

/** What a portal looks like at the start; everything but the id has a default. */
export interface PortalSeed {
  id: number;
  name?: string;
  domain?: string;
  timeZone?: string;
  currency?: string;
  additionalCurrencies?: string[];
  uiDomain?: string;
  dataHostingLocation?: string;
  accountType?: "STANDARD" | "DEVELOPER_TEST" | "SANDBOX" | "APP_DEVELOPER";
  /** Property values of contacts that exist from the start; they cause no webhooks. */
  contacts?: Record<string, string>[];
  owners?: string[];
  subscriptionTypes?: SubscriptionTypeSeed[];
  /** Scopes this portal's tier cannot grant. */
  missingScopes?: string[];
  /** Admin-set rule, enforced on creates from version 2026-09 on. */
  requiredOnCreate?: string[];
  /** Names of properties that an asset uses: they cannot be archived. */
  propertiesInUse?: string[];
  /** With data privacy on, a subscription change must name its legal basis. */
  dataPrivacy?: boolean;
  /** Whether the API may subscribe somebody again who opted out; off, as HubSpot's guide warns. */
  allowResubscribe?: boolean;
  /** Requests per rolling ten seconds, if not 110. */
  rateLimit?: number;
  /** Whether merging gives the result an id of its own; on, as for contacts since 2025. */
  mergeMakesNewId?: boolean;
}
