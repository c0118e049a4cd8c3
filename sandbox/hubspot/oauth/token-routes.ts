import { createHash, timingSafeEqual } from "node:crypto";
import { readForm } from "#sandbox/http/read-body.ts";
import type { Handler, Route, StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import { route } from "#sandbox/http/serve.ts";
import { answering, bearerOf, DATED_VERSIONS } from "#sandbox/hubspot/guard.ts";
import { HubspotError, notFound } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import { tokenError } from "#sandbox/hubspot/oauth/token-errors.ts";
import type { Grant, TokenPair } from "#sandbox/hubspot/oauth/token-store.ts";
import { ACCESS_TOKEN_SECONDS } from "#sandbox/hubspot/oauth/token-store.ts";

const NO_STORE = { "cache-control": "no-store" };

function isSame(given: string | null, wanted: string): boolean {
  const [a, b] = [Buffer.from(given ?? ""), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Refuses a wrong client; undefined when the client is the app. */
function refuseClient(world: HubspotWorld, form: URLSearchParams): StandInResponse | undefined {
  if (!isSame(form.get("client_id"), world.options.clientId)) return tokenError("BAD_CLIENT_ID");
  if (!isSame(form.get("client_secret"), world.options.clientSecret)) return tokenError("BAD_CLIENT_SECRET");
  return undefined;
}

function exchangeCode(world: HubspotWorld, form: URLSearchParams): TokenPair | StandInResponse {
  const code = world.tokens.takeCode(form.get("code") ?? "");
  if (!code) return tokenError("BAD_AUTH_CODE");
  if (form.get("redirect_uri") !== code.redirectUri) return tokenError("BAD_REDIRECT_URI");
  if (code.codeChallenge !== undefined) {
    const verifier = form.get("code_verifier") ?? "";
    if (createHash("sha256").update(verifier).digest("base64url") !== code.codeChallenge)
      return tokenError("BAD_AUTH_CODE");
  }
  return world.tokens.issuePair({ portalId: code.portalId, userId: code.userId, scopes: code.scopes });
}

function refresh(world: HubspotWorld, request: StandInRequest, form: URLSearchParams): TokenPair | StandInResponse {
  const token = form.get("refresh_token") ?? "";
  const portalId = world.tokens.refreshGrant(token)?.portalId;
  const subject = { method: request.method, path: request.path, body: request.rawBody, tenant: String(portalId) };
  if (portalId !== undefined && world.options.faults.take(["revoked_token"], subject)) world.tokens.uninstall(portalId);
  return world.tokens.refresh(token) ?? tokenError("BAD_REFRESH_TOKEN");
}

function describeGrant(grant: Grant): object {
  return { hub_id: grant.portalId, user_id: grant.userId, scopes: grant.scopes };
}

/** The dated endpoint reads the form body only; what stands in the query does not count. */
function tokenHandler(world: HubspotWorld, shape: "dated" | "v1"): Handler {
  return (request) => {
    if (shape === "dated" && !DATED_VERSIONS.includes(request.params.version ?? "")) throw notFound();
    const form = readForm(request);
    if (shape === "v1")
      for (const [name, value] of request.url.searchParams) if (!form.has(name)) form.set(name, value);
    const grantType = form.get("grant_type");
    if (grantType !== "authorization_code" && grantType !== "refresh_token") return tokenError("BAD_GRANT_TYPE");
    const refused = refuseClient(world, form);
    if (refused) return refused;
    const made = grantType === "refresh_token" ? refresh(world, request, form) : exchangeCode(world, form);
    if ("status" in made) return made;
    return {
      status: 200,
      headers: NO_STORE,
      body: {
        token_type: "bearer",
        access_token: made.accessToken,
        refresh_token: made.refreshToken,
        expires_in: ACCESS_TOKEN_SECONDS,
        ...(shape === "dated" ? { ...describeGrant(made.grant), token_use: "access_token" } : {}),
      },
    };
  };
}

function introspect(world: HubspotWorld, token: string): object {
  const { tokens, options } = world;
  const access = tokens.access(token);
  const now = options.clock.now();
  const grant = access && access.expiresAt > now ? access : tokens.refreshGrant(token);
  if (!grant) return { active: false };
  const portal = world.portal(grant.portalId);
  return {
    active: true,
    token_type: "bearer",
    token_use: access ? "access_token" : "refresh_token",
    client_id: options.clientId,
    app_id: options.appId,
    hub_domain: portal.domain,
    user: `admin@${portal.domain}`,
    ...describeGrant(grant),
    ...(access ? { expires_in: Math.floor((access.expiresAt - now) / 1_000) } : {}),
  };
}

function aboutToken(world: HubspotWorld, act: (token: string) => StandInResponse): Handler {
  return (request) => {
    if (!DATED_VERSIONS.includes(request.params.version ?? "")) throw notFound();
    const form = readForm(request);
    return refuseClient(world, form) ?? act(form.get("token") ?? "");
  };
}

/** The v1 endpoints that name the token in the path; they answer until February 2027. */
function legacyRoutes(world: HubspotWorld): Route[] {
  const describe = (token: string, kind: "access" | "refresh"): StandInResponse => {
    const grant = kind === "access" ? world.tokens.access(token) : world.tokens.refreshGrant(token);
    if (!grant) throw notFound(`${kind} token is invalid, expired or revoked`);
    const portal = world.portal(grant.portalId);
    const { clientId, appId } = world.options;
    const about = {
      hub_domain: portal.domain,
      user: `admin@${portal.domain}`,
      token_type: kind,
      ...describeGrant(grant),
    };
    return {
      status: 200,
      body: kind === "access" ? { token, app_id: appId, ...about } : { token, client_id: clientId, ...about },
    };
  };
  return [
    route(
      "GET",
      "/oauth/v1/access-tokens/:token",
      answering(({ params }) => describe(params.token ?? "", "access")),
    ),
    route(
      "GET",
      "/oauth/v1/refresh-tokens/:token",
      answering(({ params }) => describe(params.token ?? "", "refresh")),
    ),
    route("DELETE", "/oauth/v1/refresh-tokens/:token", ({ params }) => {
      world.tokens.revoke(params.token ?? "");
      return { status: 204 };
    }),
  ];
}

/** Token endpoint (dated and v1), introspection, revocation and uninstalling. */
export function tokenRoutes(world: HubspotWorld): Route[] {
  const uninstall: Handler = ({ params, headers, ...request }) => {
    if (!DATED_VERSIONS.includes(params.version ?? "")) throw notFound();
    const access = world.tokens.access(bearerOf({ ...request, params, headers }) ?? "");
    if (!access || access.expiresAt <= world.options.clock.now()) {
      throw new HubspotError(401, {
        message: "Authentication credentials not found.",
        category: "INVALID_AUTHENTICATION",
      });
    }
    world.tokens.uninstall(access.portalId);
    return { status: 204 };
  };
  return [
    route("POST", "/oauth/v1/token", answering(tokenHandler(world, "v1"))),
    route("POST", "/oauth/:version/token", answering(tokenHandler(world, "dated"))),
    route(
      "POST",
      "/oauth/:version/token/introspect",
      answering(aboutToken(world, (token) => ({ status: 200, headers: NO_STORE, body: introspect(world, token) }))),
    ),
    route(
      "POST",
      "/oauth/:version/token/revoke",
      answering(
        aboutToken(world, (token) => {
          world.tokens.revoke(token);
          return { status: 200, headers: NO_STORE };
        }),
      ),
    ),
    route("DELETE", "/appinstalls/:version/external-install", answering(uninstall)),
    ...legacyRoutes(world),
  ];
}
