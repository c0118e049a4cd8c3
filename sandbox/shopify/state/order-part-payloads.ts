import { inCurrency } from "./money.ts";
import { linePayload, moneySet, orderAddressPayload } from "./order-line-payload.ts";
import type { FulfillmentRecord, OrderRecord, RefundRecord, TransactionRecord } from "./order-records.ts";
import type { ShopProfile } from "./records.ts";
import { webhookTime } from "./webhook-time.ts";

// Lines inside refunds and shipments carry fewer fields than those of an order.
const ONLY_OF_ORDERS = ["attributed_staffs", "current_quantity", "sales_line_item_group_id"];

function partLine(order: OrderRecord, lineItemId: number, change: object): Record<string, unknown> | null {
  const line = order.lineItems.find(({ id }) => id === lineItemId);
  if (!line) return null;
  const fields = Object.entries(linePayload(order, line)).filter(([name]) => !ONLY_OF_ORDERS.includes(name));
  return { ...Object.fromEntries(fields), ...change };
}

export function refundPayload(order: OrderRecord, refund: RefundRecord, shop: ShopProfile): Record<string, unknown> {
  const time = (instant: string) => webhookTime(instant, shop.ianaTimezone);
  const { currency } = order;
  const transactions = order.transactions.filter(({ id }) => refund.transactionIds.includes(id));
  return {
    id: refund.id,
    order_id: order.id,
    created_at: time(refund.createdAt),
    note: refund.note,
    user_id: null,
    processed_at: time(refund.processedAt),
    duties: [],
    total_duties_set: moneySet(inCurrency("0", currency), currency),
    return: null,
    refund_shipping_lines: Number(refund.shipping) === 0 ? [] : [shippingBack(order, refund)],
    restock: refund.lines.some(({ restockType }) => restockType !== "NO_RESTOCK"),
    admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
    order_adjustments: Number(refund.discrepancy) === 0 ? [] : [adjustment(order, refund)],
    refund_line_items: refund.lines.map((line) => ({
      id: line.id,
      quantity: line.quantity,
      line_item_id: line.lineItemId,
      location_id: null,
      restock_type: line.restockType.toLowerCase(),
      // Shopify's own sample writes these two as numbers.
      subtotal: Number(line.subtotal),
      total_tax: Number(line.tax),
      subtotal_set: moneySet(line.subtotal, currency),
      total_tax_set: moneySet(line.tax, currency),
      line_item: partLine(order, line.lineItemId, {}),
    })),
    transactions: transactions.map((one) => {
      const { payment_details: _, ...rest } = transactionPayload(order, one, shop);
      return rest;
    }),
  };
}

function shippingBack(order: OrderRecord, refund: RefundRecord): Record<string, unknown> {
  const none = moneySet(inCurrency("0", order.currency), order.currency);
  return {
    id: refund.id + 1,
    shipping_line: { id: order.shippingLines[0]?.id ?? null, title: order.shippingLines[0]?.title ?? null },
    subtotal_amount_set: moneySet(refund.shipping, order.currency),
    tax_amount_set: none,
  };
}

function adjustment(order: OrderRecord, refund: RefundRecord): Record<string, unknown> {
  const amount = inCurrency(negated(refund.discrepancy), order.currency);
  return {
    id: refund.id + 2,
    order_id: order.id,
    refund_id: refund.id,
    amount,
    tax_amount: inCurrency("0", order.currency),
    kind: "refund_discrepancy",
    reason: "Refund discrepancy",
    amount_set: moneySet(amount, order.currency),
    tax_amount_set: moneySet(inCurrency("0", order.currency), order.currency),
  };
}

export const negated = (amount: string): string => (amount.startsWith("-") ? amount.slice(1) : `-${amount}`);

export function fulfillmentPayload(
  order: OrderRecord,
  fulfillment: FulfillmentRecord,
  shop: ShopProfile,
): Record<string, unknown> {
  const [first] = fulfillment.tracking;
  const list = (read: "number" | "url") => fulfillment.tracking.flatMap((one) => one[read] ?? []);
  return {
    id: fulfillment.id,
    order_id: order.id,
    status: fulfillment.status.toLowerCase(),
    created_at: webhookTime(fulfillment.createdAt, shop.ianaTimezone),
    service: "manual",
    updated_at: webhookTime(fulfillment.updatedAt, shop.ianaTimezone),
    tracking_company: first?.company ?? null,
    shipment_status: fulfillment.events.at(-1)?.status.toLowerCase() ?? null,
    location_id: null,
    origin_address: null,
    email: order.email,
    destination: order.shippingAddress && orderAddressPayload(order.shippingAddress),
    line_items: fulfillment.lines.map(({ lineItemId, quantity }) => partLine(order, lineItemId, { quantity })),
    tracking_number: first?.number ?? null,
    tracking_numbers: list("number"),
    tracking_url: first?.url ?? null,
    tracking_urls: list("url"),
    receipt: {},
    name: `${order.name}.${fulfillment.number}`,
    admin_graphql_api_id: `gid://shopify/Fulfillment/${fulfillment.id}`,
  };
}

export function transactionPayload(
  order: OrderRecord,
  transaction: TransactionRecord,
  shop: ShopProfile,
): Record<string, unknown> {
  const open = transaction.kind === "AUTHORIZATION" ? transaction.amount : inCurrency("0", order.currency);
  const unsettled = { amount: open, currency: order.currency };
  return {
    id: transaction.id,
    order_id: order.id,
    kind: transaction.kind.toLowerCase(),
    gateway: transaction.gateway,
    status: transaction.status.toLowerCase(),
    message: null,
    created_at: webhookTime(transaction.createdAt, shop.ianaTimezone),
    test: transaction.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: transaction.parentId,
    processed_at: webhookTime(transaction.processedAt, shop.ianaTimezone),
    device_id: null,
    error_code: null,
    source_name: order.sourceName,
    payment_details: null,
    receipt: {},
    amount: transaction.amount,
    currency: order.currency,
    payment_id: `${order.name}.${order.transactions.findIndex(({ id }) => id === transaction.id) + 1}`,
    total_unsettled_set: { presentment_money: unsettled, shop_money: unsettled },
    manual_payment_gateway: transaction.gateway === "manual",
    amount_rounding: null,
    admin_graphql_api_id: `gid://shopify/OrderTransaction/${transaction.id}`,
  };
}

export interface EditDelta {
  id: number;
  delta: number;
}

export function editPayload(
  order: OrderRecord,
  edit: { id: number; at: string; note: string | null; notify: boolean; additions: EditDelta[]; removals: EditDelta[] },
  shop: ShopProfile,
): Record<string, unknown> {
  const at = webhookTime(edit.at, shop.ianaTimezone);
  return {
    order_edit: {
      id: edit.id,
      app_id: null,
      created_at: at,
      committed_at: at,
      notify_customer: edit.notify,
      order_id: order.id,
      staff_note: edit.note ?? "",
      user_id: null,
      line_items: { additions: edit.additions, removals: edit.removals },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}
