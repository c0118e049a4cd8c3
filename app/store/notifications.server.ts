import type { Cipher } from "#app/lib/cipher.ts";
import type { HashValue } from "#app/sync/ports.ts";
import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { NotificationSetting } from "./generated/client.ts";

export interface NotificationSettings {
  readonly language: "en" | "de";
  readonly broken: boolean;
  readonly failing: boolean;
  readonly firstSync: boolean;
  readonly thresholdUnit: "records" | "percent";
  readonly threshold: number;
}

const defaults: NotificationSettings = {
  ...{ language: "en", broken: true, failing: true, firstSync: true, thresholdUnit: "records", threshold: 10 },
};

/** What the shop wants to hear of; the defaults as long as nothing was saved. */
export async function notificationSettings(db: Db, shop: string): Promise<NotificationSettings> {
  const row = await inShop(db, shop, (tx) => tx.notificationSetting.findUnique({ where: { shop } }));
  return row ? toNotificationSettings(row) : defaults;
}

export function toNotificationSettings(row: NotificationSetting): NotificationSettings {
  const { language, broken, failing, firstSync, thresholdUnit, threshold } = row;
  return {
    language: language === "de" ? "de" : "en",
    thresholdUnit: thresholdUnit === "percent" ? "percent" : "records",
    ...{ broken, failing, firstSync, threshold },
  };
}

export async function saveNotificationSettings(
  db: Db,
  shop: string,
  settings: NotificationSettings,
  now: Date,
): Promise<void> {
  await inShop(db, shop, (tx) => upsert(tx, shop, settings, now));
}

// What ended before anybody wished to hear of it is no news.
async function upsert(tx: Tx, shop: string, settings: Partial<NotificationSettings>, now: Date): Promise<void> {
  const told = { firstSyncTo: now.toISOString() };
  await tx.notificationSetting.upsert({ where: { shop }, create: { shop, ...settings, told }, update: settings });
}

export interface Recipient {
  readonly id: string;
  readonly address: string;
  readonly state: "asked" | "confirmed" | "stopped";
  /** the mail server did not take the last mail for it */
  readonly undelivered: boolean;
}

export async function listRecipients(db: Db, cipher: Cipher, shop: string): Promise<readonly Recipient[]> {
  const { rows, dead } = await inShop(db, shop, async (tx) => ({
    rows: await tx.notificationRecipient.findMany({ where: { shop }, orderBy: [{ addedAt: "asc" }, { id: "asc" }] }),
    dead: await tx.$queryRaw<{ id: string }[]>`
      select recipient_id::text as id from (
        select distinct on (recipient_id) recipient_id, status from outgoing_mail
        where shop = ${shop} and status <> 'waiting' order by recipient_id, settled_at desc) last
      where status = 'dead'`,
  }));
  const undelivered = new Set(dead.map(({ id }) => id));
  return await Promise.all(
    rows.map(async ({ id, address, confirmedAt, stoppedAt }) => ({
      ...{ id, address: await cipher.decrypt(address), undelivered: undelivered.has(id) },
      state: stoppedAt ? ("stopped" as const) : confirmedAt ? ("confirmed" as const) : ("asked" as const),
    })),
  );
}

export type AddedRecipient = { readonly kind: "added"; readonly id: string } | { readonly kind: "known" | "too_many" };

/** Keeps a new address, which gets nothing but the question until its owner agreed. `within` runs in the same transaction. */
export async function addRecipient(
  { db, cipher, hash }: { readonly db: Db; readonly cipher: Cipher; readonly hash: HashValue },
  shop: string,
  { address, language, most, now }: { address: string; language: "en" | "de"; most: number; now: Date },
  within: (tx: Tx, id: string) => Promise<void>,
): Promise<AddedRecipient> {
  const addressHash = hash(shop, "mail:address", address.toLowerCase());
  const encrypted = await cipher.encrypt(address);
  return await inShop(db, shop, async (tx) => {
    const before = await tx.notificationSetting.count({ where: { shop } });
    await upsert(tx, shop, before > 0 ? {} : { language }, now);
    // In line with others who add one, so that the number holds.
    await tx.$executeRaw`select 1 from notification_setting where shop = ${shop} for update`;
    if ((await tx.notificationRecipient.count({ where: { shop, addressHash } })) > 0) return { kind: "known" };
    if ((await tx.notificationRecipient.count({ where: { shop } })) >= most) return { kind: "too_many" };
    const data = { shop, address: encrypted, addressHash, addedAt: now };
    const { id } = await tx.notificationRecipient.create({ data });
    await within(tx, id);
    return { kind: "added", id };
  });
}

/** Forgets an address, with the mails that wait for it. */
export async function removeRecipient(db: Db, shop: string, id: string): Promise<boolean> {
  return await inShop(db, shop, async (tx) => {
    await tx.outgoingMail.deleteMany({ where: { shop, recipientId: id } });
    return (await tx.notificationRecipient.deleteMany({ where: { shop, id } })).count === 1;
  });
}

/** Its owner agreed, or wants no more. @returns whether the address is still kept. */
export async function markRecipient(
  db: Db,
  shop: string,
  id: string,
  patch: { readonly confirmedAt: Date; readonly stoppedAt: null } | { readonly stoppedAt: Date },
): Promise<boolean> {
  const { count } = await inShop(db, shop, (tx) =>
    tx.notificationRecipient.updateMany({ where: { shop, id }, data: patch }),
  );
  return count === 1;
}
