import type { MainObjectKey } from "../record.ts";
import type { LimitCondition } from "../settings.ts";

/** A limit that many shops want, offered as a box to tick: a condition like any other. */
export interface ReadyMadeLimit {
  /** locale keys `ready_limits.<name>` */
  readonly name: string;
  readonly condition: LimitCondition;
  /** ticked before anything was saved */
  readonly preselected?: boolean;
}

export const readyMadeLimits: Readonly<Record<MainObjectKey, readonly ReadyMadeLimit[]>> = {
  customers: [
    { name: "with_email", condition: { field: "email", operator: "is_known" }, preselected: true },
    { name: "subscribed", condition: { field: "emailConsent", operator: "equals", value: "subscribed" } },
    { name: "has_ordered", condition: { field: "ordersCount", operator: "greater_than", value: "0" } },
  ],
  companies: [{ name: "has_ordered", condition: { field: "ordersCount", operator: "greater_than", value: "0" } }],
  products: [
    { name: "active", condition: { field: "status", operator: "equals", value: "active" } },
    { name: "with_sku", condition: { field: "sku", operator: "is_known" } },
  ],
  orders: [
    {
      name: "paid",
      condition: { field: "paymentStatus", operator: "one_of", value: "Paid, Partially refunded, Refunded" },
    },
    { name: "not_cancelled", condition: { field: "cancelledAt", operator: "is_unknown" } },
    { name: "no_tests", condition: { field: "isTest", operator: "equals", value: "false" } },
  ],
  carts: [
    { name: "with_email", condition: { field: "billingEmail", operator: "is_known" } },
    { name: "accepts_marketing", condition: { field: "acceptsMarketing", operator: "equals", value: "true" } },
  ],
};
