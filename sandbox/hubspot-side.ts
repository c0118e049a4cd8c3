import { agreeUntil, createHttpBrowser, readHeading } from "./admin/http-browser.ts";
import { startProxy } from "./admin/proxy.ts";
import { readAppDefinition } from "./hubspot/app-definition.ts";
import type { PortalSeed } from "./hubspot/portal-seed.ts";
import type { HubspotStandIn } from "./hubspot/start-hubspot.ts";
import { startHubspot } from "./hubspot/start-hubspot.ts";
import type { ClientFacts } from "./start-sandbox.ts";

/** HubSpot's side of a sandbox: our stand-in, or somebody else's that runs already. */
export interface HubspotSide {
  origin: string;
  /** Where the app's API calls go: the same, or a pass that counts them. */
  apiOrigin: string;
  crmUrl: string;
  standIn: HubspotStandIn | undefined;
  isIdle(): Promise<boolean>;
  requestTotal(): Promise<number>;
  /** How many records of an object the (first) portal has. */
  count(object: string): Promise<number>;
  accessToken(): Promise<string>;
  close(): Promise<void>;
}

export interface HubspotSideOptions {
  port?: number;
  client: ClientFacts;
  /** Where webhooks go. */
  appOrigin: string;
  /** Where browsers return to after consent; the same when left out. */
  publicOrigin?: string;
  portals: PortalSeed[];
  url?: string;
  seed?: number;
  latencyMs?: number;
}

const TYPES: Record<string, { id: string; path: string }> = {
  customers: { id: "0-1", path: "contacts" },
  companies: { id: "0-2", path: "companies" },
  products: { id: "0-7", path: "products" },
  orders: { id: "0-123", path: "orders" },
  carts: { id: "0-142", path: "carts" },
};

export async function startHubspotSide(options: HubspotSideOptions): Promise<HubspotSide> {
  return options.url === undefined ? startOwn(options) : joinForeign(options, options.url.replace(/\/$/, ""));
}

async function startOwn({ client, portals, publicOrigin, ...options }: HubspotSideOptions): Promise<HubspotSide> {
  const standIn = await startHubspot({
    ...options,
    redirectUris: [...new Set([options.appOrigin, publicOrigin ?? options.appOrigin])].map(callbackAt),
    portals,
    clientId: client.HUBSPOT_CLIENT_ID,
    clientSecret: client.HUBSPOT_CLIENT_SECRET,
    appId: Number(client.HUBSPOT_APP_ID),
  });
  const portalId = portals[0]?.id ?? 0;
  return {
    origin: standIn.origin,
    apiOrigin: standIn.origin,
    crmUrl: `${standIn.origin}/contacts/${portalId}`,
    standIn,
    isIdle: async () => standIn.isIdle(),
    requestTotal: async () => standIn.log.counts().total,
    count: async (object) => standIn.portal(portalId).space(typeOf(object).id).records.count(),
    accessToken: async () => standIn.issueTokens(portalId).accessToken,
    close: standIn.close,
  };
}

const callbackAt = (origin: string): string => `${origin}/hubspot/callback`;

function typeOf(object: string): { id: string; path: string } {
  const type = TYPES[object];
  if (type === undefined) throw new Error(`The sandbox does not count ${object} in HubSpot.`);
  return type;
}

/** Somebody else's stand-in is asked only through what HubSpot documents; its control endpoint is used where it has one. */
async function joinForeign(options: HubspotSideOptions, url: string): Promise<HubspotSide> {
  let passed = 0;
  const pass = await startProxy({
    upstream: () => {
      passed += 1;
      return url;
    },
    replacements: () => [],
    adminOrigin: () => "",
  });
  let token: Promise<string> | undefined;
  const accessToken = (): Promise<string> => {
    token ??= authorize(options, url);
    return token;
  };
  return {
    origin: url,
    apiOrigin: pass.origin,
    crmUrl: `${url}/contacts`,
    standIn: undefined,
    isIdle: async () => {
      const response = await fetch(`${url}/__control/idle`);
      if (!response.ok) return true;
      const answer: unknown = await response.json();
      return !(typeof answer === "object" && answer !== null && "idle" in answer) || answer.idle === true;
    },
    requestTotal: async () => passed,
    count: async (object) => {
      const response = await fetch(`${url}/crm/v3/objects/${typeOf(object).path}/search`, {
        method: "POST",
        headers: { authorization: `Bearer ${await accessToken()}`, "content-type": "application/json" },
        body: JSON.stringify({ filterGroups: [], limit: 1 }),
      });
      if (!response.ok) throw new Error(`Counting ${object} at ${url} failed: HTTP ${response.status}.`);
      return ((await response.json()) as { total: number }).total;
    },
    accessToken,
    close: pass.close,
  };
}

/** A token of our own, by the same way the app gets its: consent, code, exchange. */
async function authorize({ client, appOrigin, publicOrigin }: HubspotSideOptions, url: string): Promise<string> {
  const definition = readAppDefinition();
  const redirectUri = callbackAt(publicOrigin ?? appOrigin);
  const start = new URL("/oauth/authorize", url);
  start.search = new URLSearchParams({
    client_id: client.HUBSPOT_CLIENT_ID,
    redirect_uri: redirectUri,
    scope: definition.requiredScopes.join(" "),
    optional_scope: definition.optionalScopes.join(" "),
    state: "sandbox",
  }).toString();
  // The app refuses the unknown state, as it should: only the code in the address is wanted.
  const last = await agreeUntil(createHttpBrowser(), start, (at) => at.href.startsWith(redirectUri));
  const code = last.url.searchParams.get("code");
  if (code === null) throw new Error(`Authorizing at ${url} failed: ${readHeading(last)}.`);
  const response = await fetch(`${url}/oauth/2026-09/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: client.HUBSPOT_CLIENT_ID,
      client_secret: client.HUBSPOT_CLIENT_SECRET,
      redirect_uri: redirectUri,
      code,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`Exchanging the code at ${url} failed: HTTP ${response.status}.`);
  return token;
}
