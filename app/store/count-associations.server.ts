import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";

/** How many associations of one kind are written in HubSpot, and how many wait for the other end. */
export interface AssociationCount {
  readonly object: ObjectKey;
  readonly toObject: ObjectKey;
  readonly written: number;
  readonly waiting: number;
}

export async function countAssociations(db: Db, { id, shop }: Connection): Promise<readonly AssociationCount[]> {
  const rows = await inShop(
    db,
    shop,
    (tx) => tx.$queryRaw<{ object: ObjectKey; to_object: ObjectKey; written: bigint; waiting: bigint }[]>`
      select object, to_object,
        count(*) filter (where written_from is not null) as written,
        count(*) filter (where written_from is null) as waiting
      from record_association where connection_id = ${id}::uuid and wanted
      group by object, to_object order by object, to_object`,
  );
  return rows.map(({ object, to_object, written, waiting }) => ({
    object,
    toObject: to_object,
    written: Number(written),
    waiting: Number(waiting),
  }));
}
