import { refuse } from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { OrderAct } from "./order-change.ts";
import type { EditInput } from "./order-edits.ts";
import { editOrder } from "./order-edits.ts";
import { capture, markAsPaid } from "./order-payments.ts";
import type { FulfillmentStatus, OrderRecord, ShipmentStatus, TrackingRecord } from "./order-records.ts";
import type { CancelInput, RefundInput } from "./order-refunds.ts";
import { cancel, refund } from "./order-refunds.ts";
import type { FulfilInput } from "./order-shipments.ts";
import { cancelShipment, fulfil, hold, reportShipment, setTracking } from "./order-shipments.ts";
import type { Outcome, Refusal } from "./records.ts";

type Change = (id: number, act: (before: OrderRecord) => OrderAct) => Outcome<OrderRecord>;

/** What can be done to an order once it is placed. */
export function orderActs(context: StateContext, get: (id: number) => OrderRecord | undefined, change: Change) {
  return {
    markAsPaid: (id: number) => change(id, (before) => markAsPaid(context, before)),
    capture: (id: number, parentId: number, amount: string) =>
      change(id, (before) => capture(context, before, parentId, amount)),
    fulfil: (id: number, input: FulfilInput = {}) => change(id, (before) => fulfil(context, before, input)),
    /** Reports every shipment of the order as delivered. */
    deliver: (id: number) => change(id, (before) => deliverAll(context, before)),
    reportShipment: (
      id: number,
      fulfillmentId: number,
      report: {
        status: ShipmentStatus;
        message?: string | null;
        happenedAt?: string;
        estimatedDeliveryAt?: string | null;
      },
    ) => change(id, (before) => reportShipment(context, before, fulfillmentId, report)),
    setTracking: (id: number, fulfillmentId: number, tracking: TrackingRecord[]) =>
      change(id, (before) => setTracking(context, before, fulfillmentId, tracking)),
    cancelShipment: (id: number, fulfillmentId: number) =>
      change(id, (before) => cancelShipment(context, before, fulfillmentId)),
    hold: (id: number, heldAs: FulfillmentStatus | null) => change(id, (before) => hold(before, heldAs)),
    refund: (id: number, input: RefundInput) => change(id, (before) => refund(context, before, input)),
    cancel: (id: number, input: CancelInput) => change(id, (before) => cancel(context, before, input)),
    edit: (id: number, input: EditInput) => change(id, (before) => editOrder(context, before, input)),
    /** The order as an edit would leave it; nothing is stored. */
    previewEdit: (id: number, input: EditInput): Outcome<OrderRecord> => {
      const before = get(id);
      if (!before) return missing();
      const act = editOrder(context, before, input);
      return act.ok ? { ok: true, value: act.value.after } : act;
    },
    close: (id: number) =>
      change(id, (before) => ({ ok: true, value: { after: { ...before, closedAt: stamp(context) } } })),
    open: (id: number) => change(id, (before) => ({ ok: true, value: { after: { ...before, closedAt: null } } })),
  };
}

function deliverAll(context: StateContext, order: OrderRecord): OrderAct {
  const open = order.fulfillments.filter(
    ({ status, events }) => status === "SUCCESS" && events.at(-1)?.status !== "DELIVERED",
  );
  if (open.length === 0)
    return { ok: false, errors: [{ field: ["id"], message: "There is no shipment to deliver", code: "INVALID" }] };
  let act: OrderAct = { ok: true, value: { after: order } };
  for (const { id } of open) {
    if (!act.ok) return act;
    const next = reportShipment(context, act.value.after, id, { status: "DELIVERED" });
    if (!next.ok) return next;
    act = {
      ok: true,
      value: { after: next.value.after, parts: [...(act.value.parts ?? []), ...(next.value.parts ?? [])] },
    };
  }
  return act;
}

export function missing(): { ok: false; errors: Refusal[] } {
  return { ok: false, errors: [refuse(["id"], "Order does not exist", "NOT_FOUND")] };
}
