import type { Connection } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { asSystem } from "./db.server.ts";

export interface StoreOfPortal {
  readonly domain: string;
  /** null until Shopify told it */
  readonly name: string | null;
  readonly connectedAt: Date;
  /** the shop whose invitation connected it */
  readonly invitedBy: string | null;
  /** how many of its syncs are on */
  readonly syncsOn: number;
}

/**
 * All shops that are connected with the HubSpot account of this connection, the longest connected first; none when the connection has ended.
 * The one place where a merchant sees anything of another shop.
 */
export async function storesOfPortal(db: Db, { id, portalId }: Connection): Promise<readonly StoreOfPortal[]> {
  return await asSystem(
    db,
    "stores_of_portal",
    (tx) => tx.$queryRaw<StoreOfPortal[]>`
      select s.domain, s.name, c.connected_at as "connectedAt", c.invited_by as "invitedBy",
        (select count(*)::int from object_setting o where o.connection_id = c.id and o.enabled) as "syncsOn"
      from connection c join shop s on s.domain = c.shop
      where c.portal_id = ${BigInt(portalId)} and c.status = 'active' and exists (
        select 1 from connection own
        where own.id = ${id}::uuid and own.portal_id = c.portal_id and own.status = 'active')
      order by c.connected_at, s.domain`,
  );
}
