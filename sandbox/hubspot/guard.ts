import type { Handler, Route, StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import { route } from "#sandbox/http/serve.ts";
import { HubspotError, notFound, toErrorResponse } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import type { Grant } from "#sandbox/hubspot/oauth/token-store.ts";
import type { Portal } from "#sandbox/hubspot/portal.ts";
import type { RatePolicy } from "#sandbox/hubspot/rate-limiter.ts";
import { tooManyRequests } from "#sandbox/hubspot/rate-limiter.ts";

/** A request of the app that may be answered: whose token it bears and what that may see. */
export interface ApiCall {
  request: StandInRequest;
  portal: Portal;
  grant: Grant;
  accessToken: string;
}

export type ApiHandler = (call: ApiCall) => StandInResponse | Promise<StandInResponse>;

export interface ApiRouteOptions {
  /** One of these scopes is enough; none means that any token will do. */
  scopes?: string[] | ((request: StandInRequest) => string[]);
  /** One of these is needed besides, for calls about two kinds of record. */
  alsoScopes?: (request: StandInRequest) => string[];
  policy?: RatePolicy;
}

/** The API's versions with one contract: two dated ones and, for CRM paths, the old numbered one. */
export const DATED_VERSIONS = ["2026-09", "2026-03"];

export function bearerOf(request: StandInRequest): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
}

function unauthenticated(): HubspotError {
  return new HubspotError(401, {
    message:
      "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
    category: "INVALID_AUTHENTICATION",
  });
}

function expired(expiresAt: number, now: number): HubspotError {
  const minutes = Math.max(0, Math.floor((now - expiresAt) / 60_000));
  return new HubspotError(401, {
    message: `This oauth-token is expired! expiresAt: ${expiresAt}, now: ${now}`,
    category: "EXPIRED_AUTHENTICATION",
    errors: [{ message: `The OAuth token used to make this call expired ${minutes} minute(s) ago.` }],
  });
}

function missingScopes(required: string[]): HubspotError {
  return new HubspotError(403, {
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    category: "MISSING_SCOPES",
    errors: [
      {
        message: "One or more of the following scopes are required.",
        context: { requiredGranularScopes: required },
      },
    ],
    links: { scopes: "https://developers.hubspot.com/scopes" },
  });
}

/** Applies the faults that concern tokens and limits; they change state, so that the next call behaves as after the real thing. */
function applyTokenFaults(world: HubspotWorld, request: StandInRequest, portalId: number, token: string): void {
  const subject = { method: request.method, path: request.path, body: request.rawBody, tenant: String(portalId) };
  const { faults } = world.options;
  if (faults.take(["expired_token"], subject)) world.tokens.expire(token);
  if (faults.take(["revoked_token"], subject)) world.tokens.uninstall(portalId);
  const throttled = faults.take(["throttled"], subject);
  if (throttled) {
    const wait = throttled.retryAfterSeconds;
    const headers: Record<string, string> = wait === undefined ? {} : { "retry-after": String(wait) };
    throw tooManyRequests(throttled.policyName ?? "TEN_SECONDLY_ROLLING", headers);
  }
}

function admit(
  world: HubspotWorld,
  request: StandInRequest,
  options: ApiRouteOptions,
): [ApiCall, Record<string, string>] {
  const accessToken = bearerOf(request);
  const known = accessToken === undefined ? undefined : world.tokens.access(accessToken);
  if (accessToken === undefined || !known) throw unauthenticated();
  applyTokenFaults(world, request, known.portalId, accessToken);
  const now = world.options.clock.now();
  const token = world.tokens.access(accessToken);
  if (!token) throw unauthenticated();
  if (token.expiresAt <= now) throw expired(token.expiresAt, now);
  const limiter = world.limiter(token.portalId);
  const policy = options.policy ?? "ten_secondly";
  const headers = policy === "search" ? limiter.takeSearch(now) : policy === "exempt" ? {} : limiter.takeRequest(now);
  const required = typeof options.scopes === "function" ? options.scopes(request) : (options.scopes ?? []);
  for (const anyOf of [required, options.alsoScopes?.(request) ?? []]) {
    if (anyOf.length > 0 && !anyOf.some((scope) => token.scopes.includes(scope))) throw missingScopes(anyOf);
  }
  return [{ request, portal: world.portal(token.portalId), grant: token, accessToken }, headers];
}

/** Turns what a handler throws into HubSpot's error body. */
export function answering(handler: Handler): Handler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (cause) {
      if (cause instanceof HubspotError) return toErrorResponse(cause);
      throw cause;
    }
  };
}

/** A route that needs a token: checks token, limits, scopes and version before the handler sees the call. */
export function apiRoute(
  world: HubspotWorld,
  method: string,
  pattern: string,
  options: ApiRouteOptions,
  handler: ApiHandler,
): Route {
  const guarded: Handler = async (request) => {
    // Beyond some 15,000 characters HubSpot's edge refuses the address itself.
    if (request.url.pathname.length + request.url.search.length > 15_000) {
      return { status: 414, headers: { "content-type": "text/html" }, body: "<html><body>URI Too Long</body></html>" };
    }
    const { version } = request.params;
    if (version !== undefined && !DATED_VERSIONS.includes(version)) throw notFound();
    const [call, headers] = admit(world, request, options);
    const response = await answering(() => handler(call))(request);
    return { ...response, headers: { ...headers, ...response.headers } };
  };
  return route(method, pattern, answering(guarded));
}

/** The same route under its dated path (`/crm/objects/:version/…`) and its old one (`/crm/v3/objects/…`, v4 for associations). */
export function crmRoutes(
  world: HubspotWorld,
  method: string,
  area: "objects" | "properties" | "pipelines" | "associations",
  rest: string,
  options: ApiRouteOptions,
  handler: ApiHandler,
  old: "v3" | "v4" = "v3",
): Route[] {
  return [`/crm/${area}/:version${rest}`, `/crm/${old}/${area}${rest}`].map((pattern) =>
    apiRoute(world, method, pattern, options, handler),
  );
}
