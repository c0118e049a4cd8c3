import type { PortalTokens } from "#app/hubspot/portal-tokens.ts";
import type { Log } from "#app/lib/log.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { findShop, markUninstalled } from "#app/store/shops.server.ts";
import { endConnection } from "./end-connection.ts";

export interface UninstallDeps {
  readonly db: Db;
  readonly log: Log;
  readonly portalTokens: PortalTokens;
}

/**
 * The shop took the app away: its sessions are gone, its connection is closed with nothing pending, and HubSpot is told if this was the
 * portal's last shop. Shopify's API is not needed, for its tokens died with the app. Links and settings stay until shop/redact, so that a
 * shop that installs again goes on where it was.
 * @param at when it was uninstalled: a delivery that comes after the shop has installed again is not about now
 */
export async function uninstallShop(
  deps: UninstallDeps,
  { shop: domain, at }: { readonly shop: string; readonly at: Date },
): Promise<"done" | "not_ours"> {
  const shop = await findShop(deps.db, domain);
  if (shop?.status !== "installed" || shop.installedAt > at) return "not_ours";
  // Shopify waits five seconds for the answer; HubSpot may have half of them.
  await endConnection(deps, domain, { patienceMs: 2500 });
  await markUninstalled(deps.db, domain, at);
  await recordActivity(deps.db, { shop: domain, kind: "app.uninstalled" });
  return "done";
}
