import type { Cipher } from "#app/lib/cipher.ts";
import type { NewTokens, PortalAccess, PortalAccessStore } from "#app/sync/access-ports.ts";
import { connectionsOfPortal } from "./connections.server.ts";
import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import { pausePortal, setPortalStatus } from "./portals.server.ts";

interface TokenRow {
  status: string;
  access_token: string | null;
  refresh_token: string | null;
  access_token_expires_at: Date | null;
  scopes: string[];
  time_zone: string | null;
  paused_until: Date | null;
}

/**
 * Portals' tokens, encrypted at rest. Read as one of the portal's shops: the system role cannot. One refresh at a time over all
 * processes: the row's lock is held while HubSpot answers, and who waited for it finds the new token instead of asking again.
 */
export function createPortalAccessStore(db: Db, cipher: Cipher): PortalAccessStore {
  return {
    async read(portalId) {
      return await asSomeShop(db, portalId, async (tx) => {
        const row = await readRow(tx, portalId, false);
        return row && (await toAccess(cipher, row));
      });
    },
    async refresh(portalId, stale, exchange) {
      return await asSomeShop(db, portalId, async (tx) => {
        const row = await readRow(tx, portalId, true);
        const known = row && (await toAccess(cipher, row));
        if (!row?.refresh_token || !known) return null;
        if (known.accessToken !== stale) return known;
        const tokens = await exchange(await cipher.decrypt(row.refresh_token));
        await saveTokens(tx, cipher, portalId, tokens);
        const { accessToken, expiresAt, scopes } = tokens;
        return { ...known, accessToken, expiresAt, scopes };
      });
    },
    markReconnect: (portalId, reason) => setPortalStatus(db, portalId, "reconnect", reason),
    pause: (portalId, until) => pausePortal(db, portalId, until),
  };
}

async function asSomeShop<T>(db: Db, portalId: string, fn: (tx: Tx) => Promise<T | null>): Promise<T | null> {
  const [connection] = await connectionsOfPortal(db, portalId);
  return connection ? await inShop(db, connection.shop, fn) : null;
}

async function readRow(tx: Tx, portalId: string, lock: boolean): Promise<TokenRow | null> {
  const id = BigInt(portalId);
  if (lock) await tx.$executeRaw`select 1 from portal where id = ${id} for update`;
  const rows = await tx.$queryRaw<TokenRow[]>`
    select status::text as status, access_token, refresh_token, access_token_expires_at, scopes, time_zone, paused_until
    from portal where id = ${id}`;
  return rows[0] ?? null;
}

async function toAccess(cipher: Cipher, row: TokenRow): Promise<PortalAccess | null> {
  if (row.status !== "connected" || row.access_token === null || row.access_token_expires_at === null) return null;
  return {
    accessToken: await cipher.decrypt(row.access_token),
    expiresAt: row.access_token_expires_at,
    scopes: row.scopes,
    timeZone: row.time_zone,
    pausedUntil: row.paused_until,
  };
}

async function saveTokens(tx: Tx, cipher: Cipher, portalId: string, tokens: NewTokens): Promise<void> {
  await tx.portal.updateMany({
    where: { id: BigInt(portalId) },
    data: {
      accessToken: await cipher.encrypt(tokens.accessToken),
      refreshToken: await cipher.encrypt(tokens.refreshToken),
      accessTokenExpiresAt: tokens.expiresAt,
      scopes: [...tokens.scopes],
      reconnectReason: null,
    },
  });
}
