import { randomBytes } from "node:crypto";
import type { Env } from "#app/env.server.ts";
import type { AccountFacts } from "#app/hubspot/account.ts";
import { readAccount, uninstallFromPortal } from "#app/hubspot/account.ts";
import type { OauthClient } from "#app/hubspot/oauth.ts";
import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import type { PortalTokens } from "#app/hubspot/portal-tokens.ts";
import type { Boss } from "#app/jobs/boss.server.ts";
import type { Cipher } from "#app/lib/cipher.ts";
import type { Log } from "#app/lib/log.ts";
import { openToken, signToken } from "#app/lib/signed-token.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { activeConnection, connectionsOfPortal, openConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { useState as claimState, createState } from "#app/store/oauth-states.server.ts";
import { savePortal } from "#app/store/portals.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { NewTokens } from "#app/sync/access-ports.ts";
import { toSyncError } from "#app/sync/errors.ts";
import type { Clock, HashValue } from "#app/sync/ports.ts";
import { settleConnection } from "./settle-connection.ts";

export interface ConnectDeps {
  readonly db: Db;
  readonly boss: Boss | null;
  readonly cipher: Cipher;
  readonly hash: HashValue;
  readonly clock: Clock;
  readonly log: Log;
  readonly env: Pick<Env, "TANDEM_HASH_SECRET" | "SHOPIFY_APP_URL">;
  readonly oauth: OauthClient;
  readonly hubspot: HubspotPorts;
  readonly portalTokens: PortalTokens;
  readonly admin: AdminClient;
}

const lifeMs = 10 * 60_000;

/** Name of the cookie that binds an authorisation to the browser it began in. */
export const browserCookie = "tandem_connect";

/**
 * A ticket for the link that opens HubSpot's consent page in a tab of its own, where Shopify's session is not at hand: it says, signed and
 * for ten minutes, which shop and user clicked.
 */
export function issueConnectTicket(
  { env, clock }: Pick<ConnectDeps, "env" | "clock">,
  { shop, userId }: { readonly shop: string; readonly userId: string },
): string {
  return signToken(env.TANDEM_HASH_SECRET, "connect-ticket", { shop, userId }, inLife(clock));
}

export type StartedAuthorization =
  | { readonly kind: "redirect"; readonly url: string; readonly setCookie: string }
  /** the link is old or not ours */
  | { readonly kind: "refused" };

/**
 * Begins an authorisation: its state is single use, lives ten minutes, and belongs to the shop, the user and this browser.
 * @param browser value of the browser's cookie, null without one
 */
export async function startAuthorization(
  { db, hash, clock, env, oauth }: Pick<ConnectDeps, "db" | "hash" | "clock" | "env" | "oauth">,
  { ticket, browser }: { readonly ticket: string; readonly browser: string | null },
): Promise<StartedAuthorization> {
  const opened = openToken(env.TANDEM_HASH_SECRET, "connect-ticket", ticket, clock.now());
  const { shop, userId } = opened ?? {};
  if (!shop || userId === undefined || (await findShop(db, shop))?.status !== "installed") return { kind: "refused" };
  const secret = browser && /^[\w-]{43}$/.test(browser) ? browser : randomBytes(32).toString("base64url");
  const nonce = randomBytes(32).toString("base64url");
  const expiresAt = inLife(clock);
  await createState(db, { ...hashState(hash, { shop, nonce, browser: secret }), userId, expiresAt });
  const state = signToken(env.TANDEM_HASH_SECRET, "oauth-state", { shop, nonce }, expiresAt);
  const secure = env.SHOPIFY_APP_URL.startsWith("https:") ? "; Secure" : "";
  return {
    kind: "redirect",
    url: oauth.authorizeUrl(state),
    setCookie: `${browserCookie}=${secret}; Path=/hubspot; HttpOnly; SameSite=Lax; Max-Age=${lifeMs / 1000}${secure}`,
  };
}

export type FinishedAuthorization =
  | {
      readonly kind: "connected";
      readonly shop: string;
      readonly portalId: string;
      /** null when HubSpot does not say */
      readonly hubDomain: string | null;
      /** codes of what could not be set up; the connection stands */
      readonly problems: readonly string[];
    }
  /** no state of ours: someone began in HubSpot, or the link is used or old. Nothing is bound. */
  | { readonly kind: "unknown_state" }
  /** the person said no */
  | { readonly kind: "denied"; readonly shop: string }
  | { readonly kind: "already_connected"; readonly shop: string; readonly portalId: string }
  | { readonly kind: "failed"; readonly shop: string; readonly code: string };

/** Ends an authorisation: the shop and the portal that was granted are connected, with what the sync needs in the portal and the shop. */
export async function finishAuthorization(
  deps: ConnectDeps,
  { query, browser }: { readonly query: URLSearchParams; readonly browser: string | null },
): Promise<FinishedAuthorization> {
  const begun = await openState(deps, query.get("state") ?? "", browser ?? "");
  if (!begun) return { kind: "unknown_state" };
  const { shop, userId } = begun;
  const code = query.get("code");
  if (!code) return { kind: "denied", shop };
  try {
    const tokens = await deps.oauth.exchange(code);
    const account = await readAccount(tokens.accessToken);
    return await bind(deps, { shop, userId, tokens, account });
  } catch (error) {
    const failure = toSyncError(error);
    deps.log.warn({ event: "connection.failed", shop, error: failure });
    return { kind: "failed", shop, code: failure.code };
  }
}

async function openState(
  { db, hash, clock, env }: ConnectDeps,
  state: string,
  browser: string,
): Promise<{ shop: string; userId: string } | null> {
  const now = clock.now();
  const { shop, nonce } = openToken(env.TANDEM_HASH_SECRET, "oauth-state", state, now) ?? {};
  if (!shop || !nonce) return null;
  const used = await claimState(db, hashState(hash, { shop, nonce, browser }), now);
  return used ? { shop, userId: used.userId } : null;
}

interface Grant {
  readonly shop: string;
  readonly userId: string;
  readonly tokens: NewTokens;
  readonly account: AccountFacts;
}

async function bind(deps: ConnectDeps, { shop, userId, tokens, account }: Grant): Promise<FinishedAuthorization> {
  const { db, cipher, portalTokens } = deps;
  const { portalId } = account;
  const active = await activeConnection(db, shop);
  if (active && active.portalId !== portalId)
    return refuse(deps, { shop, portalId: active.portalId, granted: portalId, tokens });
  const { uiDomain, timeZone, currency, dataHostingLocation, accountType } = account;
  const hubDomain = await nameOf(deps, tokens);
  await savePortal(db, cipher, {
    id: portalId,
    hubDomain,
    uiDomain,
    timeZone,
    currency,
    dataHostingLocation,
    accountType,
    tokens,
  });
  portalTokens.forget(portalId);
  const opened = await openConnection(db, { shop, portalId, connectedBy: userId });
  if (opened.kind === "already_connected") {
    return refuse(deps, { shop, portalId: opened.connection.portalId, granted: portalId, tokens });
  }
  const problems = await settleConnection(deps, opened.connection, {
    userId,
    dataHostingLocation,
    kind: active ? "connection.renewed" : "connection.opened",
    // While HubSpot refused us its webhooks did not come either: deletions and merges of that time only show by comparing.
    compare: opened.revived || active?.portal.status === "reconnect",
  });
  return { kind: "connected", shop, portalId, hubDomain, problems };
}

/** The shop is connected with another portal: what was just granted is given back, unless other shops use that portal. */
async function refuse(
  { db, log }: ConnectDeps,
  { shop, portalId, granted, tokens }: { shop: string; portalId: string; granted: string; tokens: NewTokens },
): Promise<FinishedAuthorization> {
  if ((await connectionsOfPortal(db, granted)).length === 0) {
    const removed = await uninstallFromPortal(tokens.accessToken).catch(() => false);
    if (!removed) log.warn({ event: "portal.not_removed", portalId: granted });
  }
  return { kind: "already_connected", shop, portalId };
}

/** A name is worth one question, but not a failed connection. */
async function nameOf({ oauth, log }: ConnectDeps, { accessToken }: NewTokens): Promise<string | null> {
  try {
    return await oauth.hubDomain(accessToken);
  } catch (error) {
    log.warn({ event: "portal.not_named", error: toSyncError(error) });
    return null;
  }
}

function hashState(hash: HashValue, { shop, nonce, browser }: { shop: string; nonce: string; browser: string }) {
  return { shop, nonceHash: hash(shop, "oauth:nonce", nonce), browserHash: hash(shop, "oauth:browser", browser) };
}

function inLife(clock: Clock): Date {
  return new Date(clock.now().getTime() + lifeMs);
}
