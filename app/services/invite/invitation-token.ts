import type { Env } from "#app/env.server.ts";
import { openToken, signToken } from "#app/lib/signed-token.ts";
import type { HashValue } from "#app/sync/ports.ts";

const purpose = "invitation";

/** What a link's token says, signed by us: which shop invited, and the secret by which its invitation is found. */
export interface InvitationKey {
  readonly shop: string;
  readonly nonceHash: string;
}

type Secrets = { readonly env: Pick<Env, "TANDEM_HASH_SECRET">; readonly hash: HashValue };

export function makeInvitationToken({ env }: Secrets, shop: string, nonce: string, expiresAt: Date): string {
  return signToken(env.TANDEM_HASH_SECRET, purpose, { shop, nonce }, expiresAt);
}

/**
 * Reads a token that was pasted or opened; a whole link is taken too.
 * @returns null for what we did not sign. Whether it is too late stands with the invitation, so that the page can say so.
 */
export function readInvitationToken({ env, hash }: Secrets, text: string): InvitationKey | null {
  const token = tokenIn(text.trim());
  // A signature that is ours does not expire: the row's own time decides.
  const opened = /^[\w-]+\.[\w-]+$/.test(token) ? openToken(env.TANDEM_HASH_SECRET, purpose, token, new Date(0)) : null;
  const { shop, nonce } = opened ?? {};
  return shop && nonce ? { shop, nonceHash: hashNonce(hash, shop, nonce) } : null;
}

/** The token of a link, or the text itself. */
function tokenIn(text: string): string {
  return URL.canParse(text) ? (new URL(text).searchParams.get("token") ?? "") : text;
}

export const hashNonce = (hash: HashValue, shop: string, nonce: string) => hash(shop, "invitation:nonce", nonce);
