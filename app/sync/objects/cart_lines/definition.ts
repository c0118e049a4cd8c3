import { defineSyncObject } from "../../definition.ts";
import { AS_DEALS, linesOfDeals } from "../deals.ts";
import { lineFields, lineItems } from "../order_lines/line-fields.ts";

const own = defineSyncObject({
  key: "cart_lines",
  shopify: { gidType: "AbandonedCheckoutLineItem", topics: [], scopes: ["read_orders", "read_products"] },
  hubspot: lineItems,
  direction: "to_hubspot",
  match: [],
  fields: lineFields,
  references: [{ attribute: "variantId", to: "products", as: "productHubspotId" }],
  parent: { object: "carts", associationTypeId: 591 },
  consent: null,
  onDelete: { shopify: "delete", hubspot: "ignore" },
  searchKeys: [],
});

/** Line items of carts. Their record ids are `cart-<id>`, so that a key never meets an order line's of the same number. */
export const cartLines = defineSyncObject({
  ...own,
  instead: { option: AS_DEALS, definition: linesOfDeals(own, "carts") },
});
