import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import { readObjects } from "./read-progress.ts";

/** Everything the home screen says of a shop, from our own database: the shop's preferences, its connection, its syncs. */
export async function readHome({ db }: { db: Db }, shop: string) {
  const [stored, connection] = await Promise.all([findShop(db, shop), activeConnection(db, shop)]);
  return {
    preferences: (stored?.preferences ?? {}) as Readonly<Record<string, unknown>>,
    connection,
    objects: connection ? await readObjects({ db }, connection) : {},
  };
}
