import { shareOf, toMinor } from "../../state/money.ts";
import { negated } from "../../state/order-part-payloads.ts";
import type { FulfillmentRecord, OrderRecord, RefundRecord, TransactionRecord } from "../../state/order-records.ts";
import { lineTotals } from "../../state/order-totals.ts";
import type { Args, Call, FieldTable, Node } from "../call.ts";
import { gid } from "../gid.ts";
import { listOwned } from "./list-records.ts";
import { money, moneyBag } from "./money.ts";
import { bagOf, lineNode, noMoney, shippingNodes } from "./order-line-fields.ts";

type OfOrder<T> = T & { order: OrderRecord };

const node =
  <T>(__typename: string) =>
  (order: OrderRecord, of: T): Node<OfOrder<T>> => ({ __typename, of: { ...of, order } });

export const orderNode = (of: OrderRecord): Node<OrderRecord> => ({ __typename: "Order", of });
export const fulfillmentNode = node<FulfillmentRecord>("Fulfillment");
export const refundNode = node<RefundRecord>("Refund");
export const transactionNode = node<TransactionRecord>("OrderTransaction");

/** What the parcel's last report says, or how the shipment itself stands. */
function displayStatus({ status, events, tracking }: FulfillmentRecord): string {
  if (status === "CANCELLED") return "CANCELED";
  return events.at(-1)?.status ?? (tracking.length > 0 ? "FULFILLED" : "MARKED_AS_FULFILLED");
}

const fulfillment: FieldTable<OfOrder<FulfillmentRecord>> = {
  id: (one) => gid("Fulfillment", one.id),
  legacyResourceId: (one) => String(one.id),
  name: (one) => `${one.order.name}-F${one.number}`,
  order: (one) => orderNode(one.order),
  displayStatus,
  deliveredAt: (one) => one.events.findLast(({ status }) => status === "DELIVERED")?.happenedAt ?? null,
  inTransitAt: (one) => one.events.find(({ status }) => status === "IN_TRANSIT")?.happenedAt ?? null,
  requiresShipping: (one) =>
    one.lines.some(({ lineItemId }) => one.order.lineItems.find(({ id }) => id === lineItemId)?.requiresShipping),
  totalQuantity: (one) => one.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  trackingInfo: (one, args) => (typeof args.first === "number" ? one.tracking.slice(0, args.first) : one.tracking),
  fulfillmentLineItems: (one, args, call) =>
    listOwned(
      one.lines.map((line) => ({ ...line, order: one.order })),
      "FulfillmentLineItem",
      args,
      call,
    ),
  events: (one, args, call) => listOwned(one.events, "FulfillmentEvent", args, call),
  originAddress: () => null,
  location: () => null,
  service: () => null,
};

type FulfillmentLine = OfOrder<FulfillmentRecord["lines"][number]>;

const fulfillmentLine: FieldTable<FulfillmentLine> = {
  id: (line) => gid("FulfillmentLineItem", line.id),
  lineItem: (line) => lineNode(line.order, line.lineItemId),
  originalTotalSet: (line) => bagOf(lineShare(line, "gross"), line.order),
  discountedTotalSet: (line) => bagOf(lineShare(line, "net"), line.order),
};

function lineShare({ order, lineItemId, quantity }: FulfillmentLine, name: "gross" | "net"): bigint {
  const line = order.lineItems.find(({ id }) => id === lineItemId);
  return line ? shareOf(lineTotals(order, line)[name], BigInt(quantity), BigInt(line.quantity)) : 0n;
}

const refund: FieldTable<OfOrder<RefundRecord>> = {
  id: (one) => gid("Refund", one.id),
  legacyResourceId: (one) => String(one.id),
  order: (one) => orderNode(one.order),
  updatedAt: (one) => one.createdAt,
  duties: () => [],
  return: () => null,
  staffMember: () => null,
  totalRefundedSet: (one) => bagOf(paidBack(one), one.order),
  totalRefunded: (one) => bagOf(paidBack(one), one.order).shopMoney,
  refundLineItems: (one, args, call) =>
    listOwned(
      one.lines.map((line) => ({ ...line, order: one.order })),
      "RefundLineItem",
      args,
      call,
    ),
  refundShippingLines: (one, args, call) => {
    const [shipping] = shippingNodes(one.order);
    const lines = shipping && /[1-9]/.test(one.shipping) ? [{ id: one.id + 1, amount: one.shipping, shipping }] : [];
    return listOwned(lines, "RefundShippingLine", args, call);
  },
  orderAdjustments: (one, args, call) => {
    const isNone = !/[1-9]/.test(one.discrepancy);
    const amount = negated(one.discrepancy);
    return listOwned(
      isNone ? [] : [{ id: one.id + 2, amount, currency: one.order.currency }],
      "OrderAdjustment",
      args,
      call,
    );
  },
  transactions: (one, args, call) =>
    listOwned(
      one.order.transactions
        .filter(({ id }) => one.transactionIds.includes(id))
        .map((transaction) => ({ ...transaction, order: one.order })),
      "OrderTransaction",
      args,
      call,
    ),
};

function paidBack({ order, transactionIds }: OfOrder<RefundRecord>): bigint {
  return order.transactions
    .filter(({ id, status }) => transactionIds.includes(id) && status === "SUCCESS")
    .reduce((sum, { amount }) => sum + toMinor(amount, order.currency), 0n);
}

type RefundLine = OfOrder<RefundRecord["lines"][number]>;

const refundLine: FieldTable<RefundLine> = {
  id: (line) => gid("RefundLineItem", line.id),
  lineItem: (line) => lineNode(line.order, line.lineItemId),
  location: () => null,
  restocked: (line) => line.restockType !== "NO_RESTOCK",
  priceSet: (line) =>
    bagOf(shareOf(toMinor(line.subtotal, line.order.currency), 1n, BigInt(line.quantity)), line.order),
  subtotalSet: (line) => moneyBag(line.subtotal, line.order.currency),
  totalTaxSet: (line) => moneyBag(line.tax, line.order.currency),
};

const transaction: FieldTable<OfOrder<TransactionRecord>> = {
  id: (one) => gid("OrderTransaction", one.id),
  order: (one) => orderNode(one.order),
  amountSet: (one) => moneyBag(one.amount, one.order.currency),
  amountV2: (one) => money(one.amount, one.order.currency),
  amountRoundingSet: () => null,
  formattedGateway: (one) => one.gateway.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase()),
  manualPaymentGateway: (one) => one.gateway === "manual",
  manuallyCapturable: (one) => one.kind === "AUTHORIZATION" && one.order.financialStatus === "AUTHORIZED",
  multiCapturable: () => false,
  parentTransaction: (one) => {
    const parent = one.order.transactions.find(({ id }) => id === one.parentId);
    return parent ? transactionNode(one.order, parent) : null;
  },
  paymentId: (one) => `${one.order.name}.${one.order.transactions.findIndex(({ id }) => id === one.id) + 1}`,
  fees: () => [],
  errorCode: () => null,
  accountNumber: () => null,
  settlementCurrency: (one) => one.order.currency,
};

/** Everything is sent from one place: an order has one fulfillment order, with the order's own number. */
export function fulfillmentOrdersOf(order: OrderRecord, args: Args, call: Call) {
  return listOwned([{ id: order.id, order }], "FulfillmentOrder", args, call);
}

type FulfillmentOrder = { id: number; order: OrderRecord };

const fulfillmentOrder: FieldTable<FulfillmentOrder> = {
  id: ({ id }) => gid("FulfillmentOrder", id),
  order: ({ order }) => orderNode(order),
  orderId: ({ id }) => gid("Order", id),
  orderName: ({ order }) => order.name,
  orderProcessedAt: ({ order }) => order.processedAt,
  createdAt: ({ order }) => order.createdAt,
  updatedAt: ({ order }) => order.updatedAt,
  requestStatus: () => "UNSUBMITTED",
  status: ({ order }) => {
    if (order.cancelledAt) return "CANCELLED";
    if (order.lineItems.every((line) => line.fulfillableQuantity === 0)) return "CLOSED";
    const held = order.heldAs ?? "";
    if (["ON_HOLD", "SCHEDULED", "IN_PROGRESS"].includes(held)) return held;
    return order.fulfillmentStatus === "PARTIALLY_FULFILLED" ? "IN_PROGRESS" : "OPEN";
  },
  lineItems: ({ order }, args, call) =>
    listOwned(
      order.lineItems.map((line) => ({ id: line.id, order })),
      "FulfillmentOrderLineItem",
      args,
      call,
    ),
};

const lineOf = ({ id, order }: FulfillmentOrder) => order.lineItems.find((line) => line.id === id);

const fulfillmentOrderLine: FieldTable<FulfillmentOrder> = {
  id: ({ id }) => gid("FulfillmentOrderLineItem", id),
  lineItem: ({ id, order }) => lineNode(order, id),
  remainingQuantity: (of) => lineOf(of)?.fulfillableQuantity ?? 0,
  totalQuantity: (of) => lineOf(of)?.quantity ?? 0,
  productTitle: (of) => lineOf(of)?.title ?? "",
  variantTitle: (of) => lineOf(of)?.variantTitle ?? null,
  sku: (of) => lineOf(of)?.sku ?? null,
  vendor: (of) => lineOf(of)?.vendor ?? null,
  requiresShipping: (of) => lineOf(of)?.requiresShipping ?? false,
};

export const orderPartFields: Record<string, FieldTable<never>> = {
  Fulfillment: fulfillment,
  FulfillmentEvent: { id: (event: { id: number }) => gid("FulfillmentEvent", event.id) } as FieldTable<never>,
  FulfillmentLineItem: fulfillmentLine,
  FulfillmentOrder: fulfillmentOrder,
  FulfillmentOrderLineItem: fulfillmentOrderLine,
  Refund: refund,
  RefundLineItem: refundLine,
  RefundShippingLine: {
    id: (line: { id: number }) => gid("RefundShippingLine", line.id),
    shippingLine: (line: { shipping: object }) => line.shipping,
    subtotalAmountSet: (line: { amount: string; shipping: { order: OrderRecord } }) =>
      moneyBag(line.amount, line.shipping.order.currency),
    taxAmountSet: (line: { shipping: { order: OrderRecord } }) => noMoney(line.shipping.order.currency),
  } as FieldTable<never>,
  OrderAdjustment: {
    id: (one: { id: number }) => gid("OrderAdjustment", one.id),
    amountSet: (one: { amount: string; currency: string }) => moneyBag(one.amount, one.currency),
    taxAmountSet: (one: { currency: string }) => noMoney(one.currency),
    reason: () => "REFUND_DISCREPANCY",
  } as FieldTable<never>,
  OrderTransaction: transaction,
};
