import type { ClaimedChange, RecordLink } from "../ports.ts";

// A chunk of a first sync is created, answered and settled within this time, though it waits for its share of the budget and for the
// chunk before it. The end of the first sync wakes what waits.
const DURING_BACKFILL_MS = 30_000;
const CREATION_MS = 500;

/**
 * When the mark of a HubSpot webhook is due. Webhooks of records whose creation is still being settled would cost a read each: they wait
 * until the link is there and are then dropped without one.
 * @returns undefined for at once.
 */
export function dueAtOfEvent(
  kind: "creation" | "change",
  { now, backfilling }: { readonly now: Date; readonly backfilling: boolean },
): string | undefined {
  if (backfilling) return new Date(now.getTime() + DURING_BACKFILL_MS).toISOString();
  return kind === "creation" ? new Date(now.getTime() + CREATION_MS).toISOString() : undefined;
}

/**
 * Whether a claimed HubSpot change only says what the link's baseline says already: our own write come back, or a creation of a record
 * that is linked by now. Decided without a vendor call, and only under the record's lock: before it, a baseline may be about to move.
 */
export function isEcho(change: ClaimedChange, link: RecordLink): boolean {
  if (change.side !== "hubspot" || change.echoHashes === null || change.recordId !== link.hubspotId) return false;
  // What was settled is not what a write under way may have made of it.
  if (link.intended) return false;
  if (change.deletedAt || change.mergedInto || change.restoredAt || change.forced) return false;
  return Object.entries(change.echoHashes).every(([property, hash]) => link.baseline[property]?.[1] === hash);
}
