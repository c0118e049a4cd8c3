import type { PropertyOption } from "#app/sync/definition.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";

/** Mappings to the property know these options from now on, where they know any. */
export async function saveMappingOptions(
  db: Db,
  { id: connectionId, shop }: Connection,
  object: ObjectKey,
  property: string,
  options: readonly PropertyOption[],
): Promise<void> {
  const known = options.map(({ label, value }) => ({ label, value }));
  await inShop(
    db,
    shop,
    (tx) => tx.$executeRaw`
      update field_mapping set options = ${JSON.stringify(known)}::text::jsonb, updated_at = now()
      where connection_id = ${connectionId}::uuid and object = ${object} and property = ${property} and options is not null`,
  );
}
