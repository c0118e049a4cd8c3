import {
  addDecimals,
  currencyDigits,
  divideDecimals,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
} from "#app/sync/decimal.ts";
import type { SideRecord, Value } from "#app/sync/record.ts";
import type { OrderLineNode } from "../documents/orders.ts";
import { text } from "../flatten-values.ts";
import { idOf } from "../gid.ts";

/** What a line takes from its order. */
export interface LineOwner {
  readonly shop: string;
  readonly id: string;
  readonly modifiedAt: string;
  readonly currency: string;
}

/** Of a discount that does not divide evenly so many digits more are kept that quantity × discount comes out right. */
const unitDigits = 4;

/**
 * A line of an order as it stands after edits, returns and refunds. Shopify's discounts and taxes of a line are those of all units ever
 * ordered, so the units that are left have their share of them. Its own unit prices after discounts are rounded and would not add up.
 * `amount` is what the line costs after discounts; `unitDiscount` is per unit, as HubSpot keeps it.
 */
export function flattenOrderLine(owner: LineOwner, node: OrderLineNode): SideRecord {
  const id = idOf(node.id);
  const digits = currencyDigits(owner.currency);
  const quantity = String(node.currentQuantity);
  const price = node.originalUnitPriceSet.shopMoney.amount;
  const share = (whole: string): string =>
    node.quantity === 0 ? "0" : divideDecimals(multiplyDecimals(whole, quantity), String(node.quantity), digits);

  const allDiscounts = addDecimals(...node.discountAllocations.map((part) => part.allocatedAmountSet.shopMoney.amount));
  const totalDiscount = share(allDiscounts);
  const unitDiscount =
    node.quantity === 0 ? "0" : divideDecimals(allDiscounts, String(node.quantity), digits + unitDigits);
  return {
    side: "shopify",
    id,
    groupId: owner.id,
    modifiedAt: owner.modifiedAt,
    values: {
      lineId: id,
      shop: owner.shop,
      name: text(node.name),
      title: text(node.title),
      variantTitle: text(node.variantTitle),
      sku: text(node.sku),
      vendor: text(node.vendor),
      variantId: optionalId(node.variant),
      productId: optionalId(node.product),
      currency: owner.currency,
      quantity,
      price: roundDecimal(price, digits + unitDigits),
      unitDiscount,
      totalDiscount,
      amount: subtractDecimals(multiplyDecimals(price, quantity), totalDiscount),
      tax: share(addDecimals(...node.taxLines.map((line) => line.priceSet.shopMoney.amount))),
    },
  };
}

/** Null for a custom item, and for a product that is deleted. */
export function optionalId(node: { readonly id: string } | null): Value {
  return node ? idOf(node.id) : null;
}
