import type { StateContext } from "./context.ts";
import { fromMinor, toMinor } from "./money.ts";
import type { OrderAct } from "./order-change.ts";
import { makeTransaction, refuseAct, tellTransaction } from "./order-change.ts";
import type { OrderRecord, TransactionRecord } from "./order-records.ts";
import { withStatuses } from "./order-statuses.ts";
import { totalsOf } from "./order-totals.ts";

export function canMarkAsPaid(order: OrderRecord): boolean {
  return !order.cancelledAt && totalsOf(order).outstanding > 0n;
}

/** Records what is still to be paid as received outside of Shopify; an authorised payment is captured instead. */
export function markAsPaid(context: StateContext, order: OrderRecord): OrderAct {
  if (!canMarkAsPaid(order)) return refuseAct(["id"], "Order cannot be marked as paid.");
  const { outstanding, capturable } = totalsOf(order);
  const authorization = order.transactions.find(({ kind }) => kind === "AUTHORIZATION");
  const isCapture = authorization !== undefined && capturable >= outstanding && order.financialStatus !== "EXPIRED";
  const transaction = makeTransaction(context, order, {
    amount: fromMinor(outstanding, order.currency),
    ...(isCapture
      ? { kind: "CAPTURE" as const, parentId: authorization.id }
      : { kind: "SALE" as const, gateway: "manual" }),
  });
  return received(order, transaction);
}

export function capture(
  context: StateContext,
  order: OrderRecord,
  parentId: number,
  amount: string,
): OrderAct & { transaction?: TransactionRecord } {
  const parent = order.transactions.find(({ id }) => id === parentId);
  if (parent?.kind !== "AUTHORIZATION" || order.financialStatus === "EXPIRED")
    return refuseAct(["input", "parentTransactionId"], "Transaction is not capturable");
  const minor = toMinor(amount, order.currency);
  if (minor <= 0n) return refuseAct(["input", "amount"], "Amount must be greater than zero");
  if (minor > totalsOf(order).capturable)
    return refuseAct(["input", "amount"], "Amount exceeds the amount that can be captured");
  const transaction = makeTransaction(context, order, {
    kind: "CAPTURE",
    amount: fromMinor(minor, order.currency),
    parentId,
  });
  return { ...received(order, transaction), transaction };
}

function received(order: OrderRecord, transaction: TransactionRecord): OrderAct {
  const settled = order.transactions.filter(({ status }) => status !== "PENDING");
  const after = withStatuses({ ...order, transactions: [...settled, transaction] });
  const isPaid = after.financialStatus === "PAID" && order.financialStatus !== "PAID";
  return { ok: true, value: { after, topics: isPaid ? ["orders/paid"] : [], parts: [tellTransaction(transaction)] } };
}
