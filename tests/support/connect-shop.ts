import { randomBytes, randomInt } from "node:crypto";
import { generateKey } from "@47ng/cloak";
import type { Cipher } from "#app/lib/cipher.ts";
import { createCipher } from "#app/lib/cipher.ts";
import { openConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { savePortal } from "#app/store/portals.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import { recordInstall } from "#app/store/shops.server.ts";
import type { Connection } from "#app/sync/record.ts";

export const testCipher: Cipher = createCipher([generateKey()]);

export interface ConnectOptions {
  readonly shop?: string;
  readonly portalId?: string;
  readonly cipher?: Cipher;
}

/** A shop nobody else uses, installed and connected, with customers on. */
export async function connectShop(db: Db, options: ConnectOptions = {}): Promise<Connection> {
  const { shop = makeShopName(), portalId = String(randomInt(1_000_000, 999_999_999)), cipher = testCipher } = options;
  await recordInstall(db, { domain: shop, scopes: ["read_customers"] });
  await savePortal(db, cipher, {
    id: portalId,
    tokens: { accessToken: "access", refreshToken: "refresh", expiresAt: new Date(Date.now() + 1_800_000), scopes: [] },
  });
  const opened = await openConnection(db, { shop, portalId });
  await saveObjectSettings(db, opened.connection, "customers", { enabled: true });
  return opened.connection;
}

export function makeShopName(): string {
  return `shop-${randomBytes(6).toString("hex")}.myshopify.com`;
}
