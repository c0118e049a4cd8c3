import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Env } from "#app/env.server.ts";
import { authorizedScopes } from "#app/hubspot/granted-scopes.ts";
import type { OauthClient } from "#app/hubspot/oauth.ts";
import { createOauthClient } from "#app/hubspot/oauth.ts";
import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import { openHubspot } from "#app/hubspot/open-hubspot.ts";
import type { PortalTokens } from "#app/hubspot/portal-tokens.ts";
import { createPortalTokens } from "#app/hubspot/portal-tokens.ts";
import type { HubspotTransport } from "#app/hubspot/transport.ts";
import { createHubspotTransport } from "#app/hubspot/transport.ts";
import type { Cipher } from "#app/lib/cipher.ts";
import type { Metrics } from "#app/lib/metrics.ts";
import { pause as realPause } from "#app/lib/pause.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { createAdminClient } from "#app/shopify/admin-client.ts";
import { openShopify } from "#app/shopify/open-shopify.ts";
import { createShopAccess } from "#app/shopify/shop-access.ts";
import { createBudgetStore } from "#app/store/budgets.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { createPortalAccessStore } from "#app/store/portal-access.server.ts";
import { createSessionStorage, withShopLock } from "#app/store/sessions.server.ts";
import type { Pause } from "#app/sync/access-ports.ts";
import type { Clock, Vendors } from "#app/sync/ports.ts";
import type { SearchVendor } from "./search-by-name.ts";

export interface VendorOptions {
  readonly db: Db;
  readonly cipher: Cipher;
  readonly env: Pick<
    Env,
    | "SHOPIFY_API_KEY"
    | "SHOPIFY_API_SECRET"
    | "SHOPIFY_APP_URL"
    | "HUBSPOT_CLIENT_ID"
    | "HUBSPOT_CLIENT_SECRET"
    | "HUBSPOT_REQUESTS_PER_10S"
  >;
  readonly clock: Clock;
  readonly metrics?: Pick<Metrics, "vendorRequests">;
  readonly pause?: Pause;
  /** how long a vendor's answer may take */
  readonly timeoutMs?: number;
}

/** Both vendors, ready for use: the engine takes `vendors`, connecting and installing take the others. */
export interface OpenedVendors {
  readonly vendors: Vendors;
  readonly sessions: SessionStorage;
  readonly admin: AdminClient;
  readonly hubspot: HubspotPorts;
  readonly oauth: OauthClient;
  readonly portalTokens: PortalTokens;
  /** Records that a vendor's own search finds by what a person typed: nothing of it is stored. */
  readonly search: SearchVendor;
  /** HubSpot's API inside the portals' budgets */
  readonly transport: HubspotTransport;
}

/** Puts the adapters together on the database's tokens and budgets. One per process. */
export function createVendors({
  db,
  cipher,
  env,
  clock,
  metrics,
  pause = realPause,
  timeoutMs,
}: VendorOptions): OpenedVendors {
  const budgets = createBudgetStore(db);
  const sessions = createSessionStorage(db, cipher);
  const count = (vendor: string) => (status: string) => metrics?.vendorRequests.inc({ vendor, status });
  const timeout = timeoutMs === undefined ? {} : { timeoutMs };

  const access = createShopAccess({
    sessions,
    alone: (shop, task) => withShopLock(db, shop, "shopify-token", task),
    apiKey: env.SHOPIFY_API_KEY,
    apiSecret: env.SHOPIFY_API_SECRET,
    clock,
  });
  const admin = createAdminClient({ access, budgets, pause, counted: count("shopify"), ...timeout });
  const shopify = openShopify({ client: admin, pause });

  const oauth = createOauthClient(
    {
      clientId: env.HUBSPOT_CLIENT_ID,
      clientSecret: env.HUBSPOT_CLIENT_SECRET,
      redirectUri: `${env.SHOPIFY_APP_URL}/hubspot/callback`,
      scopes: authorizedScopes.required,
      optionalScopes: authorizedScopes.optional,
    },
    clock,
  );
  const store = createPortalAccessStore(db, cipher);
  const portalTokens = createPortalTokens({ store, oauth, clock });
  const transport = createHubspotTransport({
    tokens: portalTokens,
    budgets,
    clock,
    pause,
    requestsPer10s: env.HUBSPOT_REQUESTS_PER_10S,
    onPaused: (portalId, until) => store.pause(portalId, until),
    counted: count("hubspot"),
    ...timeout,
  });
  const hubspot = openHubspot({ transport, tokens: portalTokens, clock });

  const vendors: Vendors = {
    records: (connection, object, side, lane, definition) =>
      side === "shopify"
        ? shopify.records(connection, object, lane, definition)
        : hubspot.records(connection, object, lane, definition),
    bulk: (connection, object, definition) => shopify.bulk(connection, object, definition),
    pages: (connection, object, definition) => hubspot.pages(connection, object, definition),
    changes: (connection, object, side, definition) =>
      side === "shopify" ? shopify.changes(connection, object) : hubspot.changes(connection, object, definition),
    consents: (connection) => hubspot.consents(connection),
    associations: (connection, lane, definitionOf) => hubspot.associations(connection, lane, definitionOf),
    archives: (connection, object, lane, definition) => hubspot.archives(connection, object, lane, definition),
  };
  const search: SearchVendor = async (connection, object, side, text, definition) => {
    if (side === "hubspot") return await hubspot.search(connection, object, text, definition);
    const ids = await shopify.search(connection, object, text);
    const results = await shopify.records(connection, object, "live").read(ids);
    return ids.flatMap((id) => {
      const result = results.get(id);
      return result?.kind === "found" ? [result.record] : [];
    });
  };
  return { vendors, search, sessions, admin, hubspot, oauth, portalTokens, transport };
}
