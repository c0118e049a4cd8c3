import type { FiguresOfOtherShop } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import type { Tables } from "./tables.ts";

/** What the portal's other connected shops hold of these contacts, those that linked one earlier first. */
export function figuresOfOtherShops(
  tables: readonly Tables[],
  own: Connection,
  hubspotIds: readonly string[],
): ReadonlyMap<string, readonly FiguresOfOtherShop[]> {
  const links = tables
    .filter(({ active, connection }) => active && connection.portalId === own.portalId && connection.id !== own.id)
    .flatMap((table) =>
      [...table.links.values()].map(({ shopifyId, hubspotId, figures = null }) => ({
        ...{ hubspotId, connection: table.connection, figures },
        since: `${table.linkedAt.get(shopifyId)} ${table.connection.id}`,
      })),
    )
    .sort((one, other) => (one.since < other.since ? -1 : 1));
  const found = new Map<string, FiguresOfOtherShop[]>();
  for (const { hubspotId, connection, figures } of links)
    if (hubspotIds.includes(hubspotId))
      found.set(hubspotId, [...(found.get(hubspotId) ?? []), { connection, figures }]);
  return found;
}
