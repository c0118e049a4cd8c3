import type { WriteEntry } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";

export interface LoggedWrite extends Omit<WriteEntry, "shopifyId" | "hubspotId"> {
  readonly id: string;
  readonly at: Date;
}

/** No more are kept of a record. */
const most = 50;

/** The history of what was written for a record, newest first: of its half in Shopify, or of a lone one's in HubSpot. */
export async function findWrites(
  db: Db,
  { id: connectionId, shop }: Connection,
  object: ObjectKey,
  { shopifyId, hubspotId }: { readonly shopifyId: string | null; readonly hubspotId: string | null },
): Promise<readonly LoggedWrite[]> {
  const own = shopifyId ? { shopifyId } : { hubspotId };
  const rows = await inShop(db, shop, (tx) =>
    tx.writeLog.findMany({ where: { connectionId, object, ...own }, orderBy: { id: "desc" }, take: most }),
  );
  return rows.map(({ id, side, created, trigger, fields, at }) => ({
    id: String(id),
    side: side as Side,
    created,
    trigger: trigger as WriteEntry["trigger"],
    fields: fields as WriteEntry["fields"],
    at,
  }));
}
