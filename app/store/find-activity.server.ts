import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { Activity, Prisma } from "./generated/client.ts";

export interface ActivityFilter {
  /** object key in the details */
  readonly object?: string;
  readonly kinds?: readonly string[];
  /** person: someone in the admin; app: Tandem by itself */
  readonly who?: "person" | "app";
  /** from this instant on */
  readonly from?: Date;
  /** before this instant */
  readonly to?: Date;
}

/** A page of what happened, newest first. `before` is the id of the last one seen. */
export async function findActivity(
  db: Db,
  shop: string,
  filter: ActivityFilter,
  { limit, before }: { readonly limit: number; readonly before?: bigint },
): Promise<readonly Activity[]> {
  const { object, kinds, who, from, to } = filter;
  const where: Prisma.ActivityWhereInput = {
    shop,
    ...(before !== undefined && { id: { lt: before } }),
    ...(object !== undefined && { details: { path: ["object"], equals: object } }),
    ...(kinds && { kind: { in: [...kinds] } }),
    ...(who && { actor: who === "app" ? null : { not: null } }),
    ...((from || to) && { at: { ...(from && { gte: from }), ...(to && { lt: to }) } }),
  };
  return await inShop(db, shop, (tx) => tx.activity.findMany({ where, orderBy: { id: "desc" }, take: limit }));
}
