import { fileURLToPath } from "node:url";
import { adminRoutes } from "./admin/admin-routes.ts";
import type { Admin, AdminShop } from "./admin/admin-shop.ts";
import { startProxy } from "./admin/proxy.ts";
import { readApp } from "./admin/read-app.ts";
import type { Replacements } from "./admin/replace-stream.ts";
import { fillShopState } from "./data/fill-shop-state.ts";
import { sampleShopDir } from "./data/generate-sample-shop.ts";
import { loadShopFolder } from "./data/load-shop-folder.ts";
import type { RowProblem } from "./data/shop-folder.ts";
import type { Parts } from "./describe-sandbox.ts";
import { describeSandbox } from "./describe-sandbox.ts";
import type { Clock } from "./http/clock.ts";
import { createClock } from "./http/clock.ts";
import type { PortalSeed } from "./hubspot/portal-seed.ts";
import type { HubspotStandIn } from "./hubspot/start-hubspot.ts";
import type { HubspotSide } from "./hubspot-side.ts";
import { startHubspotSide } from "./hubspot-side.ts";
import { mailboxRoutes } from "./mail/mailbox-routes.ts";
import type { Mailbox } from "./mail/start-mailbox.ts";
import { startMailbox } from "./mail/start-mailbox.ts";
import type { ShopifyStandIn } from "./shopify/start-shopify.ts";
import { startShopify } from "./shopify/start-shopify.ts";
import type { ShopState } from "./shopify/state.ts";
import { createShopState } from "./shopify/state.ts";
import { startSink } from "./start-sink.ts";

/** The app's identity at both vendors, by the names of its environment. */
export interface ClientFacts {
  SHOPIFY_API_KEY: string;
  SHOPIFY_API_SECRET: string;
  HUBSPOT_CLIENT_ID: string;
  HUBSPOT_CLIENT_SECRET: string;
  HUBSPOT_APP_ID: string;
}

interface ShopSeed {
  domain: string;
  name: string;
  /** A folder of CSV exports; none for an empty shop. */
  dataDir?: string;
  currency?: string;
  ianaTimezone?: string;
  countryCode?: string;
  /** Whether the shop may sell to companies; yes when left out. */
  b2b?: boolean;
}

export interface SandboxOptions {
  /** Absent or 0: any free port. */
  ports?: { app?: number; shopify?: number; hubspot?: number };
  /** The app's web process, which the proxy stands before. It may start later. */
  appUpstream: string;
  /** Where browsers reach the app when that is not the proxy, as with `serveHosts`. Webhooks go to the proxy all the same. */
  appOrigin?: string;
  client: ClientFacts;
  /** The demo shop's CSV exports; the sample shop when left out. */
  dataDir?: string;
  /** Other shops than the demo shop; then `dataDir` is not used. */
  shops?: ShopSeed[];
  portals?: PortalSeed[];
  /** A HubSpot stand-in that runs already, instead of starting one. */
  hubspotUrl?: string;
  /** Requests that our HubSpot stand-in takes in any ten seconds; 110 when left out, as for a marketplace app. */
  hubspotRateLimit?: number;
  faultSeed?: number;
  latencyMs?: number;
  /** Where `shopify.app.toml` and `extensions/` are; the project itself when left out. */
  projectDir?: string;
}

export interface Sandbox {
  /** `app` is the app as browsers reach it: the proxy, unless another origin was given. */
  origins: { app: string; admin: string; shopify: string; hubspot: string; sink: string };
  /** The mail server that keeps what the app sends, for SMTP_URL, and what it got. */
  mailbox: Pick<Mailbox, "url" | "list" | "clear" | "faults">;
  /** For OUTBOUND_ROUTES of the app's processes; whatever no stand-in answers for goes to the sink. */
  routes: string;
  urls: {
    app: string;
    appInAdmin: string;
    admin: string;
    crm: string;
    mailbox: string;
    shopifyApi: string;
    hubspotApi: string;
  };
  /** Rows of the data that could not be loaded. */
  problems: RowProblem[];
  shopify: ShopifyStandIn;
  /** Absent when the HubSpot stand-in runs elsewhere. */
  hubspot: HubspotStandIn | undefined;
  /** Requests that no stand-in answers for, as "GET https://host/path". */
  unexpected(): string[];
  /** No webhook, lag or bulk operation is under way. */
  isIdle(): Promise<boolean>;
  requestTotals(): Promise<{ shopify: number; hubspot: number }>;
  /** Records of an object in the (first) shop: of products its variants, of carts the checkouts that Shopify calls abandoned. */
  countShopify(object: string): Promise<number>;
  countHubspot(object: string): Promise<number>;
  /** Tokens for asking the stand-ins oneself, and the app's client facts. */
  credentials(): Promise<Record<string, string>>;
  close(): Promise<void>;
}

const projectRoot = fileURLToPath(new URL("..", import.meta.url));
export const DEMO_SHOP = { domain: "demo-shop.myshopify.com", name: "Demo Shop" } as const;
/** An empty shop beside it, to be connected with the same HubSpot account. */
export const SECOND_SHOP = { domain: "second-shop.myshopify.com", name: "Second Shop" } as const;
export const DEMO_PORTAL = {
  id: 4_242_424,
  name: "Demo Portal",
  domain: "demo-portal.hubspot.com",
  timeZone: "America/New_York",
  currency: "USD",
  exchangeRates: { CAD: 0.73, EUR: 1.08, GBP: 1.27, JPY: 0.0067, KWD: 3.25 },
} satisfies PortalSeed;

/** Starts both vendors' stand-ins, the admin's pages, the proxy before the app and the sink for everything else. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const servers: { close(): Promise<void> }[] = [];
  const closeAll = async (): Promise<void> => void (await Promise.all(servers.map((server) => server.close())));
  const keep = <T extends { close(): Promise<void> }>(server: T): T => {
    servers.push(server);
    return server;
  };
  try {
    return describeSandbox(options, await startParts(options, keep), closeAll);
  } catch (error) {
    // One port that is taken must not leave the other servers holding theirs.
    await closeAll();
    throw error;
  }
}

type Keep = <T extends { close(): Promise<void> }>(server: T) => T;

async function startParts(options: SandboxOptions, keep: Keep): Promise<Parts> {
  const { client, ports = {}, projectDir = projectRoot } = options;
  const clock = createClock();
  const { states, problems } = await loadShops(options, clock);
  const chance = {
    ...(options.faultSeed === undefined ? {} : { seed: options.faultSeed }),
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
  };
  // The stand-ins know each other's addresses only once all are up; the proxy asks when it needs them.
  const known: { shopify?: ShopifyStandIn; hubspot?: HubspotSide } = {};
  const proxy = keep(
    await startProxy({
      port: ports.app ?? 0,
      upstream: () => options.appUpstream,
      adminOrigin: () => known.shopify?.origin ?? "",
      replacements: () => listReplacements(known.shopify?.origin ?? "", known.hubspot?.origin ?? ""),
    }),
  );
  const sink = keep(await startSink());
  const mailbox = keep(await startMailbox({ now: clock.now }));
  const hubspot = keep(
    await startHubspotSide({
      ...chance,
      port: ports.hubspot ?? 0,
      client,
      appOrigin: proxy.origin,
      ...(options.appOrigin === undefined ? {} : { publicOrigin: options.appOrigin }),
      portals: options.portals ?? [{ ...DEMO_PORTAL, additionalCurrencies: currenciesOf(states) }],
      ...(options.hubspotRateLimit === undefined ? {} : { rateLimit: options.hubspotRateLimit }),
      ...(options.hubspotUrl === undefined ? {} : { url: options.hubspotUrl }),
    }),
  );
  const keys = { apiKey: client.SHOPIFY_API_KEY, apiSecret: client.SHOPIFY_API_SECRET };
  const app = readApp(projectDir, keys, () => options.appOrigin ?? proxy.origin);
  const shopify = keep(
    await startShopify({
      ...chance,
      ...keys,
      port: ports.shopify ?? 0,
      appOrigin: proxy.origin,
      shops: states,
      clock,
      tomlPath: `${projectDir}/shopify.app.toml`,
      routes: (standIn) => [
        ...adminRoutes({ app, shops: states.map((state) => toAdminShop(app, standIn, state)) }),
        ...mailboxRoutes(mailbox, () => known.shopify?.origin ?? ""),
      ],
    }),
  );
  Object.assign(known, { shopify, hubspot });
  return { proxy, shopify, hubspot, sink, mailbox, problems, handle: app.handle };
}

async function loadShops(
  options: SandboxOptions,
  clock: Clock,
): Promise<{ states: ShopState[]; problems: RowProblem[] }> {
  const seeds = options.shops ?? [{ ...DEMO_SHOP, dataDir: options.dataDir ?? sampleShopDir }];
  const problems: RowProblem[] = [];
  const states: ShopState[] = [];
  for (const { dataDir, ...seed } of seeds) {
    const state = createShopState({ ...seed, now: clock.now });
    if (dataDir === undefined) state.markSeed();
    else {
      const folder = await loadShopFolder(dataDir);
      problems.push(...folder.problems, ...fillShopState(state, folder));
    }
    states.push(state);
  }
  return { states, problems };
}

/** A merchant who sells in several currencies has set them up in HubSpot as well. */
function currenciesOf(states: readonly ShopState[]): string[] {
  const found = states.flatMap(({ orders, checkouts }) => [...orders.list(), ...checkouts.list()]);
  const others = new Set(found.map(({ currency }) => currency));
  others.delete(DEMO_PORTAL.currency);
  return [...others].sort();
}

function listReplacements(shopify: string, hubspot: string): Replacements {
  return [
    ["https://cdn.shopify.com/shopifycloud/app-bridge.js", `${shopify}/shopifycloud/app-bridge.js`],
    ["https://admin.shopify.com", shopify],
    ["https://app.hubspot.com", hubspot],
  ];
}

type AdminFacts = Pick<
  ShopifyStandIn,
  "grantedScopes" | "idToken" | "install" | "installationId" | "isInstalled" | "setScopes" | "uninstall"
>;

function toAdminShop(app: Admin["app"], standIn: AdminFacts, state: ShopState): AdminShop {
  const { domain } = state.shop;
  return {
    state,
    isInstalled: () => standIn.isInstalled(domain),
    install: () => standIn.install(domain),
    uninstall: () => standIn.uninstall(domain),
    idToken: () => standIn.idToken(domain),
    grantedScopes: () => standIn.grantedScopes(domain),
    setOptionalScopes: ({ grant = [], revoke = [] }) => {
      const optional = new Set(app.optionalScopes);
      const kept = standIn.grantedScopes(domain).filter((scope) => !(optional.has(scope) && revoke.includes(scope)));
      standIn.setScopes(domain, [...kept, ...grant.filter((scope) => optional.has(scope))]);
    },
    appMetafields: () => state.metafields.list(standIn.installationId(domain)),
    activeEmbeds: new Set(),
  };
}
