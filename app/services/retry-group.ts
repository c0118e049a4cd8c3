import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import type { EngineStore, OutcomeGroup } from "#app/sync/ports.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";

export interface RetryGroupInput extends OutcomeGroup {
  readonly shop: string;
  /** null: every object that is on */
  readonly object: MainObjectKey | null;
}

export type RetriedGroup =
  | { readonly kind: "marked"; readonly count: number }
  | { readonly kind: "off" | "not_connected" };

/**
 * Has all records of a group tried again, by one statement an object however many they are; the bulk lane works them off behind whatever
 * changes meanwhile.
 */
export async function retryGroup(
  { db, store }: { readonly db: Db; readonly store: Pick<EngineStore, "markGroup"> },
  { shop, object, status, reason }: RetryGroupInput,
): Promise<RetriedGroup> {
  const connection = await activeConnection(db, shop);
  if (!connection) return { kind: "not_connected" };
  const on = (await listObjectSettings(db, connection)).filter(({ enabled }) => enabled).map((entry) => entry.object);
  const objects = mainObjectKeys.filter((key) => on.includes(key) && (object === null || key === object));
  if (objects.length === 0) return { kind: "off" };
  let count = 0;
  for (const key of objects)
    count += await store.markGroup(connection, key, { status, ...(reason === undefined ? {} : { reason }) });
  return { kind: "marked", count };
}
