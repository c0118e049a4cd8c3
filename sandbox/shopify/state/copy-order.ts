import type { StateContext } from "./context.ts";
import type { OrderRecord } from "./order-records.ts";

/** What a copy has of its own besides ids; without a customer its buyer stays the model's. */
export interface CopyChanges {
  email: string;
  createdAt: string;
  customerId?: number;
}

/** An order like another that was neither refunded nor edited, with ids and times of its own. */
export function copyOrder(
  context: StateContext,
  order: OrderRecord,
  { number, createdAt, ...buyer }: CopyChanges & { number: number },
): OrderRecord {
  const newIds = new Map(order.lineItems.map((line) => [line.id, context.nextId()]));
  const at = { createdAt, processedAt: createdAt };
  return {
    ...order,
    ...at,
    id: context.nextId(),
    name: `#${number}`,
    number,
    ...buyer,
    updatedAt: createdAt,
    lineItems: order.lineItems.map((line) => ({ ...line, id: newIds.get(line.id) ?? line.id })),
    shippingLines: order.shippingLines.map((line) => ({ ...line, id: context.nextId() })),
    transactions: order.transactions.map((one) => ({ ...one, ...at, id: context.nextId() })),
    fulfillments: order.fulfillments.map((one) => ({
      ...one,
      id: context.nextId(),
      createdAt,
      updatedAt: createdAt,
      lines: one.lines.map((line) => ({
        ...line,
        id: context.nextId(),
        lineItemId: newIds.get(line.lineItemId) ?? line.lineItemId,
      })),
    })),
  };
}
