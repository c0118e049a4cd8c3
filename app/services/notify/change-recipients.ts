import { randomUUID } from "node:crypto";
import type { Env } from "#app/env.server.ts";
import type { Boss } from "#app/jobs/boss.server.ts";
import type { Cipher } from "#app/lib/cipher.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { inShop } from "#app/store/db.server.ts";
import type { AddedRecipient } from "#app/store/notifications.server.ts";
import {
  addRecipient as add,
  listRecipients,
  markRecipient,
  removeRecipient as remove,
} from "#app/store/notifications.server.ts";
import { putMail } from "#app/store/outgoing-mail.server.ts";
import type { Clock, HashValue } from "#app/sync/ports.ts";
import type { RecipientKey } from "./recipient-token.ts";
import { readRecipientToken } from "./recipient-token.ts";

export interface RecipientDeps {
  readonly db: Db;
  readonly boss: Pick<Boss, "tell"> | null;
  readonly cipher: Cipher;
  readonly hash: HashValue;
  readonly clock: Clock;
  readonly env: Pick<Env, "TANDEM_HASH_SECRET" | "SHOPIFY_APP_URL">;
}

interface Who {
  readonly shop: string;
  readonly userId: string;
}

const most = 10;

/** Adds an address, and asks its owner by e-mail whether it may be used. No address is told to the history. */
export async function addRecipient(
  deps: RecipientDeps,
  { shop, userId }: Who,
  { address, language }: { readonly address: string; readonly language: "en" | "de" },
): Promise<AddedRecipient> {
  const now = deps.clock.now();
  const added = await add(deps, shop, { address, language, most, now }, async (tx, id) => {
    await putMail(tx, shop, [id], { kind: "confirm", eventKey: "confirm", facts: {} }, now);
    await deps.boss?.tell(tx, [shop]);
  });
  if (added.kind === "added") await recordActivity(deps.db, { shop, kind: "recipient.added", actor: userId });
  return added;
}

export async function removeRecipient(
  { db }: Pick<RecipientDeps, "db">,
  { shop, userId }: Who,
  id: string,
): Promise<void> {
  if (await remove(db, shop, id)) await recordActivity(db, { shop, kind: "recipient.removed", actor: userId });
}

/** Sends a mail that says that mails arrive, to everybody who agreed. @returns to how many */
export async function sendTestMail({ db, boss, cipher, clock }: RecipientDeps, { shop }: Who): Promise<number> {
  const confirmed = (await listRecipients(db, cipher, shop)).filter(({ state }) => state === "confirmed");
  const ids = confirmed.map(({ id }) => id);
  await inShop(db, shop, async (tx) => {
    await putMail(tx, shop, ids, { kind: "test", eventKey: `test:${randomUUID()}`, facts: {} }, clock.now());
    await boss?.tell(tx, [shop]);
  });
  return ids.length;
}

/** The owner of a mailbox agrees to mails or ends them, by the link that was sent to it. @returns null when the link is not ours or old */
export async function answerMail(
  { db, clock, env }: RecipientDeps,
  token: string,
): Promise<RecipientKey["act"] | "gone" | null> {
  const now = clock.now();
  const key = readRecipientToken(env, token, now);
  if (!key) return null;
  const patch = key.act === "confirm" ? { confirmedAt: now, stoppedAt: null } : { stoppedAt: now };
  return (await markRecipient(db, key.shop, key.id, patch)) ? key.act : "gone";
}
