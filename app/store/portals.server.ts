import type { Cipher } from "#app/lib/cipher.ts";
import type { NewTokens } from "#app/sync/access-ports.ts";
import type { Connection } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { asSystem, inShop } from "./db.server.ts";
import type { Portal, PortalStatus } from "./generated/client.ts";

export const portalFactColumns = {
  id: true,
  status: true,
  hubDomain: true,
  uiDomain: true,
  timeZone: true,
  currency: true,
  dataHostingLocation: true,
  accountType: true,
  scopes: true,
  reconnectReason: true,
  pausedUntil: true,
  propertiesCheckedAt: true,
} as const;

/** What is known of a portal, without its tokens. */
export interface PortalFacts extends Omit<Pick<Portal, keyof typeof portalFactColumns>, "id"> {
  readonly id: string;
}

export function toPortalFacts(row: Pick<Portal, keyof typeof portalFactColumns>): PortalFacts {
  return { ...row, id: String(row.id) };
}

export async function findPortal(db: Db, connection: Connection): Promise<PortalFacts | null> {
  const row = await inShop(db, connection.shop, (tx) =>
    tx.portal.findUnique({ where: { id: BigInt(connection.portalId) }, select: portalFactColumns }),
  );
  return row && toPortalFacts(row);
}

export interface SavedPortal {
  readonly id: string;
  readonly hubDomain?: string | null;
  readonly uiDomain?: string | null;
  readonly timeZone?: string | null;
  readonly currency?: string | null;
  readonly dataHostingLocation?: string | null;
  readonly accountType?: string | null;
  readonly tokens: NewTokens;
}

/** The portal is known and connected afterwards, with these tokens. Others of its shops use them from then on. */
export async function savePortal(db: Db, cipher: Cipher, { id, tokens, ...facts }: SavedPortal): Promise<void> {
  const [access, refresh] = await Promise.all([
    cipher.encrypt(tokens.accessToken),
    cipher.encrypt(tokens.refreshToken),
  ]);
  const text = (value: string | null | undefined) => value ?? null;
  // Values are given twice, not taken from "excluded": the system role may write tokens but not read them.
  await asSystem(
    db,
    "save_portal",
    (tx) => tx.$executeRaw`
      insert into portal (id, status, hub_domain, ui_domain, time_zone, currency, data_hosting_location, account_type, scopes,
        access_token, access_token_expires_at, refresh_token)
      values (${BigInt(id)}, 'connected', ${text(facts.hubDomain)}, ${text(facts.uiDomain)}, ${text(facts.timeZone)},
        ${text(facts.currency)}, ${text(facts.dataHostingLocation)}, ${text(facts.accountType)}, ${[...tokens.scopes]},
        ${access}, ${tokens.expiresAt}, ${refresh})
      on conflict (id) do update set status = 'connected', hub_domain = ${text(facts.hubDomain)},
        ui_domain = ${text(facts.uiDomain)}, time_zone = ${text(facts.timeZone)}, currency = ${text(facts.currency)},
        data_hosting_location = ${text(facts.dataHostingLocation)}, account_type = ${text(facts.accountType)},
        scopes = ${[...tokens.scopes]}, access_token = ${access}, access_token_expires_at = ${tokens.expiresAt},
        refresh_token = ${refresh}, reconnect_reason = null, paused_until = null, updated_at = now()`,
  );
}

/** Sets what the portal's shops are shown: with "disconnected" its tokens are forgotten. */
export async function setPortalStatus(
  db: Db,
  portalId: string,
  status: PortalStatus,
  reason: string | null = null,
): Promise<void> {
  const forgotten =
    status === "disconnected" ? { accessToken: null, refreshToken: null, accessTokenExpiresAt: null } : {};
  await asSystem(db, "portal_state", (tx) =>
    tx.portal.updateMany({ where: { id: BigInt(portalId) }, data: { status, reconnectReason: reason, ...forgotten } }),
  );
}

/** Nothing is asked of the portal before then (a data centre move, a daily limit). */
export async function pausePortal(db: Db, portalId: string, until: Date): Promise<void> {
  await asSystem(db, "portal_state", (tx) =>
    tx.portal.updateMany({ where: { id: BigInt(portalId) }, data: { pausedUntil: until } }),
  );
}

/** Notes that the portal's properties and groups were found complete. */
export async function markPropertiesChecked(db: Db, connection: Connection, at: Date): Promise<void> {
  await inShop(db, connection.shop, (tx) =>
    tx.portal.updateMany({ where: { id: BigInt(connection.portalId) }, data: { propertiesCheckedAt: at } }),
  );
}
