import { onTestFinished } from "vitest";
import type { AppDefinition } from "#sandbox/hubspot/app-definition.ts";
import { toAppDefinition } from "#sandbox/hubspot/app-definition.ts";
import type { HubspotOptions, HubspotStandIn } from "#sandbox/hubspot/start-hubspot.ts";
import { startHubspot } from "#sandbox/hubspot/start-hubspot.ts";

export const PORTAL = 4242424;
export const OTHER_PORTAL = 5353535;
export const CLIENT = { clientId: "test-client", clientSecret: "test-secret", appId: 990_011 };

const change = (propertyName: string) => ({
  subscriptionType: "object.propertyChange",
  objectType: "contact",
  propertyName,
  active: true,
});

/** An app of the tests' own, so that they do not depend on what the product asks for. */
export const testApp: AppDefinition = toAppDefinition(
  {
    config: {
      name: "Test App",
      auth: {
        redirectUrls: ["https://app.example/hubspot/callback"],
        requiredScopes: [
          "oauth",
          "crm.objects.contacts.read",
          "crm.objects.contacts.write",
          "crm.schemas.contacts.read",
          "crm.schemas.contacts.write",
        ],
        optionalScopes: ["communication_preferences.read_write"],
      },
    },
  },
  {
    config: {
      settings: { targetUrl: "https://app.example/webhooks/hubspot?from=hubspot", maxConcurrentRequests: 2 },
      subscriptions: {
        crmObjects: [
          { subscriptionType: "object.creation", objectType: "contact" },
          { subscriptionType: "object.deletion", objectType: "contact" },
          { subscriptionType: "object.merge", objectType: "contact" },
          { subscriptionType: "object.restore", objectType: "contact" },
          { subscriptionType: "object.restore", objectType: "contact", active: false },
          change("email"),
          change("firstname"),
          change("hs_email_optout"),
        ],
        legacyCrmObjects: [],
        hubEvents: [{ subscriptionType: "contact.privacyDeletion" }],
      },
    },
  },
);

/** The fields of bodies that tests look into; the rest is compared as a whole. */
export interface Body {
  [field: string]: unknown;
  id: string;
  properties: Record<string, string | null>;
  results: Body[];
  errors: Body[];
  message: string;
  category: string;
  paging?: { next: { after: string; link?: string } };
}

interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

export type Call = (method: string, path: string, body?: unknown, token?: string) => Promise<Answer>;

export interface TestHubspot extends HubspotStandIn {
  /** An API request with the token of the first portal, or another. */
  call: Call;
  /** A request of a person's browser: form fields, redirects not followed. */
  visit: (
    method: string,
    path: string,
    form?: Record<string, string>,
  ) => Promise<{ status: number; location: string; text: string }>;
  token: string;
}

/** Starts a stand-in with one installed portal and stops it after the test. */
export async function startTestHubspot(options: Partial<HubspotOptions> = {}): Promise<TestHubspot> {
  const hubspot = await startHubspot({
    ...CLIENT,
    app: testApp,
    appOrigin: "http://127.0.0.1:9",
    portals: [{ id: PORTAL, name: "Test Portal" }, { id: OTHER_PORTAL }],
    ...options,
  });
  onTestFinished(() => hubspot.close());
  const token = hubspot.issueTokens(PORTAL).accessToken;

  const call: Call = async (method, path, body, bearer = token) => {
    const response = await fetch(hubspot.origin + path, {
      method,
      headers: {
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text };
  };

  const visit: TestHubspot["visit"] = async (method, path, form) => {
    const response = await fetch(hubspot.origin + path, {
      method,
      redirect: "manual",
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    return { status: response.status, location: response.headers.get("location") ?? "", text: await response.text() };
  };

  return { ...hubspot, call, visit, token };
}
