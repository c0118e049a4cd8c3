import type { Values } from "../../record.ts";

/** What becomes of a cart: left, ordered after all, or replaced by a newer one of the same person. */
export type CartStatus = "abandoned" | "recovered" | "superseded";

/** Only Shopify's own word counts here; whether another cart took its place is for whoever knows the person's carts. */
export function cartStatusOf(completedAt: string | null): CartStatus {
  return completedAt === null ? "abandoned" : "recovered";
}

/** A cart's attributes with another status. */
export function withCartStatus(values: Values, status: CartStatus): Values {
  return { ...values, status, isAbandoned: String(status === "abandoned") };
}

/** A cart's attributes now that the same person has a newer one; an ordered cart stays what it is. */
export function supersededCart(values: Values): Values {
  return values.status === "abandoned" ? withCartStatus(values, "superseded") : values;
}
