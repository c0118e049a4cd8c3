import { readFileSync } from "node:fs";

export interface WebhookSubscription {
  id: number;
  subscriptionType: string;
  /** What follows the dot in the type: propertyChange, creation, … */
  kind: string;
  /** Type id (0-1); absent for hub events. */
  objectTypeId?: string;
  propertyName?: string;
}

/** What `hs project upload` would have told HubSpot about the app. */
export interface AppDefinition {
  name: string;
  redirectUrls: string[];
  requiredScopes: string[];
  optionalScopes: string[];
  conditionallyRequiredScopes: string[];
  /** Path and query of the webhook target. */
  webhookPath: string;
  maxConcurrentRequests: number;
  subscriptions: WebhookSubscription[];
}

interface AppFile {
  config?: {
    name?: string;
    auth?: {
      redirectUrls?: string[];
      requiredScopes?: string[];
      optionalScopes?: string[];
      conditionallyRequiredScopes?: string[];
    };
  };
}

interface SubscriptionEntry {
  subscriptionType: string;
  objectType?: string;
  propertyName?: string;
  active?: boolean;
}

interface WebhooksFile {
  config?: {
    settings?: { targetUrl?: string; maxConcurrentRequests?: number };
    subscriptions?: Record<"crmObjects" | "legacyCrmObjects" | "hubEvents", SubscriptionEntry[] | undefined>;
  };
}

const TYPE_IDS: Record<string, string> = {
  contact: "0-1",
  company: "0-2",
  deal: "0-3",
  product: "0-7",
  line_item: "0-8",
  order: "0-123",
  cart: "0-142",
};

function readJsonFile(url: URL): unknown {
  return JSON.parse(readFileSync(url, "utf8"));
}

function toSubscription(entry: SubscriptionEntry, index: number): WebhookSubscription {
  const objectTypeId = entry.objectType === undefined ? undefined : (TYPE_IDS[entry.objectType] ?? entry.objectType);
  return {
    id: 3_000_001 + index,
    subscriptionType: entry.subscriptionType,
    kind: entry.subscriptionType.split(".")[1] ?? "",
    ...(objectTypeId === undefined ? {} : { objectTypeId }),
    ...(entry.propertyName === undefined ? {} : { propertyName: entry.propertyName }),
  };
}

/** Makes the definition out of the two files' contents. */
export function toAppDefinition(app: AppFile, webhooks: WebhooksFile): AppDefinition {
  const auth = app.config?.auth ?? {};
  const settings = webhooks.config?.settings ?? {};
  const target = new URL(settings.targetUrl ?? "/webhooks/hubspot", "https://app.example");
  const { crmObjects = [], legacyCrmObjects = [], hubEvents = [] } = webhooks.config?.subscriptions ?? {};
  return {
    name: app.config?.name ?? "App",
    redirectUrls: auth.redirectUrls ?? [],
    requiredScopes: auth.requiredScopes ?? [],
    optionalScopes: auth.optionalScopes ?? [],
    conditionallyRequiredScopes: auth.conditionallyRequiredScopes ?? [],
    webhookPath: target.pathname + target.search,
    maxConcurrentRequests: settings.maxConcurrentRequests ?? 10,
    subscriptions: [...crmObjects, ...legacyCrmObjects, ...hubEvents]
      .filter((entry) => entry.active !== false)
      .map(toSubscription),
  };
}

/** Reads `hubspot/src/app` of the project, as HubSpot was given it by the last upload. */
export function readAppDefinition(root = new URL("../../hubspot/src/app/", import.meta.url)): AppDefinition {
  return toAppDefinition(
    readJsonFile(new URL("app-hsmeta.json", root)) as AppFile,
    readJsonFile(new URL("webhooks/webhooks-hsmeta.json", root)) as WebhooksFile,
  );
}
