import type { Connection } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import { Prisma } from "./generated/client.ts";

/** One statement deletes so many rows: a large shop's links in one would hold locks, and the transaction, for minutes. */
const BATCH = 5_000;

/** Tables with rows of an object's records, as many as a shop has. */
export const recordTables = [
  "pending_change",
  "pending_effect",
  "record_association",
  "record_link",
  "outcome",
  "match_key",
  "write_log",
] as const;

/** Deletes a connection's rows of a table, a batch a transaction. Killed in between it is repeated. */
export async function eraseRows(
  db: Db,
  { id, shop }: Pick<Connection, "id" | "shop">,
  table: (typeof recordTables)[number] | "record_fact" | "tombstone",
  which: Prisma.Sql,
): Promise<void> {
  const name = Prisma.raw(table);
  let erased = BATCH;
  while (erased >= BATCH) {
    erased = await inShop(
      db,
      shop,
      (tx) => tx.$executeRaw`
        delete from ${name} where ctid = any(array(
          select ctid from ${name} where connection_id = ${id}::uuid and ${which} limit ${BATCH}))`,
    );
  }
}
