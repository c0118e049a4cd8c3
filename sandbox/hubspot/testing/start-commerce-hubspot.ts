import type { AppDefinition } from "#sandbox/hubspot/app-definition.ts";
import { toAppDefinition } from "#sandbox/hubspot/app-definition.ts";
import type { HubspotOptions } from "#sandbox/hubspot/start-hubspot.ts";
import type { TestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import { startTestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const OBJECTS = ["contacts", "companies", "deals", "orders", "carts", "line_items", "products"];
const SCHEMAS = ["contacts", "companies", "deals", "orders", "carts"];
const KINDS = ["contact", "company", "deal", "order", "cart", "line_item", "product"];
const EVENTS = ["creation", "deletion", "associationChange", "merge", "restore"];
const PROPERTIES: [string, string][] = [
  ["company", "name"],
  ["order", "hs_pipeline_stage"],
  ["product", "price"],
  ["line_item", "amount"],
];

/** An app of the tests' own that may see and hear everything a shop's integration needs. */
export const commerceApp: AppDefinition = toAppDefinition(
  {
    config: {
      name: "Commerce App",
      auth: {
        redirectUrls: ["https://app.example/hubspot/callback"],
        requiredScopes: [
          "oauth",
          "e-commerce",
          "crm.pipelines.orders.read",
          "crm.pipelines.orders.write",
          ...OBJECTS.flatMap((name) => [`crm.objects.${name}.read`, `crm.objects.${name}.write`]),
          ...SCHEMAS.flatMap((name) => [`crm.schemas.${name}.read`, `crm.schemas.${name}.write`]),
        ],
      },
    },
  },
  {
    config: {
      settings: { targetUrl: "https://app.example/webhooks/hubspot", maxConcurrentRequests: 2 },
      subscriptions: {
        crmObjects: [
          ...KINDS.flatMap((objectType) =>
            EVENTS.map((event) => ({ subscriptionType: `object.${event}`, objectType, active: true })),
          ),
          ...PROPERTIES.map(([objectType, propertyName]) => ({
            subscriptionType: "object.propertyChange",
            objectType,
            propertyName,
            active: true,
          })),
        ],
        legacyCrmObjects: [],
        hubEvents: [],
      },
    },
  },
);

/** Starts a stand-in whose app may do everything with the objects of a shop, and stops it after the test. */
export function startCommerceHubspot(options: Partial<HubspotOptions> = {}): Promise<TestHubspot> {
  return startTestHubspot({ app: commerceApp, ...options });
}
