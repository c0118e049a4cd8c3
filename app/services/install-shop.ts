import type { Log } from "#app/lib/log.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { shopFacts } from "#app/shopify/documents/app.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { findShop, recordInstall } from "#app/store/shops.server.ts";
import { toSyncError } from "#app/sync/errors.ts";

interface Deps {
  readonly db: Db;
  readonly admin: AdminClient;
  readonly log: Log;
}

/**
 * The shop is known and installed afterwards, with the scopes granted now. Runs whenever Shopify gives the app a new token, so it asks for
 * the shop's name and zone only where they are not known yet; should that fail, shop/update brings them.
 */
export async function installShop(
  { db, admin, log }: Deps,
  { shop: domain, scopes }: { readonly shop: string; readonly scopes: readonly string[] },
): Promise<void> {
  const before = await findShop(db, domain);
  const after = await recordInstall(db, { domain, scopes });
  if (before?.status !== "installed") {
    await recordActivity(db, { shop: domain, kind: before ? "app.reinstalled" : "app.installed" });
    log.info({ event: "shop.installed", shop: domain, again: before !== null });
  }
  if (after.name && after.timeZone && after.currency) return;
  try {
    const { data } = await admin.request({ shop: domain, lane: "live", document: shopFacts, variables: {}, cost: 3 });
    const { id, name, currencyCode, ianaTimezone } = data.shop;
    await recordInstall(db, { domain, scopes, shopifyGid: id, name, currency: currencyCode, timeZone: ianaTimezone });
  } catch (error) {
    log.warn({ event: "shop.facts_missing", shop: domain, error: toSyncError(error) });
  }
}
