import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { OrderAct, OrderChange } from "./order-change.ts";
import { refuseAct } from "./order-change.ts";
import { fulfillmentPayload } from "./order-part-payloads.ts";
import type {
  FulfillmentRecord,
  FulfillmentStatus,
  OrderRecord,
  ShipmentStatus,
  TrackingRecord,
} from "./order-records.ts";
import { withStatuses } from "./order-statuses.ts";

export interface FulfilInput {
  /** Left out: all units that can still be sent. */
  lines?: { lineItemId: number; quantity: number }[];
  tracking?: TrackingRecord[];
}

export function fulfil(context: StateContext, order: OrderRecord, input: FulfilInput): OrderAct {
  const all = order.lineItems.map((line) => ({ lineItemId: line.id, quantity: line.fulfillableQuantity }));
  const wanted = (input.lines ?? all).filter(({ quantity }) => quantity > 0);
  if (order.cancelledAt || wanted.length === 0)
    return refuseAct(["fulfillment"], "There are no items that can be fulfilled");
  const left = new Map(order.lineItems.map((line) => [line.id, line.fulfillableQuantity]));
  for (const { lineItemId, quantity } of wanted) {
    const rest = (left.get(lineItemId) ?? -1) - quantity;
    if (rest < 0) return refuseAct(["fulfillment"], "Invalid fulfillment order line item quantity requested.");
    left.set(lineItemId, rest);
  }
  const now = stamp(context);
  const made: FulfillmentRecord = {
    id: context.nextId(),
    number: order.fulfillments.length + 1,
    status: "SUCCESS",
    tracking: input.tracking ?? [],
    lines: wanted.map((line) => ({ id: context.nextId(), ...line })),
    events: [],
    estimatedDeliveryAt: null,
    createdAt: now,
    updatedAt: now,
  };
  const after = withStatuses({
    ...order,
    heldAs: null,
    fulfillments: [...order.fulfillments, made],
    lineItems: order.lineItems.map((line) => ({ ...line, fulfillableQuantity: left.get(line.id) ?? 0 })),
  });
  const topic = after.fulfillmentStatus === "FULFILLED" ? "orders/fulfilled" : "orders/partially_fulfilled";
  return { ok: true, value: { after, topics: [topic], parts: [tell("fulfillments/create", made)] } };
}

/** What a carrier or the merchant reports, such as DELIVERED. */
export function reportShipment(
  context: StateContext,
  order: OrderRecord,
  fulfillmentId: number,
  report: { status: ShipmentStatus; message?: string | null; happenedAt?: string; estimatedDeliveryAt?: string | null },
): OrderAct {
  return changeShipment(context, order, fulfillmentId, (before) => {
    const now = stamp(context);
    const event = {
      id: context.nextId(),
      status: report.status,
      message: report.message ?? null,
      happenedAt: report.happenedAt ?? now,
      createdAt: now,
    };
    return {
      ...before,
      events: [...before.events, event],
      estimatedDeliveryAt: report.estimatedDeliveryAt ?? before.estimatedDeliveryAt,
    };
  });
}

export function setTracking(
  context: StateContext,
  order: OrderRecord,
  fulfillmentId: number,
  tracking: TrackingRecord[],
): OrderAct {
  return changeShipment(context, order, fulfillmentId, (before) => ({ ...before, tracking }));
}

/** Takes a shipment back: its units can be sent again, those apart that were refunded meanwhile. */
export function cancelShipment(context: StateContext, order: OrderRecord, fulfillmentId: number): OrderAct {
  const shipment = order.fulfillments.find(({ id }) => id === fulfillmentId);
  if (shipment?.status === "CANCELLED") return refuseAct(["id"], "Fulfillment has already been cancelled");
  const act = changeShipment(context, order, fulfillmentId, (before) => ({ ...before, status: "CANCELLED" }));
  if (!act.ok || !shipment) return act;
  const units = new Map(shipment.lines.map(({ lineItemId, quantity }) => [lineItemId, quantity]));
  const lineItems = order.lineItems.map((line) => ({
    ...line,
    fulfillableQuantity: Math.min(line.currentQuantity, line.fulfillableQuantity + (units.get(line.id) ?? 0)),
  }));
  return { ok: true, value: { ...act.value, after: withStatuses({ ...act.value.after, lineItems }) } };
}

/** Holds what was not sent yet, or shows it in another of Shopify's states; null lets go again. */
export function hold(order: OrderRecord, heldAs: FulfillmentStatus | null): OrderAct {
  return { ok: true, value: { after: withStatuses({ ...order, heldAs }) } };
}

function changeShipment(
  context: StateContext,
  order: OrderRecord,
  fulfillmentId: number,
  change: (before: FulfillmentRecord) => FulfillmentRecord,
): OrderAct {
  const before = order.fulfillments.find(({ id }) => id === fulfillmentId);
  if (!before) return refuseAct(["id"], "Fulfillment does not exist", "NOT_FOUND");
  const changed = { ...change(before), updatedAt: stamp(context) };
  const fulfillments = order.fulfillments.map((one) => (one.id === fulfillmentId ? changed : one));
  return { ok: true, value: { after: { ...order, fulfillments }, parts: [tell("fulfillments/update", changed)] } };
}

function tell(topic: string, made: FulfillmentRecord): NonNullable<OrderChange["parts"]>[number] {
  return { topic, payload: (order, shop) => fulfillmentPayload(order, made, shop) };
}
