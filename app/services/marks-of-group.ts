import type { GroupMeaning, Payload } from "#app/shopify/topics.ts";
import type { EngineStore, Mark } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";

/**
 * The marks that a delivery leaves which names its records by their group alone: those of the group that are linked. None when the payload
 * names no group, or one that nobody knows yet: the sweep, which asks Shopify every minute what has changed, finds a new one.
 */
export async function marksOfGroup(
  store: Pick<EngineStore, "linksOfGroups">,
  connection: Connection,
  meaning: GroupMeaning,
  payload: Payload,
): Promise<readonly Mark[]> {
  const group = payload[meaning.id];
  if (typeof group !== "string" || group === "") return [];
  const links = await store.linksOfGroups(connection, meaning.object, [group]);
  return links.map(({ shopifyId }) => ({
    object: meaning.object,
    side: "shopify",
    lane: "live",
    recordId: shopifyId,
  }));
}
