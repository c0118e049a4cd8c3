import { isRowId } from "#app/lib/is-row-id.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { findOutcome } from "#app/store/records.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import type { EngineStore } from "#app/sync/ports.ts";
import type { ObjectKey, RecordRef } from "#app/sync/record.ts";

export interface SyncRecordInput {
  readonly shop: string;
  readonly object: ObjectKey;
  readonly outcomeId: string;
  /** "retry": compare and write now · "recreate": make the deleted half again */
  readonly forced: "retry" | "recreate";
}

/** Marks one record in the live lane, as a webhook would: the drain reads both sides and writes what differs. */
export async function syncRecordNow(
  { db, store }: { db: Db; store: EngineStore },
  { shop, object, outcomeId, forced }: SyncRecordInput,
): Promise<"marked" | "off" | "not_connected" | "gone"> {
  const connection = await activeConnection(db, shop);
  if (!connection) return "not_connected";
  const settings = await objectSettings(db, connection, object);
  if (!settings?.enabled) return "off";
  const outcome = isRowId(outcomeId) ? await findOutcome(db, connection, object, { id: outcomeId }) : null;
  if (!outcome) return "gone";
  const ref = markedSide(object, outcome);
  if (!ref) return "gone";
  await store.mark(connection, [{ ...ref, lane: "live", forced }]);
  return "marked";
}

// The half that is still there: its other half cannot be read.
function markedSide(
  object: ObjectKey,
  outcome: { shopifyId: string | null; hubspotId: string | null; reason: string | null },
): RecordRef | null {
  const { shopifyId, hubspotId, reason } = outcome;
  if (shopifyId && reason !== "deleted_in_shopify") return { object, side: "shopify", recordId: shopifyId };
  return hubspotId ? { object, side: "hubspot", recordId: hubspotId } : null;
}
