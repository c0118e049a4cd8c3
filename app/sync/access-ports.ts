import type { Lane, Side } from "./record.ts";

/** A vendor's rate limit as a token bucket that all processes share. */
export interface Budget {
  readonly vendor: Side;
  /** portal id, `search:<portal id>` or shop domain */
  readonly scope: string;
  readonly capacity: number;
  readonly refillPerSec: number;
  /** set: never more than `capacity` in any window of this length, whatever refills (HubSpot counts rolling ten seconds) */
  readonly windowMs?: number;
  /** tokens that the bulk lane leaves for the live one */
  readonly reserve: number;
}

export interface BudgetReport {
  readonly vendor: Side;
  readonly scope: string;
  /** what the vendor says is left */
  readonly tokens?: number;
  readonly capacity?: number;
  readonly refillPerSec?: number;
  /** nothing is granted before then */
  readonly blockedUntil?: Date;
}

/** Implemented on PostgreSQL (`app/store/`); in memory for tests. */
export interface BudgetStore {
  /** Takes `count` tokens, all or none. The vendor's own figures, once reported, override the budget's. */
  take(budget: Budget, count: number, lane: Lane): Promise<{ granted: true } | { granted: false; waitMs: number }>;
  report(report: BudgetReport): Promise<void>;
}

/** A portal's tokens as they are stored now. */
export interface PortalAccess {
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly scopes: readonly string[];
  /** IANA name, for the day a daily limit ends on; null when unknown */
  readonly timeZone: string | null;
  readonly pausedUntil: Date | null;
}

export interface NewTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
  readonly scopes: readonly string[];
}

/** Where portals' tokens live. */
export interface PortalAccessStore {
  /** @returns null when the portal is not connected, or waits to be reconnected. */
  read(portalId: string): Promise<PortalAccess | null>;
  /**
   * Single-flight across processes: one caller runs `exchange`, the others get its result. `stale` is the access token that is known to be
   * used up: when another one is stored by now, that one is returned and nothing is exchanged.
   */
  refresh(
    portalId: string,
    stale: string,
    exchange: (refreshToken: string) => Promise<NewTokens>,
  ): Promise<PortalAccess | null>;
  /** HubSpot refused the refresh token: work pauses until the merchant connects again. */
  markReconnect(portalId: string, reason: string): Promise<void>;
  /** Nothing is asked of the portal before then. */
  pause(portalId: string, until: Date): Promise<void>;
}

/** Waits, unless aborted. Injected so that tests need no time. */
export type Pause = (ms: number) => Promise<void>;
