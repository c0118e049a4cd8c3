import type { ActivityKind } from "#app/lib/activity-kinds.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { Activity } from "./generated/client.ts";

export interface NewActivity {
  readonly shop: string;
  readonly connectionId?: string;
  readonly kind: ActivityKind;
  /** a user id of Shopify; absent: the app itself */
  readonly actor?: string;
  /** names and numbers, no personal data */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

export async function recordActivity(db: Db, activity: NewActivity): Promise<void> {
  await inShop(db, activity.shop, (tx) => tx.activity.create({ data: activity }));
}

/** Newest first. `before` is the id of the last one seen. */
export async function listActivity(
  db: Db,
  shop: string,
  { limit = 50, before }: { readonly limit?: number; readonly before?: bigint } = {},
): Promise<readonly Activity[]> {
  return await inShop(db, shop, (tx) =>
    tx.activity.findMany({
      where: { shop, ...(before !== undefined && { id: { lt: before } }) },
      orderBy: { id: "desc" },
      take: limit,
    }),
  );
}
