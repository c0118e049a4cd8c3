import type { Db, Tx } from "./db.server.ts";
import { asSystem, inShop } from "./db.server.ts";
import type { Prisma } from "./generated/client.ts";

export interface NewMail {
  readonly kind: string;
  /** names the event: of one event a recipient gets one mail */
  readonly eventKey: string;
  readonly facts: Prisma.InputJsonObject;
}

/** Puts a mail for each recipient into the outbox, with the transaction; what is there already is left. */
export async function putMail(
  tx: Tx,
  shop: string,
  recipientIds: readonly string[],
  mail: NewMail,
  now: Date,
): Promise<void> {
  const data = recipientIds.map((recipientId) => ({ ...mail, shop, recipientId, dueAt: now }));
  await tx.outgoingMail.createMany({ data, skipDuplicates: true });
}

export interface ClaimedMail {
  readonly id: string;
  readonly kind: string;
  readonly facts: unknown;
  /** this one included */
  readonly attempts: number;
  readonly recipientId: string;
  /** encrypted */
  readonly address: string;
}

/** Takes mails that are due, for as long as one attempt may last. A mail whose recipient wants none, or has not agreed, is dropped. */
export async function claimMail(
  db: Db,
  shop: string,
  now: Date,
  leaseMs: number,
  limit: number,
): Promise<readonly ClaimedMail[]> {
  const until = new Date(now.getTime() + leaseMs);
  return await inShop(db, shop, async (tx) => {
    await tx.$executeRaw`
      delete from outgoing_mail m using notification_recipient r
      where m.shop = ${shop} and m.status = 'waiting' and r.id = m.recipient_id
        and (r.stopped_at is not null or (r.confirmed_at is null and m.kind <> 'confirm'))`;
    return await tx.$queryRaw<ClaimedMail[]>`
      update outgoing_mail m set leased_until = ${until}, attempts = m.attempts + 1
      from notification_recipient r
      where r.id = m.recipient_id and m.id in (
        select id from outgoing_mail
        where shop = ${shop} and status = 'waiting' and due_at <= ${now} and (leased_until is null or leased_until <= ${now})
        order by due_at limit ${limit} for update skip locked)
      returning m.id::text as id, m.kind, m.facts, m.attempts, m.recipient_id::text as "recipientId", r.address`;
  });
}

/** Ends an attempt: the mail is off, is given up, or waits for the next one. */
export async function settleMail(
  db: Db,
  shop: string,
  id: string,
  outcome:
    | { readonly status: "sent" | "dead"; readonly settledAt: Date; readonly lastError: string | null }
    | { readonly status: "waiting"; readonly dueAt: Date; readonly lastError: string },
): Promise<void> {
  await inShop(db, shop, (tx) =>
    tx.outgoingMail.updateMany({ where: { shop, id }, data: { ...outcome, leasedUntil: null } }),
  );
}

/** Shops that were not looked at for this long. Their time is taken at once, so that no other tick sends them too. */
export async function takeShopsToTell(db: Db, everyMs: number): Promise<readonly string[]> {
  const rows = await asSystem(
    db,
    "find_mail",
    (tx) => tx.$queryRaw<{ shop: string }[]>`
      update notification_setting set checked_at = now()
      where checked_at is null or checked_at <= now() - ${everyMs}::float8 * interval '1 millisecond'
      returning shop`,
  );
  return rows.map(({ shop }) => shop);
}
