import { fieldOf, numericId } from "#app/shopify/read-payload.ts";
import type { GroupMeaning, Payload } from "#app/shopify/topics.ts";
import type { EngineStore, Mark } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";

/**
 * The marks that a delivery leaves which names its records by their group: those that the payload lists, and those of the group that are
 * linked, for one that it lists no more may be gone. None when the payload names no group, or one that nobody knows yet: the sweep, which
 * asks Shopify every minute what has changed, finds a new one.
 * @param at when it happened, ISO 8601: the date of a group's deletion exists nowhere else
 */
export async function marksOfGroup(
  store: Pick<EngineStore, "linksOfGroups">,
  connection: Connection,
  meaning: GroupMeaning,
  payload: Payload,
  at: string,
): Promise<readonly Mark[]> {
  const group = groupOf(meaning, payload);
  const members = meaning.members === undefined ? [] : membersOf(fieldOf(payload, meaning.members));
  const links = group === null ? [] : await store.linksOfGroups(connection, meaning.object, [group]);
  const ids = new Set([...members, ...links.map(({ shopifyId }) => shopifyId)]);
  return [...ids].map((recordId) => ({
    object: meaning.object,
    side: "shopify",
    lane: "live",
    recordId,
    ...(meaning.deleted ? { deletedAt: at } : {}),
  }));
}

/** The group that a delivery says is gone; null when it says no such thing. */
export function endedGroup(
  meaning: GroupMeaning,
  payload: Payload,
  at: string,
): { readonly object: ObjectKey; readonly groupId: string; readonly at: string } | null {
  const groupId = meaning.deleted ? groupOf(meaning, payload) : null;
  return groupId === null ? null : { object: meaning.object, groupId, at };
}

/** A number, which the GID beside it has exactly, or a token. */
function groupOf({ id }: GroupMeaning, payload: Payload): string | null {
  const value = fieldOf(payload, id);
  const exact = id === "id" ? numericId(payload.admin_graphql_api_id) : null;
  return exact ?? numericId(value) ?? (typeof value === "string" && value !== "" ? value : null);
}

function membersOf(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    const gid = typeof entry === "object" && entry !== null ? fieldOf(entry as Payload, "admin_graphql_api_id") : null;
    return numericId(gid) ?? [];
  });
}
