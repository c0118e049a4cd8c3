import type { SyncObjectDefinition } from "../definition.ts";
import { recordKey } from "../plan/plan-create.ts";
import type { ChildObjectKey, MainObjectKey, Value, Values } from "../record.ts";
import { lineItems } from "./order_lines/line-fields.ts";

/** The switch of orders and of carts that makes them deals. */
export const AS_DEALS = "asDeals";

/** HubSpot's side of deals, whatever they are of. People keep deals of their own, which are none of ours. */
export const dealsOf = (keyProperty: string) =>
  ({
    objectType: "deals",
    objectTypeId: "0-3",
    scopes: [
      "crm.objects.deals.read",
      "crm.objects.deals.write",
      "crm.schemas.deals.read",
      // Making properties and pipelines.
      "crm.schemas.deals.write",
      "crm.objects.line_items.read",
      "crm.objects.line_items.write",
      "crm.schemas.line_items.read",
      "e-commerce",
    ],
    modifiedProperty: "hs_lastmodifieddate",
    keyProperty,
    shopProperty: "tandem_shop",
    // What someone may change by hand, and what must be put back at once; the sweep finds the rest.
    watchedProperties: ["dealname", "amount", "deal_currency_code", "closedate", "pipeline", "dealstage"],
    isShared: true,
  }) as const satisfies SyncObjectDefinition["hubspot"];

/** HubSpot's association type from a line item to its deal. */
const lineToDeal = 20;

/**
 * The lines of an object as line items of deals. A line item belongs with one record alone, so that a deal's have a key of their own: those
 * that the same order or cart had otherwise stay as they are.
 */
export function linesOfDeals(
  definition: SyncObjectDefinition & { readonly key: ChildObjectKey },
  object: MainObjectKey,
): SyncObjectDefinition {
  return {
    ...definition,
    hubspot: { ...lineItems, keyProperty: "tandem_deal_line_key" },
    parent: { object, associationTypeId: lineToDeal },
  };
}

/** `shop:checkout`: by it a checkout and the order it became are one deal. `name`: its token, or its id where it has none. */
export function checkoutKey({ shop }: Values, name: Value | undefined): Value {
  return shop && name ? recordKey(shop, name) : null;
}
