import { randomBytes } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import type { Dispatcher } from "undici";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import { openHubspot } from "#app/hubspot/open-hubspot.ts";
import { createHashValue } from "#app/lib/hash-value.ts";
import { createLog } from "#app/lib/log.ts";
import type { OpenedVendors } from "#app/services/create-vendors.ts";
import { createVendors } from "#app/services/create-vendors.ts";
import { openConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { savePortal } from "#app/store/portals.server.ts";
import { recordInstall } from "#app/store/shops.server.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { Clock } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Clock as StandInClock } from "#sandbox/http/clock.ts";
import type { HubspotOptions, HubspotStandIn } from "#sandbox/hubspot/start-hubspot.ts";
import { startHubspot } from "#sandbox/hubspot/start-hubspot.ts";
import { routeOutbound } from "#sandbox/route-outbound.ts";
import type { ShopifyOptions, ShopifyStandIn } from "#sandbox/shopify/start-shopify.ts";
import { startShopify } from "#sandbox/shopify/start-shopify.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import { createShopState } from "#sandbox/shopify/state.ts";
import { testCipher } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

export const testEnv = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "shopify-secret",
  SHOPIFY_APP_URL: "https://app.example.test",
  HUBSPOT_CLIENT_ID: "client",
  HUBSPOT_CLIENT_SECRET: "hubspot-secret",
  HUBSPOT_REQUESTS_PER_10S: 110,
  TANDEM_HASH_SECRET: randomBytes(24).toString("hex"),
} as const;

export const PORTAL = 4_242_424;

export interface Adapters extends OpenedVendors {
  readonly db: Db;
  readonly clock: Clock;
  /** both stand-ins' time, and the app's */
  readonly time: StandInClock;
  readonly shopify: ShopifyStandIn;
  readonly hubspotStandIn: HubspotStandIn;
  readonly shop: ShopState;
  readonly connection: Connection;
  /** a client of the vendors that remembers nothing, as another process would be */
  reopen(): OpenedVendors;
  /** HubSpot's ports for other definitions than the product's, with nothing remembered */
  openHubspot(definitionOf: (object: ObjectKey) => SyncObjectDefinition): HubspotPorts;
}

export interface AdapterOptions {
  readonly hubspot?: Partial<HubspotOptions>;
  readonly shopify?: Partial<ShopifyOptions>;
  readonly timeoutMs?: number;
  /** domains of further shops, which nobody has installed the app on */
  readonly otherShops?: readonly string[];
}

export const testHash = createHashValue(testEnv.TANDEM_HASH_SECRET);
export const testLog = createLog({ level: "silent", name: "test" });
export { testCipher };

/** The app's adapters against both stand-ins over HTTP and a database of their own, with one shop installed and connected. */
export function withAdapters(options: AdapterOptions = {}): Adapters {
  const database = withDatabase();
  let opened: Adapters | undefined;
  let before: Dispatcher | undefined;
  let close = async () => {};

  beforeAll(async () => {
    before = getGlobalDispatcher();
    const started = await start(database.db, options);
    opened = started.adapters;
    close = started.close;
  });
  beforeEach(() => {
    opened?.shopify.faults.clear();
    opened?.hubspotStandIn.faults.clear();
  });
  afterAll(async () => {
    if (before) setGlobalDispatcher(before);
    await close();
  });
  return new Proxy({} as Adapters, {
    get: (_, name: keyof Adapters) => {
      if (!opened) throw new Error("The adapters are there from beforeAll on.");
      return opened[name];
    },
  });
}

async function start(db: Db, options: AdapterOptions): Promise<{ adapters: Adapters; close: () => Promise<void> }> {
  const domain = `shop-${randomBytes(4).toString("hex")}.myshopify.com`;
  const hubspotStandIn = await startHubspot({
    clientId: testEnv.HUBSPOT_CLIENT_ID,
    clientSecret: testEnv.HUBSPOT_CLIENT_SECRET,
    appId: 7,
    appOrigin: "http://127.0.0.1:9",
    redirectUris: [`${testEnv.SHOPIFY_APP_URL}/hubspot/callback`],
    portals: [
      { id: PORTAL, name: "Portal" },
      { id: PORTAL + 1, name: "Other" },
    ],
    searchLagMs: 0,
    ...options.hubspot,
  });
  const time = hubspotStandIn.clock;
  const shop = createShopState({ domain, name: "Shop", now: time.now });
  const shopify = await startShopify({
    apiKey: testEnv.SHOPIFY_API_KEY,
    apiSecret: testEnv.SHOPIFY_API_SECRET,
    appOrigin: "http://127.0.0.1:9",
    shops: [
      shop,
      ...(options.otherShops ?? []).map((other) => createShopState({ domain: other, name: "Other", now: time.now })),
    ],
    clock: time,
    ...options.shopify,
  });
  routeOutbound([
    { pattern: "*.myshopify.com", origin: shopify.origin },
    { pattern: "storage.googleapis.com", origin: shopify.origin },
    { pattern: "api.hubapi.com", origin: hubspotStandIn.origin },
    { pattern: "*", origin: "http://127.0.0.1:9" },
  ]);

  const clock: Clock = { now: () => new Date(time.now()) };
  const timeout = options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs };
  const reopen = () => createVendors({ db, cipher: testCipher, env: testEnv, clock, ...timeout });
  const vendors = reopen();
  await install(db, vendors, shopify, domain, clock);
  const connection = await connect(db, hubspotStandIn, domain, clock);
  await vendors.hubspot.completeProperties(connection, "customers");
  return {
    adapters: {
      ...vendors,
      db,
      clock,
      time,
      shopify,
      hubspotStandIn,
      shop,
      connection,
      reopen,
      openHubspot: (definitionOf) =>
        openHubspot({ transport: vendors.transport, tokens: vendors.portalTokens, clock, definitionOf }),
    },
    close: async () => {
      await shopify.close();
      await hubspotStandIn.close();
    },
  };
}

/** Installs the app on the shop and stores the tokens of a token exchange, as opening the app does. */
export async function install(
  db: Db,
  { sessions }: Pick<OpenedVendors, "sessions">,
  shopify: ShopifyStandIn,
  domain: string,
  clock: Clock,
): Promise<void> {
  shopify.install(domain);
  const answer = await fetch(`https://${domain}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: testEnv.SHOPIFY_API_KEY,
      client_secret: testEnv.SHOPIFY_API_SECRET,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: shopify.idToken(domain),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
    }),
  });
  const tokens = (await answer.json()) as {
    access_token: string;
    expires_in: number;
    refresh_token: string;
    scope: string;
  };
  await recordInstall(db, { domain, scopes: tokens.scope.split(",") });
  await sessions.storeSession(
    new Session({
      id: `offline_${domain}`,
      shop: domain,
      state: "",
      isOnline: false,
      scope: tokens.scope,
      accessToken: tokens.access_token,
      expires: new Date(clock.now().getTime() + tokens.expires_in * 1000),
      refreshToken: tokens.refresh_token,
    }),
  );
}

async function connect(db: Db, hubspot: HubspotStandIn, shop: string, clock: Clock): Promise<Connection> {
  const tokens = hubspot.issueTokens(PORTAL);
  await savePortal(db, testCipher, {
    id: String(PORTAL),
    timeZone: "America/New_York",
    tokens: {
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      expiresAt: new Date(clock.now().getTime() + 1_800_000),
      scopes: tokens.grant.scopes,
    },
  });
  const opened = await openConnection(db, { shop, portalId: String(PORTAL) });
  return opened.connection;
}
