import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { Shop } from "./generated/client.ts";

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
