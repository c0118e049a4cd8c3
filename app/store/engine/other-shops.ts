import type { EngineStore } from "#app/sync/ports.ts";
import type { Db } from "../db.server.ts";
import { asSystem } from "../db.server.ts";

/** HubSpot records that another connected shop of the portal has linked before this one, should this one have linked them too. */
export function ownedByOtherShops(db: Db): EngineStore["ownedByOtherShops"] {
  return async ({ id, portalId }, object, hubspotIds) => {
    if (hubspotIds.length === 0) return new Set();
    const rows = await asSystem(
      db,
      "other_shops",
      (tx) => tx.$queryRaw<{ hubspotId: string }[]>`
        select distinct o.hubspot_id as "hubspotId" from record_link o
        join connection c on c.id = o.connection_id and c.status = 'active'
        left join record_link own on own.portal_id = o.portal_id and own.object = o.object and own.hubspot_id = o.hubspot_id
          and own.connection_id = ${id}::uuid
        where o.portal_id = ${BigInt(portalId)} and o.object = ${object} and o.hubspot_id = any(${[...hubspotIds]})
          and o.connection_id <> ${id}::uuid
          and (own.linked_at is null or (o.linked_at, o.connection_id) < (own.linked_at, own.connection_id))`,
    );
    return new Set(rows.map(({ hubspotId }) => hubspotId));
  };
}

/** HubSpot records that any other connected shop of the portal has linked. */
export function linkedByOtherShops(db: Db): EngineStore["linkedByOtherShops"] {
  return async ({ id, portalId }, object, hubspotIds) => {
    if (hubspotIds.length === 0) return new Set();
    const rows = await asSystem(
      db,
      "other_shops",
      (tx) => tx.$queryRaw<{ hubspotId: string }[]>`
        select distinct o.hubspot_id as "hubspotId" from record_link o
        join connection c on c.id = o.connection_id and c.status = 'active'
        where o.portal_id = ${BigInt(portalId)} and o.object = ${object} and o.hubspot_id = any(${[...hubspotIds]})
          and o.connection_id <> ${id}::uuid`,
    );
    return new Set(rows.map(({ hubspotId }) => hubspotId));
  };
}
