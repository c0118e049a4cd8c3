import type { Tombstone } from "./ports.ts";

/**
 * The tombstone of a whole group (a product) by its id in Shopify: a delivery tells of its deletion before anybody may know what went with
 * it. A record of it that is met or linked later is gone as well.
 */
export function groupTombstone(groupId: string, at: string): Tombstone {
  return { side: "shopify", recordId: groupTombstoneId(groupId), counterpartId: null, reason: "deleted", at };
}

/** A group's id where tombstones stand by their records' ids: no record of Shopify's bears it. */
export function groupTombstoneId(groupId: string): string {
  return `group:${groupId}`;
}
