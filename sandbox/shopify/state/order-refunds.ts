import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { Minor } from "./money.ts";
import { fromMinor, sumOf, toMinor } from "./money.ts";
import type { OrderAct, OrderChange } from "./order-change.ts";
import { makeTransaction, refuseAct, tellTransaction } from "./order-change.ts";
import { refundPayload } from "./order-part-payloads.ts";
import { takeUnits } from "./order-past.ts";
import type { CancelReason, LineItemRecord, OrderRecord, RefundRecord, RestockType } from "./order-records.ts";
import { withStatuses } from "./order-statuses.ts";
import { lineTotals, totalsOf } from "./order-totals.ts";

export interface RefundInput {
  lines?: { lineItemId: number; quantity: number; restockType?: RestockType }[];
  /** An amount, or all that is left of the shipping price. */
  shipping?: string | "all";
  /** What is paid back. Left out: what lines and shipping come to, as far as it was paid. */
  amount?: string;
  note?: string | null;
}

/** Gives units, shipping and money back; the totals after returns follow the units, the statuses the money. */
export function refund(context: StateContext, order: OrderRecord, input: RefundInput): OrderAct {
  const taken = takeLines(context, order, input.lines ?? []);
  if (!taken.ok) return taken;
  const before = totalsOf(order);
  const shipping = input.shipping === "all" ? before.currentShipping : toMinor(input.shipping ?? "0", order.currency);
  if (shipping > before.currentShipping)
    return refuseAct(["shipping"], "Shipping amount cannot be greater than the remaining shipping amount");
  const tax = order.taxesIncluded ? 0n : sumOf(taken.lines, (line) => toMinor(line.tax, order.currency));
  const suggested = shipping + tax + sumOf(taken.lines, (line) => toMinor(line.subtotal, order.currency));
  const net = before.received - before.refunded;
  const amount = input.amount === undefined ? smaller(suggested, net) : toMinor(input.amount, order.currency);
  if (amount > net)
    return refuseAct(["transactions"], `Refund amount exceeds the ${fromMinor(net, order.currency)} available`);
  if (amount === 0n && taken.lines.length === 0 && shipping === 0n)
    return refuseAct(["base"], "Refund must have at least one line item, shipping amount or transaction");
  const money = amount > 0n ? [payBack(context, order, amount)] : [];
  const now = stamp(context);
  const made: RefundRecord = {
    id: context.nextId(),
    note: input.note ?? null,
    lines: taken.lines,
    shipping: fromMinor(shipping, order.currency),
    discrepancy: fromMinor(input.amount === undefined ? 0n : amount - suggested, order.currency),
    transactionIds: money.map(({ id }) => id),
    createdAt: now,
    processedAt: now,
  };
  const after = withStatuses({
    ...order,
    lineItems: taken.lineItems,
    transactions: [...order.transactions, ...money],
    refunds: [...order.refunds, made],
  });
  return { ok: true, value: { after, parts: [tellRefund(made), ...money.map(tellTransaction)] } };
}

export interface CancelInput {
  reason: CancelReason;
  refund: boolean;
  restock: boolean;
  note?: string | null;
}

/** Takes every unit that was not sent, voids what is only authorised and pays back if asked to. It cannot be undone. */
export function cancel(context: StateContext, order: OrderRecord, input: CancelInput): OrderAct {
  if (order.cancelledAt) return refuseAct(["orderId"], "Order has already been cancelled");
  if (order.fulfillmentStatus === "FULFILLED")
    return refuseAct(["orderId"], "Cannot cancel an order that has been fulfilled");
  const now = stamp(context);
  const known = order.refunds.length;
  const { received, refunded, capturable } = totalsOf(order);
  const taken = takeUnits(context, order, now, input.restock ? "CANCEL" : "NO_RESTOCK");
  const net = received - refunded;
  const back = input.refund && net > 0n ? [payBack(context, order, net)] : [];
  const authorization = order.transactions.find(({ kind }) => kind === "AUTHORIZATION");
  const voided =
    capturable > 0n && authorization
      ? [
          makeTransaction(context, order, {
            kind: "VOID",
            amount: fromMinor(capturable, order.currency),
            parentId: authorization.id,
          }),
        ]
      : [];
  const refunds = taken.refunds.map((one, index) =>
    index < known ? one : { ...one, note: input.note ?? null, transactionIds: back.map(({ id }) => id) },
  );
  const after = withStatuses({
    ...taken,
    refunds,
    transactions: [...order.transactions.filter(({ status }) => status !== "PENDING"), ...back, ...voided],
    cancelledAt: now,
    closedAt: now,
    cancelReason: input.reason,
    cancelNote: input.note ?? null,
  });
  const parts = [...refunds.slice(known).map(tellRefund), ...[...back, ...voided].map(tellTransaction)];
  return { ok: true, value: { after, topics: ["orders/cancelled"], parts } };
}

function tellRefund(made: RefundRecord): NonNullable<OrderChange["parts"]>[number] {
  return { topic: "refunds/create", payload: (order, shop) => refundPayload(order, made, shop) };
}

function payBack(context: StateContext, order: OrderRecord, amount: Minor) {
  const parent = order.transactions.find(({ kind }) => kind === "SALE" || kind === "CAPTURE");
  return makeTransaction(context, order, {
    kind: "REFUND",
    amount: fromMinor(amount, order.currency),
    parentId: parent?.id ?? null,
    gateway: parent?.gateway ?? "manual",
  });
}

type Taken = { ok: true; lineItems: LineItemRecord[]; lines: RefundRecord["lines"] };

function takeLines(
  context: StateContext,
  order: OrderRecord,
  wanted: NonNullable<RefundInput["lines"]>,
): Taken | Extract<OrderAct, { ok: false }> {
  let lineItems = order.lineItems;
  const lines: RefundRecord["lines"] = [];
  for (const [index, { lineItemId, quantity, restockType = "NO_RESTOCK" }] of wanted.entries()) {
    const path = ["refundLineItems", String(index)];
    const line = lineItems.find(({ id }) => id === lineItemId);
    if (!line) return refuseAct([...path, "lineItemId"], "Line item does not exist", "NOT_FOUND");
    if (quantity <= 0) return refuseAct([...path, "quantity"], "Quantity must be greater than 0");
    if (quantity > line.currentQuantity)
      return refuseAct([...path, "quantity"], "Quantity cannot refund more items than were purchased");
    const after = removeUnits(line, quantity, restockType);
    const [had, has] = [lineTotals(order, line), lineTotals(order, after)];
    lines.push({
      id: context.nextId(),
      lineItemId,
      quantity,
      restockType,
      subtotal: fromMinor(had.currentNet - has.currentNet, order.currency),
      tax: fromMinor(had.currentTax - has.currentTax, order.currency),
    });
    lineItems = lineItems.map((one) => (one.id === lineItemId ? after : one));
  }
  return { ok: true, lineItems, lines };
}

/** Units that come back were sent; all others are taken from those that were not, as long as there are any. */
export function removeUnits(line: LineItemRecord, quantity: number, restockType: RestockType): LineItemRecord {
  const currentQuantity = line.currentQuantity - quantity;
  const unsent = restockType === "RETURN" ? line.fulfillableQuantity : Math.max(0, line.fulfillableQuantity - quantity);
  return { ...line, currentQuantity, fulfillableQuantity: Math.min(unsent, currentQuantity) };
}

const smaller = (one: Minor, other: Minor): Minor => (one < other ? one : other);
