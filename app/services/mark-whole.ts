import type { Mark } from "#app/sync/ports.ts";
import type { Lane, ObjectKey } from "#app/sync/record.ts";

/** The mark that has a record compared on both sides, with its parts. */
export function markWhole(object: ObjectKey, recordId: string, lane: Lane): Mark {
  return { object, side: "shopify", recordId, lane, forced: "retry" };
}
