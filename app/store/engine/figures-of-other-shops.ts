import type { CustomerFigures, EngineStore, FiguresOfOtherShop } from "#app/sync/ports.ts";
import type { Db } from "../db.server.ts";
import { asSystem } from "../db.server.ts";

interface FiguresRow {
  hubspot_id: string;
  connection_id: string;
  shop: string;
  figures: CustomerFigures | null;
}

/** What the portal's other connected shops hold of these HubSpot records, those that linked a record earlier first. */
export function figuresOfOtherShops(db: Db): EngineStore["figuresOfOtherShops"] {
  return async ({ id, portalId }, object, hubspotIds) => {
    const found = new Map<string, FiguresOfOtherShop[]>();
    if (hubspotIds.length === 0) return found;
    const rows = await asSystem(
      db,
      "shared_figures",
      (tx) => tx.$queryRaw<FiguresRow[]>`
        select o.hubspot_id, o.connection_id, o.shop, o.figures from record_link o
        join connection c on c.id = o.connection_id and c.status = 'active'
        where o.portal_id = ${BigInt(portalId)} and o.object = ${object} and o.hubspot_id = any(${[...new Set(hubspotIds)]})
          and o.connection_id <> ${id}::uuid
        order by o.linked_at, o.connection_id`,
    );
    for (const { hubspot_id, connection_id, shop, figures } of rows) {
      const known = found.get(hubspot_id) ?? [];
      found.set(hubspot_id, [...known, { connection: { id: connection_id, shop, portalId }, figures }]);
    }
    return found;
  };
}
