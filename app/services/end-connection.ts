import { uninstallFromPortal } from "#app/hubspot/account.ts";
import type { PortalTokens } from "#app/hubspot/portal-tokens.ts";
import type { Log } from "#app/lib/log.ts";
import { activeConnection, closeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { setPortalStatus } from "#app/store/portals.server.ts";
import type { Connection } from "#app/sync/record.ts";

interface Deps {
  readonly db: Db;
  readonly log: Log;
  readonly portalTokens: PortalTokens;
}

/**
 * Closes the shop's connection: pending work is dropped, links, tombstones and settings stay. With the portal's last shop the app is
 * removed from the portal and its tokens are forgotten; should HubSpot not answer, they are forgotten all the same.
 * @returns the connection that ended, null when there was none
 */
export async function endConnection(
  deps: Deps,
  shop: string,
  { patienceMs }: { patienceMs: number },
): Promise<Connection | null> {
  const active = await activeConnection(deps.db, shop);
  if (!active) return null;
  // Tokens are read as one of the portal's connected shops, so before this one ends.
  const token = await within(patienceMs / 2, deps.portalTokens.token(active.portalId)).catch(() => null);
  const closed = await closeConnection(deps.db, shop);
  deps.portalTokens.forget(active.portalId);
  if (!closed?.lastOfPortal) return closed?.connection ?? null;
  const removed = token !== null && (await within(patienceMs / 2, uninstallFromPortal(token)).catch(() => false));
  if (!removed) deps.log.warn({ event: "portal.not_removed", portalId: active.portalId });
  await setPortalStatus(deps.db, active.portalId, "disconnected");
  return closed.connection;
}

async function within<Result>(ms: number, task: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("too late")), ms);
  });
  try {
    return await Promise.race([task, late]);
  } finally {
    clearTimeout(timer);
  }
}
