import { addDecimals } from "#app/sync/decimal.ts";
import { orderStatusOf } from "#app/sync/objects/orders/order-status.ts";
import type { AssociationWish, SideRecord, Value, Values } from "#app/sync/record.ts";
import type { OrderLineNode, OrderNode } from "../documents/orders.ts";
import { flattenAddress } from "../flatten-address.ts";
import { adminUrl, instant, tags, text } from "../flatten-values.ts";
import { idOf } from "../gid.ts";
import { flattenOrderLine, optionalId } from "./flatten-line.ts";

/**
 * An order as named texts with the lines that are left of it. Amounts are in the shop's currency, after edits, returns and refunds:
 * `netTotal` is what the order comes to now, `grossTotal` what it would without the refunds.
 */
export function flattenOrder(shop: string, node: OrderNode, lines: readonly OrderLineNode[]): SideRecord {
  const id = node.legacyResourceId;
  const modifiedAt = instant(node.updatedAt) ?? node.updatedAt;
  const owner = { shop, id, modifiedAt, currency: node.currencyCode };
  const values: Values = {
    ...identity(shop, node),
    ...standing(node),
    ...amounts(node),
    ...origin(node),
    ...flattenAddress("billing", node.billingAddress),
    ...flattenAddress("shipping", node.shippingAddress),
    billingEmail: text(node.email),
    note: text(node.note),
    tags: tags(node.tags),
    shippingMethod: text(node.shippingLine?.title),
    totalWeight: node.currentTotalWeight,
    itemsCount: String(node.currentSubtotalLineItemsQuantity),
  };
  const children = lines.filter((line) => line.currentQuantity > 0).map((line) => flattenOrderLine(owner, line));
  return { side: "shopify", id, modifiedAt, values, children, associations: wishesOf(node) };
}

function identity(shop: string, node: OrderNode): Values {
  const id = node.legacyResourceId;
  return {
    orderId: id,
    storeOrderKey: `${shop}|${id}`,
    orderUrl: adminUrl(shop, `orders/${id}`),
    shop,
    name: text(node.name),
    email: text(node.email),
    phone: text(node.phone),
    customerId: optionalId(node.customer),
    // Whose order it is, for whoever hashes it: never stored.
    buyerKey: optionalId(node.customer) ?? text(node.email?.trim().toLowerCase()),
    cartToken: text(node.cartToken),
    checkoutToken: text(node.checkoutToken),
    createdAt: instant(node.createdAt),
    updatedAt: instant(node.updatedAt),
    processedAt: instant(node.processedAt),
    cancelledAt: instant(node.cancelledAt),
  };
}

function standing(node: OrderNode): Values {
  const status = orderStatusOf({
    cancelledAt: node.cancelledAt,
    financialStatus: node.displayFinancialStatus,
    fulfillmentStatus: node.displayFulfillmentStatus,
    shipments: node.fulfillments,
  });
  const tracking = node.fulfillments.filter((one) => one.status !== "CANCELLED").flatMap((one) => one.trackingInfo);
  return {
    status,
    orderStatus: sentence(status),
    paymentStatus: sentence(node.displayFinancialStatus),
    fulfillmentStatus: sentence(node.displayFulfillmentStatus),
    cancelReason: node.cancelReason ? cancelReasons[node.cancelReason] : null,
    trackingNumbers: joined(tracking.map(({ number }) => number)),
    trackingUrls: joined(tracking.map(({ url }) => url)),
    isTest: String(node.test),
    isEdited: String(node.edited),
    risk: node.risk.recommendation === "NONE" ? null : sentence(node.risk.recommendation),
  };
}

function amounts(node: OrderNode): Values {
  const total = node.currentTotalPriceSet.shopMoney.amount;
  const refunded = node.totalRefundedSet.shopMoney.amount;
  return {
    currency: node.currencyCode,
    presentmentCurrency: node.presentmentCurrencyCode,
    totalPrice: addDecimals(total),
    subtotalPrice: addDecimals(node.currentSubtotalPriceSet.shopMoney.amount),
    totalDiscounts: addDecimals(node.currentTotalDiscountsSet.shopMoney.amount),
    totalTax: addDecimals(node.currentTotalTaxSet.shopMoney.amount),
    shippingPrice: addDecimals(node.totalShippingPriceSet.shopMoney.amount),
    refundedAmount: addDecimals(refunded),
    netTotal: addDecimals(total),
    grossTotal: addDecimals(total, refunded),
    discountCodes: joined(node.discountCodes),
    gateway: joined(node.paymentGatewayNames),
  };
}

function origin(node: OrderNode): Values {
  const visit = node.customerJourneySummary?.lastVisit;
  return {
    channel: text(node.attribution?.displayName),
    sourceName: text(node.sourceName),
    customerLocale: text(node.customerLocale),
    acceptsMarketing: String(node.customerAcceptsMarketing),
    landingPage: text(visit?.landingPage),
    referrer: text(visit?.referrerUrl),
    statusPageUrl: text(node.statusPageUrl),
  };
}

/** A guest is known by the e-mail alone; carts are read by ids, but an order knows its checkout's token. */
function wishesOf(node: OrderNode): readonly AssociationWish[] {
  const wishes: AssociationWish[] = [];
  const email = text(node.email);
  if (node.customer) wishes.push({ to: "customers", id: idOf(node.customer.id) });
  else if (email) wishes.push({ to: "customers", id: null, email, names: namesOf(node) });
  const company = node.purchasingEntity && "company" in node.purchasingEntity ? node.purchasingEntity.company : null;
  if (company) wishes.push({ to: "companies", id: idOf(company.id) });
  const token = text(node.checkoutToken);
  if (token) wishes.push({ to: "carts", id: `token:${token}` });
  return wishes;
}

function namesOf(node: OrderNode): Values {
  const address = node.billingAddress ?? node.shippingAddress;
  return {
    firstname: text(address?.firstName),
    lastname: text(address?.lastName),
    phone: text(node.phone) ?? text(address?.phone),
  };
}

/** The words of HubSpot's own integration. */
const cancelReasons: Readonly<Record<NonNullable<OrderNode["cancelReason"]>, string>> = {
  CUSTOMER: "Customer changed/cancelled order",
  INVENTORY: "Items unavailable",
  FRAUD: "Fraudulent order",
  DECLINED: "Payment declined",
  STAFF: "Staff error",
  OTHER: "Other",
};

/** `PARTIALLY_PAID` → `Partially paid`. */
function sentence(word: string | null): Value {
  const words = (word ?? "").toLowerCase().replaceAll("_", " ");
  return text(words.charAt(0).toUpperCase() + words.slice(1));
}

/** Blank ones left out, each once, in Shopify's order. */
function joined(parts: readonly (string | null)[]): Value {
  return text([...new Set(parts.map(text).filter((part) => part !== null))].join(", "));
}
