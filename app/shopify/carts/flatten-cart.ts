import {
  addDecimals,
  compareDecimals,
  currencyDigits,
  divideDecimals,
  multiplyDecimals,
  subtractDecimals,
} from "#app/sync/decimal.ts";
import { cartStatusOf, withCartStatus } from "#app/sync/objects/carts/cart-status.ts";
import type { SideRecord, Value, Values } from "#app/sync/record.ts";
import type { CheckoutLineNode, CheckoutNode } from "../documents/checkouts.ts";
import { flattenAddress } from "../flatten-address.ts";
import { instant, text } from "../flatten-values.ts";
import { idOf } from "../gid.ts";
import { recoveryToken } from "./recovery-token.ts";

/** As orders keep it: so many more digits that quantity × discount comes out right. */
const unitDigits = 4;

/**
 * An abandoned checkout as named texts with its lines. Its e-mail is the customer's: a checkout has none of its own here. `groupId` is the
 * checkout's token, where the recovery address names it.
 */
export function flattenCart(shop: string, node: CheckoutNode, lines: readonly CheckoutLineNode[]): SideRecord {
  const id = idOf(node.id);
  const modifiedAt = instant(node.updatedAt) ?? node.updatedAt;
  const token = recoveryToken(node.abandonedCheckoutUrl);
  const completedAt = instant(node.completedAt);
  const values: Values = {
    cartId: id,
    storeCartKey: `${shop}|${id}`,
    shop,
    token,
    name: text(node.name),
    recoveryUrl: text(node.abandonedCheckoutUrl),
    note: text(node.note),
    createdAt: instant(node.createdAt),
    updatedAt: instant(node.updatedAt),
    completedAt,
    discountCodes: text(node.discountCodes.join(", ")),
    ...amounts(node),
    ...buyer(node),
    ...flattenAddress("billing", node.billingAddress),
    ...flattenAddress("shipping", node.shippingAddress),
    hasItems: String(lines.length > 0),
  };
  const owner = { shop, id, modifiedAt, currency: node.totalPriceSet.shopMoney.currencyCode };
  return {
    side: "shopify",
    id,
    modifiedAt,
    ...(token === null ? {} : { groupId: token }),
    values: withCartStatus(values, cartStatusOf(completedAt)),
    children: lines.map((line) => flattenLine(owner, line)),
    associations: node.customer ? [{ to: "customers", id: idOf(node.customer.id) }] : [],
  };
}

function buyer({ customer, billingAddress, shippingAddress }: CheckoutNode): Values {
  const email = text(customer?.defaultEmailAddress?.emailAddress);
  const phone =
    text(customer?.defaultPhoneNumber?.phoneNumber) ?? text(billingAddress?.phone) ?? text(shippingAddress?.phone);
  const customerId = customer ? idOf(customer.id) : null;
  return {
    email,
    billingEmail: email,
    phone,
    customerId,
    // Whose cart it is, for whoever hashes it: never stored.
    buyerKey: customerId ?? text(email?.toLowerCase()),
    acceptsMarketing: customer ? String(customer.defaultEmailAddress?.marketingState === "SUBSCRIBED") : null,
    isContactable: String(email !== null || phone !== null || customerId !== null),
  };
}

function amounts(node: CheckoutNode): Values {
  const total = node.totalPriceSet.shopMoney.amount;
  const subtotal = node.subtotalPriceSet.shopMoney.amount;
  const tax = node.totalTaxSet?.shopMoney.amount ?? "0";
  return {
    currency: node.totalPriceSet.shopMoney.currencyCode,
    totalPrice: addDecimals(total),
    subtotalPrice: addDecimals(subtotal),
    totalDiscounts: addDecimals(node.totalDiscountSet.shopMoney.amount),
    totalTax: addDecimals(tax),
    shippingPrice: shippingOf(
      total,
      subtotal,
      node.taxesIncluded ? "0" : tax,
      node.totalDutiesSet?.shopMoney.amount ?? "0",
    ),
  };
}

/** A checkout says what shipping costs only by what is left of its total. Null when that makes no sense. */
function shippingOf(total: string, subtotal: string, addedTax: string, duties: string): Value {
  const left = subtractDecimals(total, addDecimals(subtotal, addedTax, duties));
  return compareDecimals(left, "0") < 0 ? null : left;
}

interface Owner {
  readonly shop: string;
  readonly id: string;
  readonly modifiedAt: string;
  readonly currency: string;
}

/** Taxes of single lines are not told of a checkout. */
function flattenLine(owner: Owner, node: CheckoutLineNode): SideRecord {
  const lineId = idOf(node.id);
  const quantity = String(node.quantity);
  const price = node.originalUnitPriceSet.shopMoney.amount;
  const amount = addDecimals(node.discountedTotalPriceWithCodeDiscount.shopMoney.amount);
  const totalDiscount = subtractDecimals(multiplyDecimals(price, quantity), amount);
  const digits = currencyDigits(owner.currency) + unitDigits;
  return {
    side: "shopify",
    id: `cart-${lineId}`,
    groupId: owner.id,
    modifiedAt: owner.modifiedAt,
    values: {
      lineId,
      shop: owner.shop,
      name: text([node.title, node.variantTitle].filter((part) => text(part) !== null).join(" - ")),
      title: text(node.title),
      variantTitle: text(node.variantTitle),
      sku: text(node.sku),
      vendor: text(node.product?.vendor),
      variantId: node.variant ? idOf(node.variant.id) : null,
      productId: node.product ? idOf(node.product.id) : null,
      currency: owner.currency,
      quantity,
      price: addDecimals(price),
      unitDiscount: node.quantity === 0 ? "0" : divideDecimals(totalDiscount, quantity, digits),
      totalDiscount,
      amount,
      tax: null,
    },
  };
}
