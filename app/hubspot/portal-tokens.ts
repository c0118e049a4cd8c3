import type { PortalAccess, PortalAccessStore } from "#app/sync/access-ports.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { Clock } from "#app/sync/ports.ts";
import type { OauthClient } from "./oauth.ts";

/** Access tokens of portals. */
export interface PortalTokens {
  /** @returns a token with minutes to live. @throws SyncError reconnect when the portal must be connected again. */
  token(portalId: string): Promise<string>;
  /** For a token that HubSpot refused although it should live. @returns another one. */
  renew(portalId: string, stale: string): Promise<string>;
  /** The portal must be connected again: a fresh token was refused too, or lacks a scope. @returns the error to throw. */
  mustReconnect(portalId: string, code: "hubspot_access_revoked" | "missing_scope"): Promise<SyncError>;
  /** What is remembered of the portal is old: it was connected or disconnected just now. */
  forget(portalId: string): void;
  timeZone(portalId: string): Promise<string | null>;
  /** Whether the merchant granted communication preferences: an optional scope. */
  mayReadConsents(portalId: string): Promise<boolean>;
}

/** Refreshed so long before its 30 minutes are over. */
const earlyMs = 5 * 60_000;

/** A disconnect or a refresh elsewhere is seen after this at the latest; a refused token is read again at once. */
const rememberMs = 10_000;

export function createPortalTokens(deps: { store: PortalAccessStore; oauth: OauthClient; clock: Clock }): PortalTokens {
  const remembered = new Map<string, { access: PortalAccess; at: number }>();
  const now = () => deps.clock.now().getTime();

  async function read(portalId: string): Promise<PortalAccess> {
    const known = remembered.get(portalId);
    if (known && now() - known.at < rememberMs) return known.access;
    return remember(portalId, await deps.store.read(portalId));
  }

  function remember(portalId: string, access: PortalAccess | null): PortalAccess {
    if (!access) {
      remembered.delete(portalId);
      throw new SyncError("reconnect", { code: "hubspot_not_connected" });
    }
    remembered.set(portalId, { access, at: now() });
    return access;
  }

  async function refresh(portalId: string, stale: string): Promise<string> {
    const scopes = remembered.get(portalId)?.access.scopes ?? [];
    remembered.delete(portalId);
    try {
      const access = await deps.store.refresh(portalId, stale, async (refreshToken) => {
        const tokens = await deps.oauth.refresh(refreshToken);
        return tokens.scopes.length > 0 ? tokens : { ...tokens, scopes };
      });
      return remember(portalId, access).accessToken;
    } catch (error) {
      if (error instanceof SyncError && error.kind === "reconnect" && error.code === "hubspot_access_revoked") {
        await deps.store.markReconnect(portalId, error.code);
      }
      throw error;
    }
  }

  return {
    async token(portalId) {
      const access = await read(portalId);
      if (access.pausedUntil && access.pausedUntil.getTime() > now()) {
        throw new SyncError("transient", { code: "portal_paused", afterMs: access.pausedUntil.getTime() - now() });
      }
      if (access.expiresAt.getTime() - now() > earlyMs) return access.accessToken;
      return refresh(portalId, access.accessToken);
    },
    renew: refresh,
    async mustReconnect(portalId, code) {
      remembered.delete(portalId);
      const error = new SyncError("reconnect", { code });
      await deps.store.markReconnect(portalId, error.code);
      return error;
    },
    forget: (portalId) => void remembered.delete(portalId),
    mayReadConsents: async (portalId) =>
      (await read(portalId)).scopes.some((scope) => scope.startsWith("communication_preferences.")),
    timeZone: async (portalId) => remembered.get(portalId)?.access.timeZone ?? null,
  };
}
