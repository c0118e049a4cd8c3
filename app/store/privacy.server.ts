import type { Connection } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { PrivacyRequest } from "./generated/client.ts";
import { Prisma } from "./generated/client.ts";

export interface NewPrivacyRequest {
  readonly shop: string;
  readonly kind: "customers_data_request" | "customers_redact" | "shop_redact";
  /** Shopify's request or delivery id */
  readonly requestId: string;
  readonly customerId?: string;
}

/** Notes a request of Shopify's privacy webhooks. @returns its id, and whether it is new and not done yet. */
export async function recordPrivacyRequest(
  db: Db,
  { shop, kind, requestId, customerId }: NewPrivacyRequest,
): Promise<{ readonly id: string; readonly open: boolean }> {
  const row = await inShop(db, shop, (tx) =>
    tx.privacyRequest.upsert({
      where: { shop_kind_requestId: { shop, kind, requestId } },
      create: { shop, kind, requestId, customerId: customerId ?? null },
      update: {},
    }),
  );
  return { id: String(row.id), open: row.doneAt === null };
}

/**
 * Marks the request done. After a redaction the customer's id is forgotten here too, and what earlier data requests of theirs put together.
 */
export async function finishPrivacyRequest(
  db: Db,
  shop: string,
  id: string,
  at: Date,
  result: Prisma.InputJsonObject = {},
): Promise<void> {
  await inShop(db, shop, async (tx) => {
    const row = await tx.privacyRequest.update({ where: { id: BigInt(id) }, data: { doneAt: at, result } });
    if (row.kind !== "customers_redact" || row.customerId === null) return;
    const ofCustomer = { shop, customerId: row.customerId };
    await tx.privacyRequest.updateMany({
      where: { ...ofCustomer, kind: "customers_data_request" },
      data: { result: Prisma.DbNull },
    });
    await tx.privacyRequest.updateMany({ where: ofCustomer, data: { customerId: null } });
  });
}

export interface PrivacyRequestRow {
  readonly id: string;
  readonly kind: "customers_data_request" | "customers_redact";
  readonly requestId: string;
  /** null once the customer was redacted */
  readonly customerId: string | null;
  readonly receivedAt: Date;
  readonly doneAt: Date | null;
  /** whether what was put together for a data request is still there */
  readonly hasResult: boolean;
}

const listed = 100;

/** @returns the shop's latest requests that concern a customer, newest first, at most 100. */
export async function listPrivacyRequests(db: Db, shop: string): Promise<readonly PrivacyRequestRow[]> {
  const rows = await inShop(db, shop, (tx) =>
    tx.privacyRequest.findMany({ where: { shop, ...ofCustomers }, orderBy: { id: "desc" }, take: listed }),
  );
  return rows.map(toRow);
}

/** @returns a data request with what was put together for it; null when there is none of this number, it is not done or was redacted. */
export async function findDataRequest(
  db: Db,
  shop: string,
  id: string,
): Promise<(PrivacyRequestRow & { readonly result: Prisma.JsonValue }) | null> {
  const row = await inShop(db, shop, (tx) =>
    tx.privacyRequest.findFirst({ where: { shop, id: BigInt(id), kind: "customers_data_request" } }),
  );
  return row?.doneAt && row.result !== null ? { ...toRow(row), result: row.result } : null;
}

const ofCustomers = { kind: { in: ["customers_data_request", "customers_redact"] } };

function toRow({ id, kind, requestId, customerId, receivedAt, doneAt, result }: PrivacyRequest): PrivacyRequestRow {
  return {
    id: String(id),
    kind: kind as PrivacyRequestRow["kind"],
    requestId,
    customerId,
    receivedAt,
    doneAt,
    hasResult: kind === "customers_data_request" && doneAt !== null && result !== null,
  };
}

export interface CustomerHoldings {
  readonly link: {
    readonly hubspotId: string;
    readonly linkedAt: Date;
    readonly settledAt: Date;
    /** orders count, total spent and currency, kept only where several shops share the contact */
    readonly figures: unknown;
  } | null;
  readonly outcome: { readonly status: string; readonly reason: string | null; readonly settledAt: Date } | null;
  readonly pendingChanges: number;
  readonly tombstones: number;
  /** when which fields were written on which side, without their values */
  readonly writes: readonly {
    readonly at: Date;
    readonly side: string;
    readonly trigger: string;
    readonly fields: unknown;
  }[];
}

/** All that is held of a customer: ids, states and times, and figures where shops share the contact. Other values are held as keyed hashes only. */
export async function customerHoldings(db: Db, connection: Connection, customerId: string): Promise<CustomerHoldings> {
  const key = { connectionId: connection.id, object: "customers" as const };
  return await inShop(db, connection.shop, async (tx) => {
    const link = await tx.recordLink.findFirst({
      where: { ...key, shopifyId: customerId },
      select: { hubspotId: true, linkedAt: true, settledAt: true, figures: true },
    });
    const outcome = await tx.outcome.findFirst({
      where: { ...key, shopifyId: customerId },
      select: { status: true, reason: true, settledAt: true },
    });
    const side = { ...key, side: "shopify" as const, recordId: customerId };
    const pendingChanges = await tx.pendingChange.count({ where: side });
    const tombstones = await tx.tombstone.count({ where: side });
    const writes = await tx.writeLog.findMany({
      where: { ...key, shopifyId: customerId },
      select: { at: true, side: true, trigger: true, fields: true },
      orderBy: { id: "asc" },
    });
    return { link, outcome, pendingChanges, tombstones, writes };
  });
}

export interface CustomerTraces {
  readonly customerId: string;
  /** Shopify ids of the orders that are redacted with the customer */
  readonly orderIds: readonly string[];
  /** keyed hashes under which records of the customer's are found */
  readonly searchHashes: readonly string[];
  /** keyed hashes of the customer as a buyer */
  readonly buyerHashes: readonly string[];
}

/**
 * Forgets a customer: link, baseline, outcome, history, pending changes and effects, what belongs with them, and what their orders and carts
 * say of who bought. A tombstone without personal data stays, so that the contact that remains in HubSpot does not make the customer anew.
 * @returns the HubSpot contact that was linked, null when none was.
 */
export async function eraseCustomer(
  db: Db,
  { id: connectionId, shop }: Connection,
  { customerId, orderIds, searchHashes, buyerHashes }: CustomerTraces,
  at: Date,
): Promise<{ readonly hubspotId: string | null }> {
  const key = { connectionId, object: "customers" as const };
  return await inShop(db, shop, async (tx) => {
    // A batch that has the customer in hand must not write link and outcome back afterwards: it loses its lease, and begins again.
    await tx.$executeRaw`
      delete from record_lock where lease_id in (
        select lease_id from record_lock
        where connection_id = ${connectionId}::uuid and object = 'customers' and key = ${`s:${customerId}`})`;
    const link = await tx.recordLink.findFirst({ where: { ...key, shopifyId: customerId } });
    const hubspotId = link?.hubspotId ?? null;
    await tx.recordLink.deleteMany({ where: { ...key, shopifyId: customerId } });
    // A review keeps ids of a few records, and knows no single one of them.
    await tx.syncReview.deleteMany({ where: key });
    await tx.outcome.deleteMany({
      where: { ...key, OR: [{ shopifyId: customerId }, ...(hubspotId ? [{ hubspotId }] : [])] },
    });
    await tx.writeLog.deleteMany({
      where: { ...key, OR: [{ shopifyId: customerId }, ...(hubspotId ? [{ hubspotId }] : [])] },
    });
    await tx.pendingEffect.deleteMany({ where: { ...key, shopifyId: customerId } });
    await tx.pendingChange.deleteMany({ where: { ...key, side: "shopify", recordId: customerId } });
    if (hubspotId) await tx.pendingChange.deleteMany({ where: { ...key, side: "hubspot", recordId: hubspotId } });
    await tx.recordAssociation.deleteMany({
      where: {
        connectionId,
        OR: [
          { toObject: "customers", toId: customerId },
          { object: "customers", fromId: customerId },
        ],
      },
    });
    // An order is found again once it has synced anew, by what Shopify still says of it.
    await tx.outcome.updateMany({
      where: {
        connectionId,
        object: { in: ["orders", "carts"] },
        OR: [{ object: "orders", shopifyId: { in: [...orderIds] } }, { searchHashes: { hasSome: [...searchHashes] } }],
      },
      data: { searchHashes: [] },
    });
    await tx.recordFact.updateMany({
      where: {
        connectionId,
        OR: [{ kind: "order", shopifyId: { in: [...orderIds] } }, { buyerHash: { in: [...buyerHashes] } }],
      },
      data: { buyerHash: null },
    });
    const stone = { ...key, side: "shopify" as const, recordId: customerId };
    await tx.tombstone.upsert({
      where: { connectionId_object_side_recordId: stone },
      create: { ...stone, shop, counterpartId: hubspotId, reason: "redacted", at },
      update: { reason: "redacted", at },
    });
    return { hubspotId };
  });
}
