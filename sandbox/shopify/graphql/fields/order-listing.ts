import type { OrderRecord } from "../../state/records.ts";
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
    ORDER_NUMBER: (order) => Number(order.name.replace(/\D/g, "")) || order.id,
    TOTAL_PRICE: (order) => Number(order.total),
    CUSTOMER_NAME: (order) => order.email ?? "",
  },
  search: {
    words: (order) => [order.name, order.email, ...order.lineItems.map((line) => line.title)],
    fields: {
      id: { kind: "number", read: (order) => order.id },
      name: { kind: "keyword", read: (order) => order.name },
      email: { kind: "text", read: (order) => order.email },
      customer_id: { kind: "number", read: (order) => order.customerId },
      financial_status: { kind: "keyword", read: (order) => order.financialStatus },
      fulfillment_status: { kind: "keyword", read: (order) => order.fulfillmentStatus },
      status: {
        kind: "list",
        read: (order) => ["any", order.cancelledAt ? "cancelled" : order.closedAt ? "closed" : "open"],
      },
      tag: { kind: "list", read: (order) => order.tags },
      tag_not: { kind: "notList", read: (order) => order.tags },
      sku: { kind: "list", read: (order) => order.lineItems.flatMap((line) => line.sku ?? []) },
      test: { kind: "keyword", read: (order) => String(order.test) },
      created_at: { kind: "time", read: (order) => order.createdAt },
      updated_at: { kind: "time", read: (order) => order.updatedAt },
      processed_at: { kind: "time", read: (order) => order.processedAt },
    },
  },
});
