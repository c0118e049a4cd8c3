import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { AppOnShop } from "../app-on-shop.ts";
import { verifyIdToken } from "./id-token.ts";

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

/** `POST /admin/oauth/access_token`: token exchange and refresh, refused with OAuth's error bodies. */
export function issueToken(
  request: StandInRequest,
  app: AppOnShop,
  credentials: { apiKey: string; apiSecret: string },
): StandInResponse {
  const form = readFields(request);
  if (!form) return refuse("invalid_request", "The body is neither JSON nor a form.");
  if (form.client_id !== credentials.apiKey)
    return refuse(
      "application_cannot_be_found",
      `Could not find Shopify API application with api_key ${form.client_id ?? ""}`,
    );
  if (form.client_secret !== credentials.apiSecret) return refuse("invalid_client", "The client secret is invalid.");
  if (form.grant_type === "refresh_token") return refreshPair(form, app);
  if (form.grant_type !== EXCHANGE) return refuse("unsupported_grant_type", "The grant type is not supported.");
  return exchange(form, app, credentials);
}

function exchange(
  form: Record<string, string>,
  app: AppOnShop,
  credentials: { apiKey: string; apiSecret: string },
): StandInResponse {
  if (form.subject_token_type !== ID_TOKEN)
    return refuse("invalid_request", "The subject token type is not supported.");
  const checked = verifyIdToken(form.subject_token ?? "", { shop: app.state.shop.domain, ...credentials });
  if (!checked.ok) return refuse("invalid_subject_token", checked.reason);
  if (!app.isInstalled()) return refuse("app_not_installed", "The application is not installed on this shop.");
  const scope = app.grantedScopes().join(",");
  if (form.requested_token_type === ONLINE) {
    const userId = Number(checked.claims.sub);
    const { accessToken, expiresIn } = app.tokens.exchangeOnline(userId);
    return ok({
      access_token: accessToken,
      scope,
      expires_in: expiresIn,
      associated_user_scope: scope,
      session: checked.claims.sid,
      associated_user: {
        id: userId,
        first_name: "Stand-in",
        last_name: "Owner",
        email: app.state.shop.email,
        account_owner: true,
        locale: "en",
        collaborator: false,
        email_verified: true,
      },
    });
  }
  if (form.requested_token_type !== OFFLINE)
    return refuse("invalid_request", "The requested token type is not supported.");
  // Public apps made since 2026-04-01 must ask for expiring tokens.
  if (form.expiring !== "1")
    return refuse("invalid_request", "Non-expiring offline access tokens are not available to this app.");
  return ok(pairBody(app.tokens.exchangeOffline(), scope));
}

function refreshPair(form: Record<string, string>, app: AppOnShop): StandInResponse {
  const pair = app.isInstalled() ? app.tokens.refresh(form.refresh_token ?? "") : null;
  return pair
    ? ok(pairBody(pair, app.grantedScopes().join(",")))
    : refuse("invalid_grant", "Token has been expired or revoked.");
}

function pairBody(pair: ReturnType<AppOnShop["tokens"]["exchangeOffline"]>, scope: string): object {
  return {
    access_token: pair.accessToken,
    scope,
    expires_in: pair.expiresIn,
    refresh_token: pair.refreshToken,
    refresh_token_expires_in: pair.refreshExpiresIn,
  };
}

function readFields(request: StandInRequest): Record<string, string> | undefined {
  const text = request.rawBody.toString("utf8");
  if (!request.headers["content-type"]?.includes("json")) return Object.fromEntries(new URLSearchParams(text));
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields !== "object" || fields === null) return undefined;
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  } catch {
    // Not JSON: refused by the caller.
    return undefined;
  }
}

function ok(body: object): StandInResponse {
  return { status: 200, headers: { "cache-control": "no-store" }, body };
}

function refuse(error: string, description: string): StandInResponse {
  return { status: 400, body: { error, error_description: description } };
}
