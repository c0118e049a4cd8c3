import { missingScopes } from "#app/hubspot/granted-scopes.ts";
import type { ActiveConnection } from "#app/store/connections.server.ts";
import type { StoredObjectSettings } from "#app/store/settings.server.ts";
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

export interface KnownShop {
  readonly scopes: readonly string[];
  readonly preferences: unknown;
}

/** By the scopes that both vendors granted, and by what Shopify said when it was last asked. */
export function knownObstacles(
  object: MainObjectKey,
  shop: KnownShop | null,
  connection: ActiveConnection | null,
  settings: StoredObjectSettings | null,
): KnownObstacles {
  const preferences = (shop?.preferences ?? {}) as Readonly<Record<string, unknown>>;
  const hasAllOrders = shop?.scopes.includes("read_all_orders") ?? false;
  return {
    b2b: object === "companies" ? ((preferences[b2bPreference] as B2bAnswer | undefined) ?? null) : null,
    recentOrdersOnly: object === "orders" && !hasAllOrders,
    missingScopes: connection ? missingScopes(object, connection.portal.scopes, settings) : [],
  };
}

/** The same of every object. */
export function allKnownObstacles(
  shop: KnownShop | null,
  connection: ActiveConnection | null,
  settings: readonly StoredObjectSettings[],
): Readonly<Record<MainObjectKey, KnownObstacles>> {
  const settingsOf = (object: MainObjectKey) => settings.find((one) => one.object === object) ?? null;
  const entries = mainObjectKeys.map((key) => [key, knownObstacles(key, shop, connection, settingsOf(key))]);
  return Object.fromEntries(entries);
}
