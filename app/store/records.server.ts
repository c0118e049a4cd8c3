import type { OutcomeWrite } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { Outcome } from "./generated/client.ts";

export interface FoundOutcome
  extends Omit<
    Outcome,
    "id" | "connectionId" | "shop" | "object" | "status" | "searchHashes" | "details" | "changedFields"
  > {
  readonly id: string;
  readonly status: OutcomeWrite["status"];
  readonly details: Readonly<Record<string, string>> | null;
  readonly changedFields: { readonly toShopify: readonly string[]; readonly toHubspot: readonly string[] } | null;
}

export interface OutcomeQuery {
  /** keyed hashes of what a person typed: any of them */
  readonly hashes?: readonly string[];
  /** Shopify or HubSpot ids: any of them */
  readonly ids?: readonly string[];
  readonly status?: OutcomeWrite["status"];
  readonly reason?: string;
  /** of the record that theirs is left out with: `details.match` */
  readonly match?: string;
  /** id of the last one seen */
  readonly after?: string;
  readonly limit: number;
}

/** Outcomes of an object, newest row first, page by page. `hashes` and `ids` together find what either of them finds. */
export async function findOutcomes(
  db: Db,
  connection: Connection,
  object: ObjectKey,
  { hashes = [], ids = [], status, reason, match, after, limit }: OutcomeQuery,
): Promise<readonly FoundOutcome[]> {
  const looked = [
    ...(hashes.length > 0 ? [{ searchHashes: { hasSome: [...hashes] } }] : []),
    ...(ids.length > 0 ? [{ shopifyId: { in: [...ids] } }, { hubspotId: { in: [...ids] } }] : []),
  ];
  const rows = await inShop(db, connection.shop, (tx) =>
    tx.outcome.findMany({
      where: {
        connectionId: connection.id,
        object,
        ...(status && { status }),
        ...(reason && { reason }),
        ...(match && { details: { path: ["match"], equals: match } }),
        ...(looked.length > 0 && { OR: looked }),
        ...(after && { id: { lt: BigInt(after) } }),
      },
      orderBy: { id: "desc" },
      take: limit,
    }),
  );
  return rows.map(toFound);
}

/** One outcome by Shopify id, HubSpot id or its own. */
export async function findOutcome(
  db: Db,
  connection: Connection,
  object: ObjectKey,
  by: { readonly shopifyId: string } | { readonly hubspotId: string } | { readonly id: string },
): Promise<FoundOutcome | null> {
  const where = "id" in by ? { id: BigInt(by.id) } : by;
  const row = await inShop(db, connection.shop, (tx) =>
    tx.outcome.findFirst({ where: { connectionId: connection.id, object, ...where } }),
  );
  return row && toFound(row);
}

/** The link of a Shopify record, for what it goes with there. */
export async function findLink(
  db: Db,
  connection: Connection,
  object: ObjectKey,
  shopifyId: string,
): Promise<{ readonly groupId: string | null } | null> {
  return await inShop(db, connection.shop, (tx) =>
    tx.recordLink.findFirst({ where: { connectionId: connection.id, object, shopifyId }, select: { groupId: true } }),
  );
}

function toFound({ id, connectionId: _c, shop: _s, object: _o, searchHashes: _h, ...row }: Outcome): FoundOutcome {
  return {
    ...row,
    id: String(id),
    status: row.status as FoundOutcome["status"],
    details: row.details as FoundOutcome["details"],
    changedFields: row.changedFields as FoundOutcome["changedFields"],
  };
}
