import type { OrderRecord, ShipmentStatus, TrackingRecord } from "../../state/order-records.ts";
import type { Outcome, Refusal } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { idOf } from "../gid.ts";
import { visibleOrder } from "./order-listing.ts";
import { fulfillmentNode } from "./order-part-fields.ts";
import type { Input } from "./read-input.ts";

function readTracking(input: Input | undefined): TrackingRecord[] {
  if (!input) return [];
  const list = (many: unknown, one: unknown): string[] =>
    Array.isArray(many) ? (many as string[]) : typeof one === "string" ? [one] : [];
  const numbers = list(input.numbers, input.number);
  const urls = list(input.urls, input.url);
  const company = typeof input.company === "string" ? input.company : null;
  return Array.from({ length: Math.max(numbers.length, urls.length) }, (_, index) => ({
    company,
    number: numbers[index] ?? null,
    url: urls[index] ?? null,
  }));
}

function create(_: unknown, args: Args, call: Call) {
  const input = args.fulfillment as Input;
  const wanted = input.lineItemsByFulfillmentOrder as {
    fulfillmentOrderId: string;
    fulfillmentOrderLineItems?: Input[];
  }[];
  const refused = (field: string[], message: string) => ({ fulfillment: null, userErrors: [{ field, message }] });
  if (wanted.length !== 1) return refused(["fulfillment"], "All fulfillment orders must belong to the same order.");
  const order = visibleOrder(call, idOf(wanted[0]?.fulfillmentOrderId, "FulfillmentOrder"));
  if (!order) return refused(["fulfillment", "lineItemsByFulfillmentOrder"], "Fulfillment order does not exist.");
  const lines = wanted[0]?.fulfillmentOrderLineItems?.map((line) => ({
    lineItemId: idOf(line.id, "FulfillmentOrderLineItem"),
    quantity: Number(line.quantity),
  }));
  const outcome = call.state.orders.fulfil(order.id, {
    ...(lines && { lines }),
    tracking: readTracking(input.trackingInfo as Input | undefined),
  });
  return answer(outcome, outcome.ok ? outcome.value.fulfillments.at(-1)?.id : undefined);
}

function answer(outcome: Outcome<OrderRecord>, fulfillmentId: number | undefined) {
  if (!outcome.ok) return { fulfillment: null, userErrors: outcome.errors };
  const made = outcome.value.fulfillments.find(({ id }) => id === fulfillmentId);
  return { fulfillment: made ? fulfillmentNode(outcome.value, made) : null, userErrors: [] };
}

function orderOf(call: Call, fulfillmentId: number): number {
  const order = call.state.orders.find(({ fulfillments }) => fulfillments.some(({ id }) => id === fulfillmentId));
  return order && visibleOrder(call, order.id) ? order.id : -1;
}

const missing: Refusal[] = [{ field: ["id"], message: "Fulfillment does not exist.", code: "NOT_FOUND" }];

function report(_: unknown, args: Args, call: Call) {
  const input = args.fulfillmentEvent as Input;
  const fulfillmentId = idOf(input.fulfillmentId, "Fulfillment");
  const at = (time: unknown): string | undefined =>
    typeof time === "string" ? `${new Date(time).toISOString().slice(0, 19)}Z` : undefined;
  const happenedAt = at(input.happenedAt);
  const outcome = call.state.orders.reportShipment(orderOf(call, fulfillmentId), fulfillmentId, {
    status: input.status as ShipmentStatus,
    message: (input.message ?? null) as string | null,
    ...(happenedAt && { happenedAt }),
    estimatedDeliveryAt: at(input.estimatedDeliveryAt) ?? null,
  });
  if (!outcome.ok)
    return {
      fulfillmentEvent: null,
      userErrors: missing.map((one) => ({ ...one, field: ["fulfillmentEvent", "fulfillmentId"] })),
    };
  const event = outcome.value.fulfillments.find(({ id }) => id === fulfillmentId)?.events.at(-1);
  return { fulfillmentEvent: event ? { __typename: "FulfillmentEvent", of: event } : null, userErrors: [] };
}

export const shipmentMutations: FieldTable<unknown> = {
  fulfillmentCreate: create,
  fulfillmentEventCreate: report,
  fulfillmentCancel: (_, args, call) => {
    const id = idOf(args.id, "Fulfillment");
    const orderId = orderOf(call, id);
    return orderId === -1
      ? { fulfillment: null, userErrors: missing }
      : answer(call.state.orders.cancelShipment(orderId, id), id);
  },
  fulfillmentTrackingInfoUpdate: (_, args, call) => {
    const id = idOf(args.fulfillmentId, "Fulfillment");
    const orderId = orderOf(call, id);
    return orderId === -1
      ? { fulfillment: null, userErrors: missing.map((one) => ({ ...one, field: ["fulfillmentId"] })) }
      : answer(call.state.orders.setTracking(orderId, id, readTracking(args.trackingInfoInput as Input)), id);
  },
};
