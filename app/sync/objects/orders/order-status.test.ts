import { expect, test } from "vitest";
import type { OrderState, OrderStatus } from "./order-status.ts";
import { orderStatuses, orderStatusOf } from "./order-status.ts";
import { orderStageIds, orderStages } from "./stages.ts";

const state = (more: Partial<OrderState> = {}): OrderState => ({
  cancelledAt: null,
  financialStatus: "PAID",
  fulfillmentStatus: "UNFULFILLED",
  shipments: [],
  ...more,
});
const shipment = (displayStatus: string | null, status = "SUCCESS") => ({ status, displayStatus });

const notSent = [
  "IN_PROGRESS",
  "ON_HOLD",
  "OPEN",
  "PARTIALLY_FULFILLED",
  "PENDING_FULFILLMENT",
  "REQUEST_DECLINED",
  "RESTOCKED",
  "SCHEDULED",
  "UNFULFILLED",
];
// payment · status while not all is sent · sent · nothing to send
const byPayment: readonly [string | null, OrderStatus, OrderStatus, OrderStatus][] = [
  ["AUTHORIZED", "authorized", "shipped", "authorized"],
  ["EXPIRED", "expired", "shipped", "expired"],
  ["PAID", "paid", "shipped", "shipped"],
  ["PARTIALLY_PAID", "partially_paid", "shipped", "partially_paid"],
  ["PARTIALLY_REFUNDED", "partially_refunded", "shipped", "shipped"],
  ["PENDING", "pending", "shipped", "pending"],
  ["REFUNDED", "refunded", "shipped", "shipped"],
  ["VOIDED", "voided", "shipped", "voided"],
  [null, "pending", "shipped", "pending"],
];
const rows = byPayment.flatMap(([payment, open, sent, nothing]) => [
  ...notSent.map((fulfilment) => [payment, fulfilment, open] as const),
  [payment, "FULFILLED", sent] as const,
  [payment, "FULFILLMENT_NOT_REQUIRED", nothing] as const,
]);

test.each(rows)("an order that is %s and %s is %s", (financialStatus, fulfillmentStatus, status) => {
  expect(orderStatusOf(state({ financialStatus, fulfillmentStatus }))).toBe(status);
});

test.each(rows)(
  "an order that is %s and %s is cancelled once it is cancelled",
  (financialStatus, fulfillmentStatus) => {
    const cancelled = state({ financialStatus, fulfillmentStatus, cancelledAt: "2026-03-01T00:00:00Z" });

    expect(orderStatusOf(cancelled)).toBe("cancelled");
  },
);

test.each([
  ["one delivered shipment", [shipment("DELIVERED")], "delivered"],
  ["two delivered shipments", [shipment("DELIVERED"), shipment("DELIVERED")], "delivered"],
  ["one of two delivered", [shipment("DELIVERED"), shipment("IN_TRANSIT")], "shipped"],
  [
    "a cancelled shipment beside a delivered one",
    [shipment("CANCELED", "CANCELLED"), shipment("DELIVERED")],
    "delivered",
  ],
  ["only a cancelled shipment", [shipment("CANCELED", "CANCELLED")], "shipped"],
  ["a shipment of unknown state", [shipment(null)], "shipped"],
  ["no shipment at all", [], "shipped"],
] as const)("a fulfilled order with %s is so", (_, shipments, status) => {
  expect(orderStatusOf(state({ fulfillmentStatus: "FULFILLED", shipments }))).toBe(status);
});

test("a partly sent order is not delivered though its parcel is", () => {
  const partly = state({ fulfillmentStatus: "PARTIALLY_FULFILLED", shipments: [shipment("DELIVERED")] });

  expect(orderStatusOf(partly)).toBe("paid");
});

test.each([
  ["cancelled", "cancelled"],
  ["delivered", "delivered"],
  ["shipped", "shipped"],
  ["paid", "processed"],
  ["partially_refunded", "processed"],
  ["refunded", "processed"],
  ["partially_paid", "open"],
  ["authorized", "open"],
  ["pending", "open"],
  ["voided", "open"],
  ["expired", "open"],
] as const)("%s orders are %s unless the merchant chose otherwise", (status, stage) => {
  expect(orderStages.statuses[status]).toEqual({
    pipelineId: "14a2e10e-5471-408a-906e-c51f3b04369e",
    stageId: orderStageIds[stage],
  });
});

test("every status has a stage, and no other has", () => {
  expect(Object.keys(orderStages.statuses).sort()).toEqual([...orderStatuses].sort());
});
