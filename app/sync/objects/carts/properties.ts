import type { PropertyDefinition } from "../../definition.ts";
import { firstSyncProperty, flagProperty, instantProperty, textProperty } from "../property-kinds.ts";

/** Tandem's own cart properties by internal name. */
export const cartProperties = {
  tandem_cart_key: {
    ...textProperty("Shopify cart key", "Shop and checkout; unique in this account. Written once by Tandem."),
    hasUniqueValue: true,
  },
  tandem_shop: textProperty("Shopify shop", "The shop the cart belongs to."),
  tandem_is_abandoned: flagProperty(
    "Abandoned cart",
    "Whether the buyer left the cart: neither was it ordered later nor did a newer cart of the same person take its place.",
  ),
  tandem_recovery_url: textProperty("Cart recovery link", "Brings the buyer back to the checkout."),
  tandem_completed_at: instantProperty("Cart completed", "When the buyer completed the checkout after all."),
  tandem_cart_note: { ...textProperty("Cart note", "The note on the checkout."), fieldType: "textarea" },
  tandem_first_sync: firstSyncProperty,
} satisfies Readonly<Record<string, PropertyDefinition>>;
