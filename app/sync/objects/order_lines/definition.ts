import { defineSyncObject } from "../../definition.ts";
import { AS_DEALS, linesOfDeals } from "../deals.ts";
import { lineFields, lineItems } from "./line-fields.ts";

const own = defineSyncObject({
  key: "order_lines",
  shopify: { gidType: "LineItem", topics: [], scopes: ["read_orders", "read_products"] },
  hubspot: lineItems,
  direction: "to_hubspot",
  match: [],
  fields: lineFields,
  references: [{ attribute: "variantId", to: "products", as: "productHubspotId" }],
  parent: { object: "orders", associationTypeId: 514 },
  consent: null,
  onDelete: { shopify: "delete", hubspot: "ignore" },
  searchKeys: [],
});

/** Line items of orders: those that are left of it after edits, returns and refunds. */
export const orderLines = defineSyncObject({
  ...own,
  instead: { option: AS_DEALS, definition: linesOfDeals(own, "orders") },
});
