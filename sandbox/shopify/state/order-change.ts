import { refuse } from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import { transactionPayload } from "./order-part-payloads.ts";
import type { OrderRecord, TransactionRecord } from "./order-records.ts";
import type { Refusal, ShopProfile } from "./records.ts";

/** What became of an order by one act, and what Shopify tells about it besides orders/updated. */
export interface OrderChange {
  after: OrderRecord;
  /** Topics that carry the whole order. */
  topics?: string[];
  /** Topics with payloads of their own, made of the order as it is afterwards. */
  parts?: { topic: string; payload: (order: OrderRecord, shop: ShopProfile) => Record<string, unknown> }[];
}

export type OrderAct = { ok: true; value: OrderChange } | { ok: false; errors: Refusal[] };

export function refuseAct(field: string[] | null, message: string, code = "INVALID"): { ok: false; errors: Refusal[] } {
  return { ok: false, errors: [refuse(field, message, code)] };
}

export function makeTransaction(
  context: StateContext,
  order: OrderRecord,
  fields: Pick<TransactionRecord, "amount" | "kind"> & Partial<TransactionRecord>,
): TransactionRecord {
  const now = stamp(context);
  return {
    id: context.nextId(),
    status: "SUCCESS",
    gateway: order.transactions[0]?.gateway ?? "manual",
    parentId: null,
    createdAt: now,
    processedAt: now,
    test: order.test,
    ...fields,
  };
}

export function tellTransaction(transaction: TransactionRecord): NonNullable<OrderChange["parts"]>[number] {
  return {
    topic: "order_transactions/create",
    payload: (order, shop) => transactionPayload(order, transaction, shop),
  };
}
