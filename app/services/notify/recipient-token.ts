import type { Env } from "#app/env.server.ts";
import { openToken, signToken } from "#app/lib/signed-token.ts";

type Secret = Pick<Env, "TANDEM_HASH_SECRET" | "SHOPIFY_APP_URL">;

const purpose = "mail-recipient";
const dayMs = 86_400_000;
/** Whoever kept a mail may still end what it belongs to years later. */
const lifeMs = { confirm: 30 * dayMs, stop: 3 * 365 * dayMs };

type RecipientAct = keyof typeof lifeMs;

export interface RecipientKey {
  readonly act: RecipientAct;
  readonly shop: string;
  readonly id: string;
}

/** The address by which the owner of a mailbox agrees to mails, or ends them. It names no address. */
export function recipientUrl(env: Secret, { act, shop, id }: RecipientKey, now: Date): string {
  const token = signToken(env.TANDEM_HASH_SECRET, purpose, { act, shop, id }, new Date(now.getTime() + lifeMs[act]));
  return `${env.SHOPIFY_APP_URL}/mail?${new URLSearchParams({ token })}`;
}

/** @returns null for what we did not sign, or signed too long ago */
export function readRecipientToken(env: Secret, token: string, now: Date): RecipientKey | null {
  const { act, shop, id } = openToken(env.TANDEM_HASH_SECRET, purpose, token, now) ?? {};
  return (act === "confirm" || act === "stop") && shop && id ? { act, shop, id } : null;
}
