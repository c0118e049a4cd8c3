import type { Clock } from "#sandbox/http/clock.ts";
import { createClock } from "#sandbox/http/clock.ts";
import type { WebhookCounts } from "#sandbox/http/control.ts";
import { controlRoutes } from "#sandbox/http/control.ts";
import type { Faults } from "#sandbox/http/faults.ts";
import { createFaults } from "#sandbox/http/faults.ts";
import type { RequestLog } from "#sandbox/http/request-log.ts";
import { createRequestLog } from "#sandbox/http/request-log.ts";
import type { Route, StandInRequest } from "#sandbox/http/serve.ts";
import { route, serve } from "#sandbox/http/serve.ts";
import { answerAdmin, answerFault, operationOf } from "./admin-endpoint.ts";
import type { AppOnShop } from "./app-on-shop.ts";
import { createAppOnShop } from "./app-on-shop.ts";
import type { ResultStore } from "./bulk/result-store.ts";
import { createResultStore, RESULTS_PATH } from "./bulk/result-store.ts";
import { shopControlRoutes } from "./control-routes.ts";
import type { ProtectedData } from "./graphql/check-access.ts";
import { ALL_APPROVED } from "./graphql/check-access.ts";
import { gid } from "./graphql/gid.ts";
import type { AdminSchema } from "./graphql/load-schema.ts";
import { loadSchema } from "./graphql/load-schema.ts";
import { createIdToken } from "./oauth/id-token.ts";
import { issueToken } from "./oauth/issue-token.ts";
import type { ShopState } from "./state.ts";
import type { ComplianceRequest } from "./webhooks/compliance.ts";
import { sendCompliance } from "./webhooks/compliance.ts";
import type { Deliveries } from "./webhooks/deliveries.ts";
import { createDeliveries } from "./webhooks/deliveries.ts";
import { readAppConfig } from "./webhooks/read-app-config.ts";

export interface ShopifyOptions {
  /** 0 or absent: any free port. */
  port?: number;
  apiKey: string;
  apiSecret: string;
  /** Where webhooks go: the app as Shopify reaches it. */
  appOrigin: string;
  /** Made with `now: clock.now` of the clock below, so that all times agree. */
  shops: ShopState[];
  clock?: Clock;
  tomlPath?: string;
  schemaFile?: string;
  /** Of the faults' chances. */
  seed?: number;
  latencyMs?: number;
  /** Points per second and the most that can be saved up: 100 and 2000 as on a standard plan. */
  restoreRate?: number;
  bucketSize?: number;
  /** How long a bulk operation stays CREATED, on the stand-in's clock. */
  bulkQueueMs?: number;
  /** Host of bulk results; OUTBOUND_ROUTES must lead it here. */
  storageHost?: string;
  protectedData?: Partial<ProtectedData>;
  /** Pages for people on the same port, such as the stand-in admin. */
  routes?: (shopify: Omit<ShopifyStandIn, "origin" | "port" | "close">) => Route[];
}

export interface ShopifyStandIn {
  origin: string;
  port: number;
  close(): Promise<void>;
  clock: Clock;
  faults: Faults;
  log: RequestLog;
  schemaTookMs: number;
  /** The state of one shop. Throws when there is none with this domain. */
  shop(domain: string): ShopState;
  shops(): ShopState[];
  install(domain: string): void;
  uninstall(domain: string): void;
  isInstalled(domain: string): boolean;
  /** GID of the app's installation, which owns the app's own metafields. */
  installationId(domain: string): string;
  grantedScopes(domain: string): string[];
  /** Grants or takes back scopes and sends app/scopes_update. */
  setScopes(domain: string, scopes: string[]): void;
  setAppOrigin(origin: string): void;
  /** What App Bridge gives a page of the app. */
  idToken(domain: string, userId?: number): string;
  sendCompliance(domain: string, request: ComplianceRequest): void;
  webhooks(): WebhookCounts;
  /** No webhook pending or in flight, no bulk operation running. */
  isIdle(): boolean;
  /** Records back to their seeds, faults and counts forgotten; the app stays installed and its tokens good. */
  reset(): void;
}

export const STORAGE_HOST = "storage.googleapis.com";
const OWNER_ID = 901;

interface Parts {
  options: ShopifyOptions;
  clock: Clock;
  faults: Faults;
  log: RequestLog;
  admin: AdminSchema;
  results: ResultStore;
  deliveries: Deliveries;
  apps: Map<string, AppOnShop>;
}

/** Starts a stand-in of Shopify for these shops: tokens, Admin GraphQL, bulk results, webhooks and the control endpoint. */
export async function startShopify(options: ShopifyOptions): Promise<ShopifyStandIn> {
  const clock = options.clock ?? createClock();
  const faults = createFaults(options.seed);
  const parts: Parts = {
    options,
    clock,
    faults,
    log: createRequestLog(),
    admin: loadSchema(options.schemaFile),
    results: createResultStore(options.storageHost ?? STORAGE_HOST, clock.now),
    deliveries: createDeliveries({ clock, faults, secret: options.apiSecret }),
    apps: new Map(),
  };
  const shopify = openApps(parts);
  const served = await serve({
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    faults,
    log: parts.log,
    clock,
    tenantOf: (request) => findApp(parts, request)?.state.shop.domain,
    operationOf: (request, route) => (route.includes("graphql") ? operationOf(request) : route),
    answerFault,
    fallback: () => NOT_FOUND,
    routes: [...apiRoutes(parts, shopify), ...(options.routes?.(shopify) ?? [])],
  });
  return {
    ...shopify,
    origin: served.origin,
    port: served.port,
    close: async () => {
      await served.close();
      parts.deliveries.reset();
      await parts.deliveries.close();
      parts.results.clear();
    },
  };
}

const NOT_FOUND = { status: 404, body: { errors: "Not Found" } };

function findApp({ apps }: Parts, request: StandInRequest): AppOnShop | undefined {
  return apps.get(request.host.replace(/:\d+$/, ""));
}

function openApps(parts: Parts): Omit<ShopifyStandIn, "origin" | "port" | "close"> {
  const { options, clock, faults, log, results, deliveries, apps } = parts;
  const config = readAppConfig(options.tomlPath ?? "shopify.app.toml");
  let appOrigin = options.appOrigin;
  for (const state of options.shops) {
    const app = createAppOnShop({
      state,
      config,
      apiKey: options.apiKey,
      clock,
      faults,
      results,
      deliveries,
      appOrigin: () => appOrigin,
      restoreRate: options.restoreRate ?? 100,
      bucketSize: options.bucketSize ?? 2_000,
      bulkQueueMs: options.bulkQueueMs ?? 20,
    });
    apps.set(state.shop.domain, app);
  }
  const appOf = (domain: string): AppOnShop => {
    const app = apps.get(domain);
    if (!app) throw new Error(`There is no shop ${domain}; there are ${[...apps.keys()].join(", ")}.`);
    return app;
  };
  return {
    clock,
    faults,
    log,
    schemaTookMs: parts.admin.tookMs,
    shop: (domain) => appOf(domain).state,
    shops: () => [...apps.values()].map((app) => app.state),
    install: (domain) => appOf(domain).install(),
    uninstall: (domain) => appOf(domain).uninstall(),
    isInstalled: (domain) => appOf(domain).isInstalled(),
    installationId: (domain) => gid("AppInstallation", appOf(domain).installation.id),
    grantedScopes: (domain) => appOf(domain).grantedScopes(),
    setScopes: (domain, scopes) => appOf(domain).setScopes(scopes),
    setAppOrigin: (origin) => {
      appOrigin = origin;
    },
    idToken: (domain, userId = OWNER_ID) =>
      createIdToken({ shop: appOf(domain).state.shop.domain, userId, ...options }),
    sendCompliance: (domain, request) => sendCompliance(appOf(domain), request),
    webhooks: deliveries.counts,
    isIdle: () => deliveries.isIdle() && [...apps.values()].every((app) => !app.bulk.isBusy()),
    reset: () => {
      for (const app of apps.values()) {
        app.bulk.stopAll();
        app.state.reset();
      }
      deliveries.reset();
      faults.clear();
      log.reset();
      clock.reset();
    },
  };
}

function apiRoutes(parts: Parts, shopify: ReturnType<typeof openApps>): Route[] {
  const { options, faults, log, clock, admin, apps } = parts;
  const protectedData = { ...ALL_APPROVED, ...options.protectedData };
  return [
    route("POST", "/admin/oauth/access_token", (request) => {
      const app = findApp(parts, request);
      return app ? issueToken(request, app, options) : NOT_FOUND;
    }),
    route("POST", "/admin/api/:version/graphql.json", (request) => {
      const app = findApp(parts, request);
      return app ? answerAdmin(request, app, admin, { protectedData, faults }) : NOT_FOUND;
    }),
    route("GET", `${RESULTS_PATH}/:name`, parts.results.serve),
    ...shopControlRoutes((domain) => apps.get(domain)),
    ...controlRoutes({
      faults,
      log,
      clock,
      reset: shopify.reset,
      webhooks: shopify.webhooks,
      idle: shopify.isIdle,
      state: () => countAll([...apps.values()]),
    }),
  ];
}

/** Totals over all shops, and the same for each of them. */
function countAll(apps: AppOnShop[]): object {
  const shops = Object.fromEntries(apps.map((app) => [app.state.shop.domain, countsOf(app)]));
  const totals: Record<string, number> = {};
  for (const { isInstalled: _, ...counts } of Object.values(shops))
    for (const [object, count] of Object.entries(counts)) totals[object] = (totals[object] ?? 0) + count;
  return { ...totals, shops };
}

function countsOf({ state, isInstalled }: AppOnShop) {
  return {
    isInstalled: isInstalled(),
    customers: state.customers.count(),
    products: state.products.count(),
    variants: state.products.variantCount(),
    orders: state.orders.count(),
    collections: state.collections.count(),
    companies: state.companies.count(),
    companyLocations: state.companies.listLocations().length,
    companyContacts: state.companies.contactCount(),
    metafields: state.metafields.count(),
    checkouts: state.checkouts.count(),
  };
}
