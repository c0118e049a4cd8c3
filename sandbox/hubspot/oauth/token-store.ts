import { randomUUID } from "node:crypto";

/** Access tokens live 30 minutes, as the dated token endpoint says. */
export const ACCESS_TOKEN_SECONDS = 1_800;
/** Codes are "short-lived and single use"; HubSpot names no figure. */
const CODE_MS = 5 * 60_000;

export interface Grant {
  portalId: number;
  userId: number;
  scopes: string[];
}

interface AccessToken extends Grant {
  expiresAt: number;
}

interface Code extends Grant {
  redirectUri: string;
  codeChallenge?: string;
  expiresAt: number;
}

export interface TokenPair {
  accessToken: string;
  refreshToken: string;
  grant: Grant;
}

/** What happens to a refresh token when it is used: HubSpot says that it may rotate. */
export type Rotation = "never" | "keep_old" | "strict";

/** Installs, codes and tokens of the app, over all portals. */
export class TokenStore {
  readonly #now: () => number;
  readonly #rotation: Rotation;
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, Grant>();
  readonly #installs = new Map<number, Grant>();

  constructor(now: () => number, rotation: Rotation) {
    this.#now = now;
    this.#rotation = rotation;
  }

  isInstalled(portalId: number): boolean {
    return this.#installs.has(portalId);
  }

  install(portalId: number): Grant | undefined {
    return this.#installs.get(portalId);
  }

  /** Notes the consent of a portal's user and gives the code for it. */
  issueCode(grant: Grant, redirectUri: string, codeChallenge?: string): string {
    this.#installs.set(grant.portalId, grant);
    const code = `na1-${randomUUID()}`;
    const bound = codeChallenge === undefined ? {} : { codeChallenge };
    this.#codes.set(code, { ...grant, ...bound, redirectUri, expiresAt: this.#now() + CODE_MS });
    return code;
  }

  /** The code's grant, once; undefined when it is unknown, used or too old. */
  takeCode(code: string): Code | undefined {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    return found && found.expiresAt > this.#now() && this.isInstalled(found.portalId) ? found : undefined;
  }

  issuePair(grant: Grant): TokenPair {
    this.#installs.set(grant.portalId, grant);
    const refreshToken = `na1-refresh-${randomUUID()}`;
    this.#refresh.set(refreshToken, grant);
    return { accessToken: this.#issueAccess(grant), refreshToken, grant };
  }

  /** A new access token for a refresh token; undefined when that is invalid, expired or revoked. */
  refresh(refreshToken: string): TokenPair | undefined {
    const grant = this.#refresh.get(refreshToken);
    if (!grant) return undefined;
    if (this.#rotation === "never") return { accessToken: this.#issueAccess(grant), refreshToken, grant };
    if (this.#rotation === "strict") this.#refresh.delete(refreshToken);
    const rotated = `na1-refresh-${randomUUID()}`;
    this.#refresh.set(rotated, grant);
    return { accessToken: this.#issueAccess(grant), refreshToken: rotated, grant };
  }

  access(token: string): AccessToken | undefined {
    return this.#access.get(token);
  }

  refreshGrant(token: string): Grant | undefined {
    return this.#refresh.get(token);
  }

  /** Ends an access token's life now, as if its 30 minutes were over. */
  expire(token: string): void {
    const found = this.#access.get(token);
    if (found) found.expiresAt = this.#now() - 1;
  }

  /** Revokes one token. A revoked refresh token leaves the access tokens that it gave alone. */
  revoke(token: string): void {
    this.#access.delete(token);
    this.#refresh.delete(token);
  }

  /** Ends the install of a portal: every token of it is dead. No webhook tells the app. */
  uninstall(portalId: number): void {
    this.#installs.delete(portalId);
    for (const tokens of [this.#access, this.#refresh, this.#codes]) {
      for (const [token, grant] of tokens) if (grant.portalId === portalId) tokens.delete(token);
    }
  }

  #issueAccess(grant: Grant): string {
    const token = `na1-access-${randomUUID()}`;
    this.#access.set(token, { ...grant, expiresAt: this.#now() + ACCESS_TOKEN_SECONDS * 1_000 });
    return token;
  }
}
