import { fieldOf, numericId } from "#app/shopify/read-payload.ts";
import type { Payload, RecordMeaning } from "#app/shopify/topics.ts";
import type { Mark } from "#app/sync/ports.ts";

/**
 * The marks that a delivery about a record leaves: none when the payload names no record, or tells of a merge that failed.
 * @param at when it happened, ISO 8601: a deletion's date exists nowhere else
 */
export function marksOfDelivery(meaning: RecordMeaning, payload: Payload, at: string): readonly Mark[] {
  const base = { object: meaning.object, side: "shopify", lane: "live" } as const;
  if (meaning.kind === "merged") {
    const kept = numericId(payload[meaning.keptId]);
    const lost = numericId(payload[meaning.lostId]);
    if (!kept || !lost || payload.status === "failed") return [];
    return [
      { ...base, recordId: lost, deletedAt: at, mergedInto: kept },
      { ...base, recordId: kept },
    ];
  }
  // The GID is exact where the number beside it may have been rounded on its way.
  const id =
    (meaning.id === "id" ? numericId(payload.admin_graphql_api_id) : null) ?? numericId(fieldOf(payload, meaning.id));
  if (!id) return [];
  return [{ ...base, recordId: id, ...(meaning.kind === "deleted" ? { deletedAt: at } : {}) }];
}
