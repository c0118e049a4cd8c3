import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { SyncError } from "#app/sync/errors.ts";
import type { Clock } from "#app/sync/ports.ts";
import { retryAfterMs } from "./translate-error.ts";

/** Offline access tokens of shops. */
export interface ShopAccess {
  /** @returns a token with minutes to live. @throws SyncError reconnect `shopify_access_revoked` when there is none to be had. */
  token(shop: string): Promise<string>;
  /** For a token that Shopify refused although it should live. @returns another one. */
  renew(shop: string, stale: string): Promise<string>;
}

export interface ShopAccessDeps {
  readonly sessions: SessionStorage;
  /** runs `task` alone for this shop, over all processes */
  readonly alone: <Result>(shop: string, task: () => Promise<Result>) => Promise<Result>;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly clock: Clock;
}

const earlyMs = 5 * 60_000;
const requestMs = 15_000;

/** An access token lives an hour; an answer that forgets to say so must not make one that is never refreshed (shopify-app-js#3400). */
const assumedLifeSec = 3600;

/**
 * Tokens from the sessions that installing stored. Shopify rotates the refresh token with each use, so that two refreshes at once would
 * undo each other: one process refreshes, under the shop's lock, after reading again.
 */
export function createShopAccess(deps: ShopAccessDeps): ShopAccess {
  const load = async (shop: string) => {
    const session = await deps.sessions.loadSession(`offline_${shop}`);
    if (!session?.accessToken) throw revoked("no session");
    return session as Session & { accessToken: string };
  };
  const isFresh = (session: Session) =>
    session.expires === undefined || session.expires.getTime() - deps.clock.now().getTime() > earlyMs;

  async function refresh(
    shop: string,
    isStale: (session: Session & { accessToken: string }) => boolean,
  ): Promise<string> {
    return deps.alone(shop, async () => {
      const session = await load(shop);
      if (!isStale(session)) return session.accessToken;
      const next = await exchange(deps, session).catch(async (error: unknown) => {
        // The merchant opened the app meanwhile: its token exchange ended the refresh token that was just refused.
        const current = await load(shop);
        if (current.accessToken === session.accessToken) throw error;
        return current;
      });
      if (!(await deps.sessions.storeSession(next))) throw new SyncError("bug", { code: "session_not_stored" });
      return next.accessToken ?? "";
    });
  }

  return {
    async token(shop) {
      const session = await load(shop);
      return isFresh(session) ? session.accessToken : refresh(shop, (current) => !isFresh(current));
    },
    renew: (shop, stale) => refresh(shop, (session) => session.accessToken === stale),
  };
}

async function exchange({ apiKey, apiSecret, clock }: ShopAccessDeps, session: Session): Promise<Session> {
  if (!session.refreshToken) throw revoked("no refresh token");
  const response = await send(session.shop, {
    client_id: apiKey,
    client_secret: apiSecret,
    grant_type: "refresh_token",
    refresh_token: session.refreshToken,
  });
  if (response.status === 400 || response.status === 401 || response.status === 403)
    throw revoked(`status ${response.status}`);
  const answer: unknown = response.ok ? await response.json().catch(() => null) : null;
  if (!isTokenAnswer(answer)) {
    const afterMs = retryAfterMs(response.headers.get("retry-after")) ?? 2000;
    throw new SyncError("transient", {
      code: "shopify_unavailable",
      afterMs,
      details: { status: String(response.status) },
    });
  }
  const inSeconds = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);
  return new Session({
    id: session.id,
    shop: session.shop,
    state: session.state,
    isOnline: false,
    scope: answer.scope ?? session.scope ?? "",
    accessToken: answer.access_token,
    expires: inSeconds(answer.expires_in ?? assumedLifeSec),
    refreshToken: answer.refresh_token ?? session.refreshToken,
    ...refreshExpiry(session, answer.refresh_token_expires_in, inSeconds),
  });
}

function refreshExpiry(session: Session, seconds: number | undefined, inSeconds: (seconds: number) => Date) {
  const at = seconds === undefined ? session.refreshTokenExpires : inSeconds(seconds);
  return at ? { refreshTokenExpires: at } : {};
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in?: number;
  readonly refresh_token?: string;
  readonly refresh_token_expires_in?: number;
  readonly scope?: string;
}

function isTokenAnswer(answer: unknown): answer is TokenAnswer {
  return typeof answer === "object" && answer !== null && typeof (answer as TokenAnswer).access_token === "string";
}

async function send(shop: string, body: Record<string, string>): Promise<Response> {
  try {
    return await fetch(`https://${shop}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(requestMs),
    });
  } catch (cause) {
    throw new SyncError("transient", { code: "shopify_unavailable", afterMs: 2000, cause });
  }
}

function revoked(why: string): SyncError {
  return new SyncError("reconnect", { code: "shopify_access_revoked", details: { why } });
}
