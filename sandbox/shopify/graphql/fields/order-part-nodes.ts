import type { OrderRecord } from "../../state/order-records.ts";
import type { Call, Node } from "../call.ts";
import { lineNode } from "./order-line-fields.ts";
import { visibleOrder } from "./order-listing.ts";
import { fulfillmentNode, refundNode, transactionNode } from "./order-part-fields.ts";

type Reader = (id: number, call: Call) => Node | null;

/** Nodes that hang on an order are as visible as the order. */
const within =
  (part: (order: OrderRecord, id: number) => Node | null | undefined): Reader =>
  (id, call) => {
    const order = call.state.orders.find((one) => Boolean(part(one, id)));
    return order && visibleOrder(call, order.id) ? (part(order, id) ?? null) : null;
  };

export const orderPartNodes: Record<string, Reader> = {
  LineItem: within(lineNode),
  Fulfillment: within((order, id) => {
    const found = order.fulfillments.find((one) => one.id === id);
    return found && fulfillmentNode(order, found);
  }),
  Refund: within((order, id) => {
    const found = order.refunds.find((one) => one.id === id);
    return found && refundNode(order, found);
  }),
  OrderTransaction: within((order, id) => {
    const found = order.transactions.find((one) => one.id === id);
    return found && transactionNode(order, found);
  }),
  FulfillmentOrder: (id, call) => {
    const order = visibleOrder(call, id);
    return order ? { __typename: "FulfillmentOrder", of: { id, order } } : null;
  },
};
