import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { findOutcomes } from "#app/store/records.server.ts";
import { searchHashesOfText } from "#app/sync/plan/search-hashes.ts";
import type { HashValue } from "#app/sync/ports.ts";
import type { ObjectKey } from "#app/sync/record.ts";

const most = 25;

/**
 * Records that a merchant may mean: by a whole e-mail address or number (compared by keyed hash, for no address is stored) or by either
 * side's id. Empty when there is none or no connection.
 */
export async function findRecords(
  { db, hash }: { db: Db; hash: HashValue },
  { shop, object, query }: { shop: string; object: ObjectKey; query: string },
) {
  const connection = await activeConnection(db, shop);
  const text = query.trim();
  if (!connection || text === "") return [];
  const hashes = searchHashesOfText(hash, connection.id, text);
  const ids = /^\d{1,20}$/.test(text) ? [text] : [];
  return await findOutcomes(db, connection, object, { hashes, ids, limit: most });
}
