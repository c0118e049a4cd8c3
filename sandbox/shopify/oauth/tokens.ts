import { randomBytes } from "node:crypto";

export interface OfflinePair {
  accessToken: string;
  expiresIn: number;
  refreshToken: string;
  refreshExpiresIn: number;
}

export type TokenState = "valid" | "expired" | "unknown";

const ACCESS_S = 3_600;
const ONLINE_S = 86_399;
const REFRESH_S = 90 * 86_400;
/** How long the previous refresh token may be used again after its first use, at most. */
const RETRY_S = 30 * 86_400;

interface Refresh {
  token: string;
  expiresAt: number;
  firstUsedAt: number | null;
}

/**
 * One app's tokens for one shop. A refresh gives a new pair; the refresh token it used stays usable until the new one is
 * used, 30 days at most (https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens). A new
 * exchange replaces the pair.
 */
export function createTokens(now: () => number) {
  const access = new Map<string, { expiresAt: number; userId: number | null }>();
  let current: Refresh | null = null;
  let previous: Refresh | null = null;

  function issue(): OfflinePair {
    const accessToken = `shpat_${randomBytes(16).toString("hex")}`;
    const at = now();
    access.set(accessToken, { expiresAt: at + ACCESS_S * 1000, userId: null });
    const expiresAt = at + REFRESH_S * 1000;
    current = { token: `shprt_${randomBytes(16).toString("hex")}`, expiresAt, firstUsedAt: null };
    return { accessToken, expiresIn: ACCESS_S, refreshToken: current.token, refreshExpiresIn: REFRESH_S };
  }

  return {
    exchangeOffline: (): OfflinePair => {
      previous = null;
      return issue();
    },
    exchangeOnline: (userId: number) => {
      const accessToken = `shpat_${randomBytes(16).toString("hex")}`;
      access.set(accessToken, { expiresAt: now() + ONLINE_S * 1000, userId });
      return { accessToken, expiresIn: ONLINE_S };
    },
    /** A new pair, or null when this refresh token is no longer (or never was) good. */
    refresh: (token: string): OfflinePair | null => {
      const used = [current, previous].find((one) => one?.token === token);
      if (!used || used.expiresAt <= now()) return null;
      if (used.firstUsedAt !== null && used.firstUsedAt + RETRY_S * 1000 <= now()) return null;
      used.firstUsedAt ??= now();
      // Using the replacement retires its predecessor; using the predecessor again replaces the replacement.
      previous = used;
      return issue();
    },
    stateOf: (token: string): TokenState => {
      const known = access.get(token);
      if (!known) return "unknown";
      return known.expiresAt > now() ? "valid" : "expired";
    },
    expire: (token: string) => {
      const known = access.get(token);
      if (known) known.expiresAt = now();
    },
    revokeAll: () => {
      access.clear();
      current = null;
      previous = null;
    },
  };
}

export type Tokens = ReturnType<typeof createTokens>;
