import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { Shop } from "./generated/client.ts";
import { lockCounts } from "./overview.server.ts";

export interface InstalledShop {
  readonly domain: string;
  readonly name?: string;
  readonly currency?: string;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly scopes: readonly string[];
  readonly shopifyGid?: string;
}

/** The shop is known and installed afterwards; facts that are not given stay. Safe to repeat. */
export async function recordInstall(db: Db, { domain, scopes, ...facts }: InstalledShop): Promise<Shop> {
  const data = { ...facts, scopes: [...scopes], status: "installed" as const, uninstalledAt: null };
  return await inShop(db, domain, async (tx) => {
    const before = await tx.shop.findUnique({ where: { domain }, select: { status: true } });
    const again = before?.status === "uninstalled" ? { installedAt: new Date() } : {};
    return await tx.shop.upsert({ where: { domain }, create: { domain, ...data }, update: { ...data, ...again } });
  });
}

/**
 * Marks the shop uninstalled and forgets its sessions, for Shopify has ended their tokens, and whom it wanted to be told by e-mail. Links
 * and settings of syncs stay until shop/redact.
 */
export async function markUninstalled(db: Db, domain: string, at: Date): Promise<void> {
  await inShop(db, domain, async (tx) => {
    await tx.shop.updateMany({ where: { domain }, data: { status: "uninstalled", uninstalledAt: at } });
    const where = { shop: domain };
    await tx.session.deleteMany({ where });
    await tx.outgoingMail.deleteMany({ where });
    await tx.notificationRecipient.deleteMany({ where });
    await tx.notificationSetting.deleteMany({ where });
  });
}

export async function findShop(db: Db, domain: string): Promise<Shop | null> {
  return await inShop(db, domain, (tx) => tx.shop.findUnique({ where: { domain } }));
}

/** Sets one of the shop's preferences without touching the others: two screens may save at once. */
export async function savePreference(
  db: Db,
  domain: string,
  key: string,
  value: string | number | boolean | null,
): Promise<void> {
  const patch = JSON.stringify({ [key]: value });
  await inShop(
    db,
    domain,
    (tx) => tx.$executeRaw`
      update shop set preferences = preferences || ${patch}::text::jsonb, updated_at = now() where domain = ${domain}`,
  );
}

/**
 * Forgets the shop: every row of every table that bears its name. Jobs that still name it find no connection and end; they hold ids only.
 */
export async function eraseShop(db: Db, domain: string): Promise<void> {
  await inShop(db, domain, async (tx) => {
    const where = { shop: domain };
    await tx.recordLink.deleteMany({ where });
    await tx.tombstone.deleteMany({ where });
    await tx.pendingChange.deleteMany({ where });
    await tx.recordLock.deleteMany({ where });
    await tx.pendingEffect.deleteMany({ where });
    await lockCounts(tx);
    await tx.outcome.deleteMany({ where });
    // Deleting the outcomes has counted them once more.
    await tx.outcomeCount.deleteMany({ where });
    await tx.writeLog.deleteMany({ where });
    await tx.matchKey.deleteMany({ where });
    await tx.recordAssociation.deleteMany({ where });
    await tx.recordFact.deleteMany({ where });
    await tx.backfillRun.deleteMany({ where });
    await tx.syncReview.deleteMany({ where });
    await tx.fieldMapping.deleteMany({ where });
    await tx.stageMapping.deleteMany({ where });
    await tx.delivery.deleteMany({ where });
    await tx.oauthState.deleteMany({ where });
    await tx.invitation.deleteMany({ where });
    await tx.outgoingMail.deleteMany({ where });
    await tx.notificationRecipient.deleteMany({ where });
    await tx.notificationSetting.deleteMany({ where });
    await tx.activity.deleteMany({ where });
    await tx.privacyRequest.deleteMany({ where });
    await tx.session.deleteMany({ where });
    await tx.shop.deleteMany({ where: { domain } });
  });
}
