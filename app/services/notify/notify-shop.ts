import { z } from "zod";
import type { Env } from "#app/env.server.ts";
import type { Cipher } from "#app/lib/cipher.ts";
import type { Log } from "#app/lib/log.ts";
import type { MailKind } from "#app/mail/mail-facts.ts";
import type { Mailer } from "#app/mail/open-mailer.ts";
import { renderMail } from "#app/mail/render-mail.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { tellNews } from "#app/store/news.server.ts";
import { notificationSettings } from "#app/store/notifications.server.ts";
import type { ClaimedMail } from "#app/store/outgoing-mail.server.ts";
import { claimMail, settleMail } from "#app/store/outgoing-mail.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { Clock } from "#app/sync/ports.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { decideNews } from "./decide-news.ts";
import { recipientUrl } from "./recipient-token.ts";

export interface NotifyDeps {
  readonly db: Db;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly log: Pick<Log, "info" | "warn" | "error">;
  readonly env: Pick<Env, "TANDEM_HASH_SECRET" | "SHOPIFY_APP_URL" | "SHOPIFY_API_KEY">;
  readonly mailer: Mailer;
}

const minuteMs = 60_000;
/** After each attempt that did not work; a mail that was not taken after the last, some eight hours later, is given up. */
const pausesMs = [1, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * minuteMs);
/** Longer than a mail server may take, with all its time-outs. */
const leaseMs = 5 * minuteMs;
const batch = 20;

/**
 * Finds what is new in a shop, and sends the mails that are due. Safe to repeat and to run twice at the same time: an event is put into the
 * outbox once for each recipient. A mail whose answer was lost is sent again under the same Message-ID: at least once, seldom twice.
 */
export async function notifyShop(deps: NotifyDeps, shop: string): Promise<void> {
  const { db, clock } = deps;
  await tellNews(db, shop, clock.now(), (state, kept, wishes) => {
    const { news, told } = decideNews(state, toldSchema.parse(kept), wishes);
    return {
      told: { ...told, failing: [...told.failing] },
      mails: news.map(({ key, ...it }) => ({ ...it, eventKey: key })),
    };
  });
  for (;;) {
    const claimed = await claimMail(db, shop, clock.now(), leaseMs, batch);
    for (const mail of claimed) await sendOne(deps, shop, mail);
    if (claimed.length < batch) return;
  }
}

const toldSchema = z.object({
  episode: z.number().default(0),
  broken: z.boolean().default(false),
  failing: z.array(z.enum(mainObjectKeys)).default([]),
  firstSyncTo: z.string().default(""),
});

async function sendOne(deps: NotifyDeps, shop: string, mail: ClaimedMail): Promise<void> {
  const { db, clock, log, mailer } = deps;
  const answer = await mailer.send(await compose(deps, shop, mail));
  const now = clock.now();
  const pause = pausesMs[mail.attempts - 1];
  if (answer.kind === "sent") {
    await settleMail(db, shop, mail.id, { status: "sent", settledAt: now, lastError: null });
    return log.info({ event: "mail.sent", shop, kind: mail.kind, attempts: mail.attempts });
  }
  log.warn({ event: "mail.failed", shop, kind: mail.kind, attempts: mail.attempts, answer: answer.code });
  if (answer.kind === "later" && pause !== undefined) {
    const dueAt = new Date(now.getTime() + pause);
    return settleMail(db, shop, mail.id, { status: "waiting", dueAt, lastError: answer.code });
  }
  await settleMail(db, shop, mail.id, { status: "dead", settledAt: now, lastError: answer.code });
  await recordActivity(db, { shop, kind: "mail.undelivered", details: { mail: mail.kind, answer: answer.code } });
}

const pages: Readonly<Record<MailKind, string>> = {
  confirm: "/app/notifications",
  test: "/app/notifications",
  broken: "/app/connection",
  failing: "/app/health",
  first_sync: "/app/sync",
};

async function compose({ db, cipher, clock, env }: NotifyDeps, shop: string, { id, address, ...mail }: ClaimedMail) {
  const { language } = await notificationSettings(db, shop);
  const store = (await findShop(db, shop))?.name ?? shop;
  const kind = mail.kind as MailKind;
  const key = { shop, id: mail.recipientId };
  const stopUrl = recipientUrl(env, { ...key, act: "stop" }, clock.now());
  const admin = `https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, "")}/apps/${env.SHOPIFY_API_KEY}`;
  const asks = kind === "confirm";
  const link = asks ? recipientUrl(env, { ...key, act: "confirm" }, clock.now()) : `${admin}${pages[kind]}`;
  const rendered = renderMail(kind, mail.facts, { language, store, link, stopUrl: asks ? null : stopUrl });
  const messageId = `<${id}@${new URL(env.SHOPIFY_APP_URL).hostname}>`;
  return { to: await cipher.decrypt(address), messageId, ...rendered, ...(!asks && { stopUrl }) };
}
