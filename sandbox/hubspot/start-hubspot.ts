import type { Clock } from "#sandbox/http/clock.ts";
import { createClock } from "#sandbox/http/clock.ts";
import { controlRoutes } from "#sandbox/http/control.ts";
import type { Fault, Faults } from "#sandbox/http/faults.ts";
import { createFaults } from "#sandbox/http/faults.ts";
import type { RequestLog } from "#sandbox/http/request-log.ts";
import { createRequestLog } from "#sandbox/http/request-log.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import { serve } from "#sandbox/http/serve.ts";
import { accountRoutes } from "#sandbox/hubspot/account-routes.ts";
import type { AppDefinition } from "#sandbox/hubspot/app-definition.ts";
import { readAppDefinition } from "#sandbox/hubspot/app-definition.ts";
import { subscriptionRoutes } from "#sandbox/hubspot/consent/subscription-routes.ts";
import { associationBatchRoutes } from "#sandbox/hubspot/crm/associations/association-batch-routes.ts";
import { associationRoutes } from "#sandbox/hubspot/crm/associations/association-routes.ts";
import { batchRoutes } from "#sandbox/hubspot/crm/batch-routes.ts";
import { objectRoutes } from "#sandbox/hubspot/crm/object-routes.ts";
import { pipelineRoutes } from "#sandbox/hubspot/crm/pipelines/pipeline-routes.ts";
import { propertyRoutes } from "#sandbox/hubspot/crm/property-routes.ts";
import { searchRoutes } from "#sandbox/hubspot/crm/search-routes.ts";
import { bearerOf } from "#sandbox/hubspot/guard.ts";
import { HubspotError, toErrorResponse } from "#sandbox/hubspot/hubspot-error.ts";
import { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import { consentRoutes } from "#sandbox/hubspot/oauth/consent-page.ts";
import { tokenRoutes } from "#sandbox/hubspot/oauth/token-routes.ts";
import type { Rotation, TokenPair } from "#sandbox/hubspot/oauth/token-store.ts";
import type { Portal } from "#sandbox/hubspot/portal.ts";
import type { PortalSeed } from "#sandbox/hubspot/portal-seed.ts";
import { tooManyRequests } from "#sandbox/hubspot/rate-limiter.ts";
import { viewerRoutes } from "#sandbox/hubspot/viewer/viewer-routes.ts";
import { WebhookSender } from "#sandbox/hubspot/webhooks/webhook-sender.ts";

export interface HubspotOptions {
  port?: number;
  clientId: string;
  clientSecret: string;
  appId: number;
  /** The app's redirect addresses; default: `/hubspot/callback` on the app's origin and those of its definition. */
  redirectUris?: string[];
  /** Where webhooks go: the app as the outside reaches it. */
  appOrigin: string;
  portals: PortalSeed[];
  seed?: number;
  latencyMs?: number;
  /** How long a change takes to show in search; default 1,500 ms, give or take a quarter. */
  searchLagMs?: number;
  /** Requests per rolling ten seconds and portal; default 110. */
  rateLimit?: number;
  searchesPerSecond?: number;
  /** What a refresh does to the refresh token; default: a new one, the old stays good. */
  rotateRefreshTokens?: Rotation;
  webhookTimeoutMs?: number;
  /** The app as HubSpot was given it; default: read from the project's `hubspot/src/app`. */
  app?: AppDefinition;
}

export interface HubspotStandIn {
  origin: string;
  port: number;
  /** The page that asks for consent; the app adds its query. */
  authorizeUrl: string;
  clock: Clock;
  faults: Faults;
  log: RequestLog;
  /** A portal's state, for seeding and looking in the same process. */
  portal(id: number): Portal;
  setAppOrigin(origin: string): void;
  /** Installs the app in a portal with every scope it may have there, without the consent page. */
  issueTokens(portalId: number, scopes?: string[]): TokenPair;
  /** The customer removes the app: tokens die, nobody is told. */
  uninstall(portalId: number): void;
  webhookCounts(): ReturnType<WebhookSender["counts"]>;
  isIdle(): boolean;
  reset(): void;
  close(): Promise<void>;
}

const CALLBACK_PATH = "/hubspot/callback";

/** HubSpot's bodies for statuses that only a fault brings about. */
function answerFault(fault: Fault): StandInResponse {
  const status = fault.status ?? 500;
  const wait = fault.retryAfterSeconds;
  const headers: Record<string, string> = wait === undefined ? {} : { "retry-after": String(wait) };
  if (status === 429) return toErrorResponse(tooManyRequests(fault.policyName ?? "TEN_SECONDLY_ROLLING", headers));
  const messages: Record<number, { message: string; category?: string }> = {
    423: { message: "The record is locked, try again later", category: "LOCKED" },
    477: { message: "This account is being moved to another data center", category: "MIGRATION_IN_PROGRESS" },
    500: { message: "internal error" },
    502: { message: "bad gateway" },
    503: { message: "service unavailable" },
    504: { message: "gateway timeout" },
  };
  return toErrorResponse(new HubspotError(status, messages[status] ?? { message: `HTTP ${status}` }, headers));
}

/** The route with the objects that it is about: "POST /crm/objects/:version/orders/batch/create". */
function operationOf({ params }: StandInRequest, route: string): string {
  return route.replaceAll(/:(type|from|to)\b/g, (name, key: string) => params[key] ?? name);
}

function unknownPath({ params }: StandInRequest): StandInResponse {
  if (params.allow)
    return toErrorResponse(new HubspotError(405, { message: "Method Not Allowed" }, { allow: params.allow }));
  return toErrorResponse(new HubspotError(404, { message: "resource not found" }));
}

/** Starts the stand-in HubSpot: API, consent page and CRM viewer on one origin, state in memory. */
export async function startHubspot(options: HubspotOptions): Promise<HubspotStandIn> {
  const clock = createClock();
  const seed = options.seed ?? 1;
  const faults = createFaults(seed);
  const log = createRequestLog();
  const app = options.app ?? readAppDefinition();
  const { clientId, clientSecret, appId } = options;
  let appOrigin = options.appOrigin;
  const timeoutMs = options.webhookTimeoutMs ?? 5_000;
  const webhooks = new WebhookSender({ app, appId, clientSecret, appOrigin, clock, faults, seed, timeoutMs });
  const world = new HubspotWorld({
    clientId,
    clientSecret,
    appId,
    app,
    portals: options.portals,
    seed,
    searchLagMs: options.searchLagMs ?? 1_500,
    rateLimit: options.rateLimit,
    searchesPerSecond: options.searchesPerSecond,
    rotation: options.rotateRefreshTokens ?? "keep_old",
    clock,
    faults,
    webhooks,
  });
  const isIdle = () => webhooks.counts().pending === 0 && world.isIndexed();
  const reset = () => {
    faults.clear();
    log.reset();
    world.reset();
  };
  const redirectUris = () => options.redirectUris ?? [new URL(CALLBACK_PATH, appOrigin).href, ...app.redirectUrls];
  const served = await serve({
    port: options.port ?? 0,
    faults,
    log,
    clock,
    answerFault,
    fallback: unknownPath,
    latencyMs: options.latencyMs ?? 0,
    operationOf,
    tenantOf: (request) => world.tokens.access(bearerOf(request) ?? "")?.portalId.toString(),
    routes: [
      ...consentRoutes({ world, redirectUris }),
      ...tokenRoutes(world),
      ...accountRoutes(world),
      ...propertyRoutes(world),
      ...objectRoutes(world),
      ...batchRoutes(world),
      ...searchRoutes(world),
      ...pipelineRoutes(world),
      ...associationRoutes(world),
      ...associationBatchRoutes(world),
      ...subscriptionRoutes(world),
      ...viewerRoutes(world),
      ...controlRoutes({
        faults,
        log,
        clock,
        reset,
        webhooks: () => webhooks.counts(),
        state: () => world.counts(),
        idle: isIdle,
      }),
    ],
  });
  return {
    ...served,
    authorizeUrl: `${served.origin}/oauth/authorize`,
    clock,
    faults,
    log,
    portal: (id) => world.portal(id),
    setAppOrigin(origin) {
      appOrigin = origin;
      webhooks.setAppOrigin(origin);
    },
    issueTokens(portalId, scopes) {
      return world.tokens.issuePair({ portalId, userId: 1001, scopes: scopes ?? world.grantableScopes(portalId) });
    },
    uninstall: (portalId) => world.tokens.uninstall(portalId),
    webhookCounts: () => webhooks.counts(),
    isIdle,
    reset,
  };
}
