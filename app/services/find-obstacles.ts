import { missingScopes } from "#app/hubspot/granted-scopes.ts";
import type { ActiveConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { B2bAnswer } from "./ask-b2b.ts";
import { b2bPreference } from "./ask-b2b.ts";

/** What is known to stand in the way of an object. No vendor is asked. */
export interface KnownObstacles {
  /** what Shopify last said of selling to companies, null when it was never asked; for companies alone */
  readonly b2b: B2bAnswer | null;
  /** Shopify shows orders of the last 60 days alone */
  readonly recentOrdersOnly: boolean;
  /** HubSpot scopes that the object needs and lacks */
  readonly missingScopes: readonly string[];
}

/** Reads our own database: the scopes that both vendors granted, and what Shopify said when it was last asked. */
export async function findObstacles(
  { db }: { readonly db: Db },
  shop: string,
  connection: ActiveConnection | null,
): Promise<Readonly<Record<MainObjectKey, KnownObstacles>>> {
  const stored = await findShop(db, shop);
  const preferences = (stored?.preferences ?? {}) as Readonly<Record<string, unknown>>;
  const settings = connection ? await listObjectSettings(db, connection) : [];
  const settingsOf = (object: MainObjectKey) => settings.find((one) => one.object === object) ?? null;
  const hasAllOrders = stored?.scopes.includes("read_all_orders") ?? false;
  const entries = mainObjectKeys.map((object) => [
    object,
    {
      b2b: object === "companies" ? ((preferences[b2bPreference] as B2bAnswer | undefined) ?? null) : null,
      recentOrdersOnly: object === "orders" && !hasAllOrders,
      missingScopes: connection ? missingScopes(object, connection.portal.scopes, settingsOf(object)) : [],
    },
  ]);
  return Object.fromEntries(entries);
}
