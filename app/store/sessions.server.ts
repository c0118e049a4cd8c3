import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Cipher } from "#app/lib/cipher.ts";
import type { Db } from "./db.server.ts";
import { inShop, withLock } from "./db.server.ts";
import type { Session as Row } from "./generated/client.ts";
import { Prisma } from "./generated/client.ts";

/**
 * Shopify's sessions, tokens encrypted at rest. The shop is read from the session's id, so that row security applies here too.
 */
export function createSessionStorage(db: Db, cipher: Cipher): SessionStorage {
  return {
    async storeSession(session) {
      const data = await toRow(cipher, session);
      await inShop(db, session.shop, (tx) =>
        tx.session.upsert({ where: { id: session.id }, create: data, update: data }),
      );
      return true;
    },
    async loadSession(id) {
      const row = await inShop(db, shopOfSession(id), (tx) => tx.session.findUnique({ where: { id } }));
      return row ? await toSession(cipher, row) : undefined;
    },
    async deleteSession(id) {
      await inShop(db, shopOfSession(id), (tx) => tx.session.deleteMany({ where: { id } }));
      return true;
    },
    async deleteSessions(ids) {
      for (const shop of new Set(ids.map(shopOfSession))) {
        const own = ids.filter((id) => shopOfSession(id) === shop);
        await inShop(db, shop, (tx) => tx.session.deleteMany({ where: { id: { in: own } } }));
      }
      return true;
    },
    async findSessionsByShop(shop) {
      const rows = await inShop(db, shop, (tx) => tx.session.findMany({ where: { shop }, orderBy: { id: "asc" } }));
      return await Promise.all(rows.map((row) => toSession(cipher, row)));
    },
  };
}

/** Ids are `offline_<shop>` and `<shop>_<user>`; a myshopify domain has no underscore. */
export function shopOfSession(id: string): string {
  return id.startsWith("offline_") ? id.slice("offline_".length) : id.slice(0, Math.max(0, id.lastIndexOf("_")));
}

/** Runs `fn` while no other process does so for the same shop and purpose, such as getting a new token. Short work only. */
export async function withShopLock<T>(db: Db, shop: string, purpose: string, fn: () => Promise<T>): Promise<T> {
  return await withLock(db, `${purpose}:${shop}`, fn);
}

async function toRow(cipher: Cipher, session: Session) {
  const { accessToken, refreshToken, onlineAccessInfo } = session;
  return {
    id: session.id,
    shop: session.shop,
    isOnline: session.isOnline,
    state: session.state,
    scope: session.scope ?? null,
    expiresAt: session.expires ?? null,
    accessToken: accessToken === undefined ? null : await cipher.encrypt(accessToken),
    refreshToken: refreshToken === undefined ? null : await cipher.encrypt(refreshToken),
    refreshTokenExpires: session.refreshTokenExpires ?? null,
    onlineAccessInfo: onlineAccessInfo === undefined ? Prisma.DbNull : withoutPerson(onlineAccessInfo),
  };
}

/** Name and e-mail of a merchant's staff are not needed: only who it is and what they may do. */
function withoutPerson(info: NonNullable<Session["onlineAccessInfo"]>) {
  const { id, account_owner, locale, collaborator } = info.associated_user;
  return {
    expires_in: info.expires_in,
    associated_user_scope: info.associated_user_scope,
    associated_user: { id, account_owner, locale, collaborator },
  };
}

async function toSession(cipher: Cipher, row: Row): Promise<Session> {
  return new Session({
    id: row.id,
    shop: row.shop,
    state: row.state,
    isOnline: row.isOnline,
    ...(row.scope !== null && { scope: row.scope }),
    ...(row.expiresAt && { expires: row.expiresAt }),
    ...(row.accessToken !== null && { accessToken: await cipher.decrypt(row.accessToken) }),
    ...(row.refreshToken !== null && { refreshToken: await cipher.decrypt(row.refreshToken) }),
    ...(row.refreshTokenExpires && { refreshTokenExpires: row.refreshTokenExpires }),
    ...(row.onlineAccessInfo !== null && {
      onlineAccessInfo: row.onlineAccessInfo as unknown as NonNullable<Session["onlineAccessInfo"]>,
    }),
  });
}
