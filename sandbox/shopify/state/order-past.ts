import type { OrderSeed } from "./build-order.ts";
import type { StateContext } from "./context.ts";
import type { Minor } from "./money.ts";
import { fromMinor, toMinor } from "./money.ts";
import type { FinancialStatus, OrderRecord, RefundRecord, RestockType, TransactionRecord } from "./order-records.ts";
import { lineTotals, totalsOf } from "./order-totals.ts";

const MONEY_CAME = new Set<FinancialStatus>(["PAID", "PARTIALLY_PAID", "PARTIALLY_REFUNDED", "REFUNDED"]);

/**
 * Gives an order the past that its statuses tell of: payments, a shipment, a refund, the units that a cancellation took.
 * The statuses of a seed are kept as they are given; those of a new order follow from the same payments.
 */
export function settlePast(context: StateContext, fresh: OrderRecord, seed: OrderSeed): OrderRecord {
  const status = seed.financialStatus ?? "PAID";
  const paid = { ...fresh, transactions: pay(context, fresh, seed, status) };
  const sent = send(context, paid, seed);
  const refunded = giveBack(context, sent, seed, status);
  const left = seed.cancelledAt ? takeUnits(context, refunded, seed.cancelledAt) : refunded;
  const fulfillmentStatus =
    seed.fulfillmentStatus ??
    (left.lineItems.every((line) => line.giftCard) ? "FULFILLMENT_NOT_REQUIRED" : "UNFULFILLED");
  const isShown = ["FULFILLED", "PARTIALLY_FULFILLED", "UNFULFILLED", "FULFILLMENT_NOT_REQUIRED"].includes(
    fulfillmentStatus,
  );
  return { ...left, financialStatus: status, fulfillmentStatus, heldAs: isShown ? null : fulfillmentStatus };
}

function pay(context: StateContext, order: OrderRecord, seed: OrderSeed, status: FinancialStatus): TransactionRecord[] {
  const { total } = totalsOf(order);
  const at = seed.paidAt ?? order.processedAt;
  const gateway = seed.gateway || "shopify_payments";
  const make = (
    kind: TransactionRecord["kind"],
    amount: Minor,
    change: Partial<TransactionRecord> = {},
  ): TransactionRecord => ({
    id: context.nextId(),
    kind,
    status: "SUCCESS",
    gateway,
    amount: fromMinor(amount, order.currency),
    parentId: null,
    createdAt: at,
    processedAt: at,
    test: order.test,
    ...change,
  });
  if (total === 0n) return [];
  if (MONEY_CAME.has(status)) {
    const half = (total + 1n) / 2n;
    const given =
      seed.received === undefined
        ? status === "PARTIALLY_PAID"
          ? half
          : total
        : toMinor(seed.received, order.currency);
    return given > 0n ? [make("SALE", given)] : [];
  }
  if (status === "PENDING") return [make("SALE", total, { status: "PENDING", gateway: seed.gateway || "manual" })];
  const authorization = make("AUTHORIZATION", total);
  return status === "VOIDED" ? [authorization, make("VOID", total, { parentId: authorization.id })] : [authorization];
}

function send(context: StateContext, order: OrderRecord, seed: OrderSeed): OrderRecord {
  const isPart = seed.fulfillmentStatus === "PARTIALLY_FULFILLED";
  if (!isPart && seed.fulfillmentStatus !== "FULFILLED") return order;
  const wanted = order.lineItems.map((line, index): number => {
    const said = seed.lineItems[index]?.fulfilledQuantity;
    return Math.min(line.fulfillableQuantity, isPart ? (said ?? 0) : line.fulfillableQuantity);
  });
  const [first] = order.lineItems;
  // An export says of a line only whether it is fulfilled: without one that is, one unit of the first line was sent.
  if (isPart && first && !wanted.some((quantity) => quantity > 0)) wanted[0] = Math.min(1, first.fulfillableQuantity);
  const createdAt = seed.fulfilledAt ?? order.processedAt;
  const lines = order.lineItems.flatMap((line, index) => {
    const quantity = wanted[index] ?? 0;
    return quantity > 0 ? [{ id: context.nextId(), lineItemId: line.id, quantity }] : [];
  });
  const { deliveredAt } = seed;
  const events = deliveredAt
    ? [
        {
          id: context.nextId(),
          status: "DELIVERED" as const,
          message: null,
          happenedAt: deliveredAt,
          createdAt: deliveredAt,
        },
      ]
    : [];
  return {
    ...order,
    lineItems: order.lineItems.map((line, index) => ({
      ...line,
      fulfillableQuantity: line.fulfillableQuantity - (wanted[index] ?? 0),
    })),
    fulfillments: [
      {
        id: context.nextId(),
        number: 1,
        status: "SUCCESS",
        tracking: seed.tracking ?? [],
        lines,
        events,
        estimatedDeliveryAt: null,
        createdAt,
        updatedAt: deliveredAt ?? createdAt,
      },
    ],
  };
}

/** A refund of everything takes all units; one of a part is money alone, for no export says what it was for. */
function giveBack(context: StateContext, order: OrderRecord, seed: OrderSeed, status: FinancialStatus): OrderRecord {
  const { received, shipping } = totalsOf(order);
  const said = toMinor(seed.refunded ?? "0", order.currency);
  const wanted = said === 0n && status === "REFUNDED" ? received : said;
  const amount = wanted > received ? received : wanted;
  if (amount <= 0n) return order;
  const at = seed.refundedAt ?? seed.cancelledAt ?? seed.updatedAt ?? order.processedAt;
  const sale = order.transactions.find(({ kind }) => kind === "SALE");
  const transaction: TransactionRecord = {
    id: context.nextId(),
    kind: "REFUND",
    status: "SUCCESS",
    gateway: sale?.gateway ?? "manual",
    amount: fromMinor(amount, order.currency),
    parentId: sale?.id ?? null,
    createdAt: at,
    processedAt: at,
    test: order.test,
  };
  const isWhole = amount === received;
  const refund: RefundRecord = {
    id: context.nextId(),
    note: null,
    lines: isWhole ? wholeLines(context, order) : [],
    shipping: fromMinor(isWhole ? shipping : 0n, order.currency),
    discrepancy: "0",
    transactionIds: [transaction.id],
    createdAt: at,
    processedAt: at,
  };
  const after = {
    ...order,
    lineItems: isWhole
      ? order.lineItems.map((line) => ({ ...line, currentQuantity: 0, fulfillableQuantity: 0 }))
      : order.lineItems,
    transactions: [...order.transactions, transaction],
    refunds: [...order.refunds, refund],
  };
  // What neither lines nor shipping explain: the whole of a part refund, a tip, or what was paid too little.
  const explained = totalsOf(order).currentTotal - totalsOf(after).currentTotal;
  refund.discrepancy = fromMinor(amount - explained, order.currency);
  return { ...after, refunds: [...order.refunds, { ...refund }] };
}

/** A cancellation takes every unit that was not sent, and the shipping. */
export function takeUnits(
  context: StateContext,
  order: OrderRecord,
  at: string,
  restockType: RestockType = "CANCEL",
): OrderRecord {
  if (order.lineItems.every((line) => line.fulfillableQuantity === 0)) return order;
  const lines = order.lineItems.flatMap((line): RefundRecord["lines"] => {
    const quantity = Math.min(line.fulfillableQuantity, line.currentQuantity);
    if (quantity === 0) return [];
    const before = lineTotals(order, line);
    const rest = lineTotals(order, { ...line, currentQuantity: line.currentQuantity - quantity });
    return [
      {
        id: context.nextId(),
        lineItemId: line.id,
        quantity,
        restockType,
        subtotal: fromMinor(before.currentNet - rest.currentNet, order.currency),
        tax: fromMinor(before.currentTax - rest.currentTax, order.currency),
      },
    ];
  });
  const refund: RefundRecord = {
    id: context.nextId(),
    note: null,
    lines,
    shipping: fromMinor(totalsOf(order).currentShipping, order.currency),
    discrepancy: "0",
    transactionIds: [],
    createdAt: at,
    processedAt: at,
  };
  const after = {
    ...order,
    lineItems: order.lineItems.map((line) => {
      const quantity = Math.min(line.fulfillableQuantity, line.currentQuantity);
      return { ...line, currentQuantity: line.currentQuantity - quantity, fulfillableQuantity: 0 };
    }),
    refunds: [...order.refunds, refund],
  };
  const { currentTotal } = totalsOf(after);
  if (currentTotal >= 0n) return after;
  // Money that went back earlier was for units that are taken only now.
  return { ...after, refunds: [...order.refunds, { ...refund, discrepancy: fromMinor(currentTotal, order.currency) }] };
}

function wholeLines(context: StateContext, order: OrderRecord): RefundRecord["lines"] {
  return order.lineItems.map((line) => {
    const { currentNet, currentTax } = lineTotals(order, line);
    return {
      id: context.nextId(),
      lineItemId: line.id,
      quantity: line.currentQuantity,
      restockType: line.fulfillableQuantity > 0 ? "CANCEL" : "RETURN",
      subtotal: fromMinor(currentNet, order.currency),
      tax: fromMinor(currentTax, order.currency),
    };
  });
}
