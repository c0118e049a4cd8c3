import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion } from "@shopify/shopify-api";
import { AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Env } from "#app/env.server.ts";

export interface ShopifyAppOptions {
  readonly env: Pick<Env, "SHOPIFY_API_KEY" | "SHOPIFY_API_SECRET" | "SHOPIFY_APP_URL">;
  readonly sessions: SessionStorage;
  /** told whenever a shop has given the app a new token: on install, on reinstall, and when the old one is over */
  readonly installed: (shop: { readonly shop: string; readonly scopes: readonly string[] }) => Promise<void>;
}

/**
 * The Shopify app as Remix's routes use it. Scopes are Shopify's affair (managed install, `shopify.app.toml`), so none are named here;
 * webhooks do not pass through it (`shopify/verify-delivery.ts`).
 */
export function createShopify({ env, sessions, installed }: ShopifyAppOptions) {
  const app = shopifyApp({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET,
    appUrl: env.SHOPIFY_APP_URL,
    apiVersion: ApiVersion.October26,
    authPathPrefix: "/auth",
    sessionStorage: sessions,
    distribution: AppDistribution.AppStore,
    useOnlineTokens: false,
    // The library's lower levels print tokens.
    logger: { level: LogSeverity.Warning },
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    hooks: {
      afterAuth: async ({ session }) => {
        await installed({ shop: session.shop, scopes: (session.scope ?? "").split(",").filter(Boolean) });
      },
    },
  });
  return { ...app, authenticate: { ...app.authenticate, admin: oneExchangeAtATime(app.authenticate.admin) } };
}

type Authenticate<Result> = (request: Request) => Promise<Result>;

/**
 * Loaders of one page run side by side, and on a first visit each would exchange its id token for an access token of its own. The first
 * request with an id token goes ahead; those with the same one wait for it and find its session.
 */
export function oneExchangeAtATime<Result>(authenticate: Authenticate<Result>): Authenticate<Result> {
  const firsts = new Map<string, Promise<unknown>>();
  return async (request) => {
    const token = idTokenOf(request);
    if (!token) return authenticate(request);
    const first = firsts.get(token);
    if (first) {
      await first;
      return authenticate(request);
    }
    const result = authenticate(request);
    firsts.set(token, settled(result));
    // Id tokens live a minute; only a few are remembered.
    if (firsts.size > 500) firsts.delete(firsts.keys().next().value ?? "");
    return result;
  };
}

function idTokenOf(request: Request): string | null {
  const header = request.headers.get("authorization");
  return header?.startsWith("Bearer ")
    ? header.slice("Bearer ".length)
    : new URL(request.url).searchParams.get("id_token");
}

/** Waits for an end, whichever it is: the outcome belongs to the one who asked. */
async function settled(task: Promise<unknown>): Promise<void> {
  await task.catch(() => undefined);
}
