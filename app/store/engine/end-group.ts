import { groupTombstone, groupTombstoneId } from "#app/sync/group-tombstone.ts";
import type { Mark, RecordLink } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import { readLinksOfGroups, readTombstones } from "./read-links.ts";
import { writeTombstones } from "./write-links.ts";

/** A group that is gone in Shopify. */
export interface EndedGroup {
  readonly object: ObjectKey;
  readonly groupId: string;
  /** ISO 8601 */
  readonly at: string;
}

/**
 * Notes that a group is gone. @returns marks of what of it is linked by now; what is linked later finds the note when it settles: either
 * transaction waits for the other, so that one of the two sees both.
 */
export async function endGroup(
  tx: Tx,
  connection: Connection,
  { object, groupId, at }: EndedGroup,
): Promise<readonly Mark[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${lockName(connection, object, groupId)}, 0))`;
  await writeTombstones(tx, connection, object, [groupTombstone(groupId, at)]);
  const links = await readLinksOfGroups(tx, connection, object, [groupId]);
  return links.map(({ shopifyId }) => deletion(object, shopifyId, at));
}

/** Which of these new links are of a group that is gone: marks that say so, to be written once their claims are closed. */
export async function deletionsOfGroups(
  tx: Tx,
  connection: Connection,
  object: ObjectKey,
  links: readonly RecordLink[],
): Promise<readonly Mark[]> {
  const groups = [...new Set(links.flatMap(({ groupId }) => groupId ?? []))].sort();
  if (groups.length === 0) return [];
  const names = groups.map((groupId) => lockName(connection, object, groupId));
  await tx.$executeRaw`
    select pg_advisory_xact_lock_shared(hashtextextended(name, 0)) from unnest(${names}::text[]) with ordinality as g(name, place)
    order by place`;
  const refs = groups.map((groupId) => ({ side: "shopify", id: groupTombstoneId(groupId) }) as const);
  const gone = new Map(
    (await readTombstones(tx, connection, object, refs)).map(({ recordId, at }) => [recordId, at] as const),
  );
  return links.flatMap(({ shopifyId, groupId }) => {
    const at = groupId && gone.get(groupTombstoneId(groupId));
    return at ? [deletion(object, shopifyId, at)] : [];
  });
}

function deletion(object: ObjectKey, recordId: string, at: string): Mark {
  return { object, side: "shopify", recordId, lane: "live", deletedAt: at };
}

const lockName = ({ id }: Connection, object: ObjectKey, groupId: string) => `group:${id}:${object}:${groupId}`;
