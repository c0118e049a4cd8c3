import type { Ageing } from "../../ageing.ts";
import type { SideRecord, Values } from "../../record.ts";
import type { CartStatus } from "./cart-status.ts";

/** Where a checkout stands in the ecommerce pipeline of deals. */
export type CheckoutStatus = "pending" | "abandoned" | "completed" | "superseded";

const MINUTE_MS = 60_000;
/** A buyer who did nothing for so long is gone: then Shopify's own list calls the checkout abandoned, and reminders begin to count. */
export const ABANDONED_AFTER_MS = 15 * MINUTE_MS;
/** Checkouts that never were promoted to abandoned go so long after they began. Source: HubSpot's former shop integration. */
export const PENDING_EXPIRES_AFTER_MS = 48 * 60 * MINUTE_MS;

const ended: Readonly<Partial<Record<CartStatus, CheckoutStatus>>> = {
  recovered: "completed",
  superseded: "superseded",
};

/** The checkout's status at an instant: open and touched a moment ago it is pending, left it is abandoned. */
function checkoutStatusOf(values: Values, now: Date): CheckoutStatus {
  const known = ended[(values.status ?? "abandoned") as CartStatus];
  if (known) return known;
  const at = abandonedAt(values);
  return at !== null && now.getTime() < at ? "pending" : "abandoned";
}

function abandonedAt({ updatedAt, createdAt }: Values): number | null {
  const touched = Date.parse(updatedAt ?? createdAt ?? "");
  return Number.isNaN(touched) ? null : touched + ABANDONED_AFTER_MS;
}

/** A checkout by the clock: `checkoutStatus` of its values is where it stands, and only one that was left is abandoned. */
export const checkoutAge: Ageing = {
  adjust(record: SideRecord, now: Date): SideRecord {
    const checkoutStatus = checkoutStatusOf(record.values, now);
    const isAbandoned = String(checkoutStatus === "abandoned");
    return { ...record, values: { ...record.values, checkoutStatus, isAbandoned } };
  },
  nextAt({ values }: SideRecord, now: Date): string | null {
    const at = abandonedAt(values);
    return at !== null && checkoutStatusOf(values, now) === "pending" ? new Date(at).toISOString() : null;
  },
  expires: {
    property: "tandem_checkout_status",
    value: "pending" satisfies CheckoutStatus,
    since: "tandem_started_at",
    afterMs: PENDING_EXPIRES_AFTER_MS,
  },
};
