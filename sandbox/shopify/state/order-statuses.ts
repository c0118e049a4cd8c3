import type { FinancialStatus, FulfillmentStatus, OrderRecord } from "./order-records.ts";
import { totalsOf } from "./order-totals.ts";

/** The order with both of its statuses worked out anew from its payments and shipments. */
export function withStatuses(order: OrderRecord): OrderRecord {
  return { ...order, financialStatus: financialStatusOf(order), fulfillmentStatus: fulfillmentStatusOf(order) };
}

function financialStatusOf(order: OrderRecord): FinancialStatus {
  const { received, refunded, capturable, outstanding, total } = totalsOf(order);
  if (refunded > 0n) return refunded >= received ? "REFUNDED" : "PARTIALLY_REFUNDED";
  if (received > 0n) return outstanding > 0n && !order.cancelledAt ? "PARTIALLY_PAID" : "PAID";
  if (order.transactions.some(({ kind, status }) => kind === "VOID" && status === "SUCCESS")) return "VOIDED";
  if (order.financialStatus === "EXPIRED") return "EXPIRED";
  if (capturable > 0n) return "AUTHORIZED";
  if (order.cancelledAt) return "VOIDED";
  // Nothing to pay is paid: a free order, or one whose items were all taken off it.
  return total === 0n || outstanding <= 0n ? "PAID" : "PENDING";
}

function fulfillmentStatusOf(order: OrderRecord): FulfillmentStatus {
  if (order.lineItems.every((line) => line.giftCard)) return "FULFILLMENT_NOT_REQUIRED";
  const isSent = order.fulfillments.some(({ status }) => status === "SUCCESS");
  const isLeft = order.lineItems.some((line) => line.fulfillableQuantity > 0);
  if (order.heldAs && (isLeft || order.heldAs === "RESTOCKED")) return order.heldAs;
  if (!isSent) return "UNFULFILLED";
  return isLeft ? "PARTIALLY_FULFILLED" : "FULFILLED";
}
