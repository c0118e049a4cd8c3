/** What decides an order's status, in Shopify's words in upper case. */
export interface OrderState {
  readonly cancelledAt: string | null;
  /** `OrderDisplayFinancialStatus`; null while Shopify works it out */
  readonly financialStatus: string | null;
  /** `OrderDisplayFulfillmentStatus` */
  readonly fulfillmentStatus: string;
  readonly shipments: readonly {
    /** `FulfillmentStatus` */
    readonly status: string;
    /** `FulfillmentDisplayStatus` */
    readonly displayStatus: string | null;
  }[];
}

/** Statuses in the order in which they are asked for: an order has the first that fits. */
export const orderStatuses = [
  "cancelled",
  "delivered",
  "shipped",
  "refunded",
  "partially_refunded",
  "paid",
  "partially_paid",
  "authorized",
  "pending",
  "voided",
  "expired",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

const settled: ReadonlySet<string> = new Set(["PAID", "PARTIALLY_REFUNDED", "REFUNDED"]);

/**
 * The one word for where an order stands, from which its pipeline stage follows. A sent order stays shipped though it is refunded, as
 * HubSpot's own integration has it.
 */
export function orderStatusOf(state: OrderState): OrderStatus {
  if (state.cancelledAt !== null) return "cancelled";
  if (isFulfilled(state)) return isDelivered(state) ? "delivered" : "shipped";
  const payment = (state.financialStatus ?? "").toLowerCase();
  return orderStatuses.find((status) => status === payment) ?? "pending";
}

/**
 * Orders without anything to send (gift cards, downloads) are done as soon as they are paid. Unpaid ones are not, or an open bank
 * transfer would count as shipped. What was paid and later refunded had been done: its stage must not go back.
 */
function isFulfilled({ financialStatus, fulfillmentStatus }: OrderState): boolean {
  if (fulfillmentStatus === "FULFILLMENT_NOT_REQUIRED") return settled.has(financialStatus ?? "");
  return fulfillmentStatus === "FULFILLED";
}

function isDelivered({ shipments }: OrderState): boolean {
  const sent = shipments.filter(({ status }) => status !== "CANCELLED");
  return sent.length > 0 && sent.every(({ displayStatus }) => displayStatus === "DELIVERED");
}
