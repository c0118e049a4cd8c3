import { discountCodes, gateways } from "../../state/describe-order.ts";
import type { OrderRecord } from "../../state/order-records.ts";
import { totalsOf } from "../../state/order-totals.ts";
import type { Call } from "../call.ts";
import type { Listing } from "./list-records.ts";

const WINDOW_MS = 60 * 86_400_000;

/** Without read_all_orders an app sees the orders of the last 60 days only. */
function isVisible(call: Call, order: OrderRecord): boolean {
  return call.scopes.has("read_all_orders") || Date.parse(order.createdAt) >= call.state.now() - WINDOW_MS;
}

export function visibleOrder(call: Call, id: number): OrderRecord | undefined {
  const order = call.state.orders.get(id);
  return order && isVisible(call, order) ? order : undefined;
}

export const orderListing = (call: Call): Listing<OrderRecord> => ({
  typename: "Order",
  path: "orders",
  read: (shop) => shop.orders.list(),
  isVisible: (order) => isVisible(call, order),
  sortKeys: {
    ID: (order) => order.id,
    CREATED_AT: (order) => order.createdAt,
    UPDATED_AT: (order) => order.updatedAt,
    PROCESSED_AT: (order) => order.processedAt,
    ORDER_NUMBER: (order) => order.number,
    TOTAL_PRICE: (order) => Number(totalsOf(order).total),
    CURRENT_TOTAL_PRICE: (order) => Number(totalsOf(order).currentTotal),
    TOTAL_ITEMS_QUANTITY: (order) => order.lineItems.reduce((sum, line) => sum + line.quantity, 0),
    FINANCIAL_STATUS: (order) => order.financialStatus,
    FULFILLMENT_STATUS: (order) => order.fulfillmentStatus,
    PO_NUMBER: (order) => order.poNumber ?? "",
    DESTINATION: (order) => `${order.shippingAddress?.country ?? ""}, ${order.shippingAddress?.city ?? ""}`,
    CUSTOMER_NAME: (order) => order.email ?? "",
  },
  search: {
    words: (order) => [order.name, order.email, ...order.lineItems.map((line) => line.title)],
    fields: {
      id: { kind: "number", read: (order) => order.id },
      // "#1001" is found with and without its sign.
      name: { kind: "list", read: (order) => [order.name, order.name.replace(/^#/, "")] },
      email: { kind: "text", read: (order) => order.email },
      customer_id: { kind: "number", read: (order) => order.customerId },
      financial_status: { kind: "keyword", read: (order) => order.financialStatus },
      fulfillment_status: { kind: "list", read: fulfillmentWords },
      status: { kind: "list", read: statusWords },
      tag: { kind: "list", read: (order) => order.tags },
      tag_not: { kind: "notList", read: (order) => order.tags },
      sku: { kind: "list", read: (order) => order.lineItems.flatMap((line) => line.sku ?? []) },
      discount_code: { kind: "keyword", read: (order) => discountCodes(order)[0]?.code ?? null },
      gateway: { kind: "list", read: gateways },
      source_name: { kind: "keyword", read: (order) => order.sourceName },
      po_number: { kind: "keyword", read: (order) => order.poNumber },
      cart_token: { kind: "keyword", read: (order) => order.cartToken },
      checkout_token: { kind: "keyword", read: (order) => order.checkoutToken },
      test: { kind: "keyword", read: (order) => String(order.test) },
      created_at: { kind: "time", read: (order) => order.createdAt },
      updated_at: { kind: "time", read: (order) => order.updatedAt },
      processed_at: { kind: "time", read: (order) => order.processedAt },
    },
  },
});

/** The status itself, and the words that the filter had before: shipped, unshipped, partial. */
function fulfillmentWords({ fulfillmentStatus }: OrderRecord): string[] {
  if (fulfillmentStatus === "FULFILLED") return ["fulfilled", "shipped"];
  if (fulfillmentStatus === "PARTIALLY_FULFILLED") return ["partially_fulfilled", "partial"];
  return fulfillmentStatus === "UNFULFILLED" ? ["unfulfilled", "unshipped"] : [fulfillmentStatus.toLowerCase()];
}

function statusWords(order: OrderRecord): string[] {
  if (order.cancelledAt) return ["any", "cancelled"];
  return order.closedAt ? ["any", "closed"] : ["any", "open", "not_closed"];
}
