import { z } from "zod";
import type { NewTokens } from "#app/sync/access-ports.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { Clock } from "#app/sync/ports.ts";
import { hubspotApi, hubspotApiVersion } from "./api-version.ts";

export interface OauthClient {
  /** Where a person grants access. HubSpot sends them on to the data centre of their account. */
  authorizeUrl(state: string): string;
  /**
   * Which portal they are for the account's facts say: this answer need not.
   * @throws SyncError permanent `authorization_code_refused` for a code that is used, old or not ours.
   */
  exchange(code: string): Promise<NewTokens>;
  /** @throws SyncError reconnect `hubspot_access_revoked`; bug `hubspot_client_refused` when our own credentials are wrong. */
  refresh(refreshToken: string): Promise<NewTokens>;
  /** The account's domain, its name for people, which the account's facts lack; null when HubSpot does not say. */
  hubDomain(accessToken: string): Promise<string | null>;
  /** Whether the token still serves, and the e-mail address of the HubSpot user whose authorisation it is, which is not to be stored. */
  describe(accessToken: string): Promise<{ readonly active: boolean; readonly user: string | null }>;
  /** Best effort: an access token that was issued lives on for its half hour. */
  revoke(refreshToken: string): Promise<void>;
}

export interface OauthConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** `<the app's address>/hubspot/callback`, as in `hubspot/src/app/app-hsmeta.json` */
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly optionalScopes: readonly string[];
}

const answerSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive().default(1800),
  scopes: z.array(z.string()).optional(),
});

const aboutSchema = z.object({
  hub_domain: z.string().optional(),
  user: z.string().optional(),
  active: z.boolean().optional(),
});

/** Source: developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth, dated endpoint. */
export function createOauthClient(config: OauthConfig, clock: Clock): OauthClient {
  async function post(path: string, form: Record<string, string>): Promise<Response> {
    const body = new URLSearchParams({ client_id: config.clientId, client_secret: config.clientSecret, ...form });
    try {
      return await fetch(`${hubspotApi}/oauth/${hubspotApiVersion}/${path}`, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.timeout(15_000),
      });
    } catch (cause) {
      throw new SyncError("transient", { code: "hubspot_unavailable", afterMs: 2000, cause });
    }
  }

  async function requestTokens(form: Record<string, string>): Promise<z.infer<typeof answerSchema>> {
    const response = await post("token", form);
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) throw translateTokenError(response.status, body);
    const parsed = answerSchema.safeParse(body);
    if (!parsed.success)
      throw new SyncError("transient", { code: "hubspot_unavailable", afterMs: 2000, cause: parsed.error });
    return parsed.data;
  }

  async function describe(accessToken: string): Promise<z.infer<typeof aboutSchema>> {
    const response = await post("token/introspect", { token: accessToken, token_type_hint: "access_token" });
    const parsed = aboutSchema.safeParse(await response.json().catch(() => null));
    return (response.ok && parsed.data) || {};
  }

  const toTokens = (answer: z.infer<typeof answerSchema>, refreshToken: string): NewTokens => ({
    accessToken: answer.access_token,
    // It may rotate: the latest counts.
    refreshToken: answer.refresh_token ?? refreshToken,
    expiresAt: new Date(clock.now().getTime() + answer.expires_in * 1000),
    scopes: answer.scopes ?? [],
  });

  return {
    authorizeUrl(state) {
      const url = new URL("https://app.hubspot.com/oauth/authorize");
      const query: Record<string, string> = {
        client_id: config.clientId,
        redirect_uri: config.redirectUri,
        scope: config.scopes.join(" "),
        ...(config.optionalScopes.length > 0 ? { optional_scope: config.optionalScopes.join(" ") } : {}),
        state,
      };
      // HubSpot wants %20 between scopes, not "+".
      url.search = Object.entries(query)
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join("&");
      return url.href;
    },
    async exchange(code) {
      const answer = await requestTokens({ grant_type: "authorization_code", redirect_uri: config.redirectUri, code });
      if (!answer.refresh_token) throw new SyncError("bug", { code: "token_answer_incomplete" });
      return toTokens(answer, answer.refresh_token);
    },
    async refresh(refreshToken) {
      const answer = await requestTokens({ grant_type: "refresh_token", refresh_token: refreshToken });
      return toTokens(answer, refreshToken);
    },
    hubDomain: async (accessToken) => (await describe(accessToken)).hub_domain || null,
    async describe(accessToken) {
      const { active = true, user } = await describe(accessToken);
      return { active, user: user || null };
    },
    async revoke(refreshToken) {
      await post("token/revoke", { token: refreshToken, token_type_hint: "refresh_token" });
    },
  };
}

/**
 * A refused client is our own fault of configuration: never a reason to disconnect a portal.
 * Only an answer that names the refresh token says that the merchant took the access back.
 */
function translateTokenError(status: number, body: unknown): SyncError {
  const { status: name, error } = (body ?? {}) as { status?: string; error?: string };
  const details = { status: String(status), name: String(name ?? error ?? "") };
  if (status >= 500 || status === 429)
    return new SyncError("transient", { code: "hubspot_unavailable", afterMs: 3000, details });
  if (name === "BAD_REFRESH_TOKEN" || name === "BAD_HUB")
    return new SyncError("reconnect", { code: "hubspot_access_revoked", details });
  if (name === "BAD_AUTH_CODE") return new SyncError("permanent", { code: "authorization_code_refused", details });
  return new SyncError("bug", { code: "hubspot_client_refused", details });
}
