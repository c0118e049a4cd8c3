/** A marketing subscription type of a portal. */
export interface SubscriptionTypeSeed {
  id: number;
  name: string;
  description?: string;
}

/** A record that exists from the start; `key` is how the seed's associations name it. */
export interface RecordSeed {
  /** The plural name: `companies`. */
  object: string;
  key?: string;
  properties: Record<string, string>;
}

/** Two of the seed's records; without a type by the unlabelled association. */
export interface AssociationSeed {
  from: string;
  to: string;
  /** A label of HubSpot's own, from `from`'s side. */
  typeId?: number;
}

/** A pipeline besides the standard one; ids default to numbers, stages stand in their order. */
export interface PipelineSeed {
  id?: string;
  label: string;
  /** `state` for orders (default OPEN), `probability` ("0.0" to "1.0") for deals. */
  stages: { id?: string; label: string; state?: "OPEN" | "CLOSED"; probability?: string }[];
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
  /** Records of any kind that exist from the start, in this order; no webhooks either. */
  records?: RecordSeed[];
  associations?: AssociationSeed[];
  /** By plural name of the objects: `orders`, `deals`. */
  pipelines?: Record<string, PipelineSeed[]>;
  /** How many pipelines the tier allows, by plural name; many by default. */
  pipelineLimits?: Record<string, number>;
  /** Plural names of objects that this account does not have: their paths are unknown to it. */
  missingObjects?: string[];
  /** How many active records the tier allows, by plural name: `{ products: 100 }`. */
  recordLimits?: Record<string, number>;
  /** Whether carts can be associated with companies; on, though no document says so. */
  associatesCartsWithCompanies?: boolean;
  /** How much of the account's currency one unit of another is worth; 1 by default. */
  exchangeRates?: Record<string, number>;
  owners?: string[];
  subscriptionTypes?: SubscriptionTypeSeed[];
  /** Scopes this portal's tier cannot grant. */
  missingScopes?: string[];
  /** Admin-set rules by plural name of the objects, enforced on creates from version 2026-09 on. */
  requiredOnCreate?: Record<string, string[]>;
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
