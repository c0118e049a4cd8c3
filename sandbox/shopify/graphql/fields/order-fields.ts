import { confirmationNumber, discountCodes, gateways, statusUrl, taxLines } from "../../state/describe-order.ts";
import { fromMinor, inCurrency, toMinor } from "../../state/money.ts";
import { canMarkAsPaid } from "../../state/order-payments.ts";
import type { OrderRecord, TaxLineRecord } from "../../state/order-records.ts";
import type { OrderTotals } from "../../state/order-totals.ts";
import { amountOf, forUnits, totalsOf } from "../../state/order-totals.ts";
import type { AddressRecord } from "../../state/records.ts";
import type { Call, FieldTable, Node } from "../call.ts";
import { gid } from "../gid.ts";
import { listOwned } from "./list-records.ts";
import { metafieldsOf } from "./metafield-fields.ts";
import { moneyBag } from "./money.ts";
import { applicationNodes, linesOf, shippingNodes, taxNodes } from "./order-line-fields.ts";
import { fulfillmentNode, fulfillmentOrdersOf, refundNode, transactionNode } from "./order-part-fields.ts";

const bag = (name: keyof OrderTotals) => (order: OrderRecord) => moneyBag(amountOf(order, name), order.currency);
const none = (order: OrderRecord) => moneyBag(inCurrency("0", order.currency), order.currency);
const amount = (name: keyof OrderTotals) => (order: OrderRecord) => amountOf(order, name);
const address = (of: AddressRecord | null): Node | null => (of ? { __typename: "MailingAddress", of } : null);
const units = (order: OrderRecord, name: "currentQuantity" | "quantity") =>
  order.lineItems.reduce((sum, line) => sum + line[name], 0);
const weight = (order: OrderRecord, name: "currentQuantity" | "quantity") =>
  String(order.lineItems.reduce((sum, line) => sum + line.grams * line[name], 0));
const firstOf = <T>(items: T[], first: unknown): T[] => (typeof first === "number" ? items.slice(0, first) : items);

const amounts: FieldTable<OrderRecord> = {
  subtotalPriceSet: bag("subtotal"),
  currentSubtotalPriceSet: bag("currentSubtotal"),
  totalPriceSet: bag("total"),
  originalTotalPriceSet: (order) => moneyBag(order.originalTotal, order.currency),
  currentTotalPriceSet: bag("currentTotal"),
  totalShippingPriceSet: bag("shipping"),
  currentShippingPriceSet: bag("currentShipping"),
  totalTaxSet: bag("tax"),
  currentTotalTaxSet: bag("currentTax"),
  totalDiscountsSet: bag("discounts"),
  currentTotalDiscountsSet: bag("currentDiscounts"),
  cartDiscountAmountSet: bag("cartDiscount"),
  currentCartDiscountAmountSet: bag("currentCartDiscount"),
  totalRefundedSet: bag("refunded"),
  totalRefundedShippingSet: bag("refundedShipping"),
  refundDiscrepancySet: (order) => {
    const text = amountOf(order, "discrepancy");
    return moneyBag(text.startsWith("-") ? text.slice(1) : /[1-9]/.test(text) ? `-${text}` : text, order.currency);
  },
  netPaymentSet: (order) => moneyBag(netPayment(order), order.currency),
  totalReceivedSet: bag("received"),
  totalOutstandingSet: bag("outstanding"),
  totalCapturableSet: bag("capturable"),
  totalTipReceivedSet: bag("tip"),
  totalCashRoundingAdjustment: (order) => ({ paymentSet: none(order), refundSet: none(order) }),
  currentTotalAdditionalFeesSet: () => null,
  originalTotalAdditionalFeesSet: () => null,
  currentTotalDutiesSet: () => null,
  originalTotalDutiesSet: () => null,
  additionalFees: () => [],
  subtotalPrice: amount("subtotal"),
  totalPrice: amount("total"),
  totalDiscounts: amount("discounts"),
  totalTax: amount("tax"),
  totalShippingPrice: amount("shipping"),
  totalRefunded: amount("refunded"),
  totalReceived: amount("received"),
  netPayment: (order) => netPayment(order),
};

function netPayment(order: OrderRecord): string {
  const { received, refunded } = totalsOf(order);
  return fromMinor(received - refunded, order.currency);
}

const people: FieldTable<OrderRecord> = {
  customer: (order, _, { state }) => {
    const of = state.customers.get(order.customerId ?? -1);
    return of ? { __typename: "Customer", of } : null;
  },
  purchasingEntity: purchaser,
  customerAcceptsMarketing: (order) => order.acceptsMarketing,
  billingAddress: (order) => address(order.billingAddress),
  shippingAddress: (order) => address(order.shippingAddress),
  displayAddress: (order) => address(order.shippingAddress ?? order.billingAddress),
  billingAddressMatchesShippingAddress: (order) => isSamePlace(order.billingAddress, order.shippingAddress),
  customerJourneySummary: journey,
  landingPageUrl: (order) => order.visit?.landingPage ?? null,
  referrerUrl: (order) => order.visit?.referrerUrl ?? null,
  clientIp: () => null,
  staffMember: () => null,
};

function isSamePlace(one: AddressRecord | null, other: AddressRecord | null): boolean {
  if (!one || !other) return one === other;
  return JSON.stringify({ ...one, id: 0 }) === JSON.stringify({ ...other, id: 0 });
}

function purchaser(order: OrderRecord, _: unknown, { state }: Call): unknown {
  const { companies } = state;
  const dress = (typename: string, of: object | undefined): Node | null => (of ? { __typename: typename, of } : null);
  const { companyId = -1, contactId = null, locationId = -1 } = order.purchasingCompany ?? {};
  const company = dress("Company", companies.get(companyId));
  const location = dress("CompanyLocation", companies.getLocation(locationId));
  if (!company || !location) return dress("Customer", state.customers.get(order.customerId ?? -1));
  const contact = dress("CompanyContact", companies.getContact(contactId ?? -1));
  return { __typename: "PurchasingCompany", of: { company, contact, location } };
}

function journey(order: OrderRecord, _: unknown, { state }: Call): object {
  const earlier = order.customerId === null ? [] : state.orders.listOf(order.customerId);
  const { visit } = order;
  const node = visit && {
    id: gid("CustomerVisit", visit.id),
    landingPage: visit.landingPage,
    referrerUrl: visit.referrerUrl,
    referralCode: null,
    source: visit.source,
    sourceType: null,
    sourceDescription: null,
    marketingEvent: null,
    occurredAt: visit.occurredAt,
    utmParameters: visit.utm,
  };
  return {
    ready: true,
    customerOrderIndex:
      order.customerId === null ? null : earlier.filter((one) => one.processedAt < order.processedAt).length + 1,
    daysToConversion: visit
      ? Math.floor((Date.parse(order.processedAt) - Date.parse(visit.occurredAt)) / 86_400_000)
      : null,
    firstVisit: node,
    lastVisit: node,
    momentsCount: { count: visit ? 1 : 0, precision: "EXACT" },
  };
}

const order: FieldTable<OrderRecord> = {
  ...(metafieldsOf("Order") as FieldTable<OrderRecord>),
  ...amounts,
  ...people,
  id: (record) => gid("Order", record.id),
  legacyResourceId: (record) => String(record.id),
  currencyCode: (record) => record.currency,
  presentmentCurrencyCode: (record) => record.currency,
  displayFinancialStatus: (record) => record.financialStatus,
  displayFulfillmentStatus: (record) => record.fulfillmentStatus,
  returnStatus: () => "NO_RETURN",
  confirmed: () => true,
  confirmationNumber,
  closed: (record) => record.closedAt !== null,
  cancellation: (record) => (record.cancelledAt ? { staffNote: record.cancelNote } : null),
  edited: (record) => record.isEdited,
  merchantEditable: (record) => record.cancelledAt === null,
  merchantEditableErrors: (record) => (record.cancelledAt ? ["The order is cancelled."] : []),
  fullyPaid: (record) => totalsOf(record).outstanding <= 0n,
  unpaid: (record) => totalsOf(record).received === 0n,
  canMarkAsPaid,
  canNotifyCustomer: (record) => record.email !== null,
  capturable: (record) => record.financialStatus !== "EXPIRED" && totalsOf(record).capturable > 0n,
  refundable: (record) => totalsOf(record).received > totalsOf(record).refunded,
  restockable: (record) => record.lineItems.some((line) => line.variantId !== null && line.currentQuantity > 0),
  fulfillable: (record) => record.lineItems.some((line) => line.fulfillableQuantity > 0),
  requiresShipping: (record) => record.lineItems.some((line) => line.requiresShipping),
  risk: () => ({ assessments: [], recommendation: "NONE" }),
  estimatedTaxes: () => false,
  taxExempt: () => false,
  dutiesIncluded: () => false,
  hasTimelineComment: () => false,
  discountCode: (record) => discountCodes(record)[0]?.code ?? null,
  discountCodes: (record) => discountCodes(record).map(({ code }) => code),
  discountApplications: (record, args, call) => applicationNodes(record, args, call),
  taxLines: (record) => taxNodes(taxLines(record), record.currency),
  currentTaxLines: (record) => taxNodes(taxLines(remaining(record)), record.currency),
  paymentGatewayNames: gateways,
  statusPageUrl: (record, _, { state }) => statusUrl(record, state.shop),
  channelInformation: (record, _, { installation }) => channel(record, installation),
  attribution: (record) => ({ displayName: channelName(record), handle: record.sourceName ?? "web", icon: null }),
  subtotalLineItemsQuantity: (record) => units(record, "quantity"),
  currentSubtotalLineItemsQuantity: (record) => units(record, "currentQuantity"),
  totalWeight: (record) => weight(record, "quantity"),
  currentTotalWeight: (record) => weight(record, "currentQuantity"),
  sourceIdentifier: () => null,
  registeredSourceUrl: () => null,
  shippingLine: (record) => shippingNodes(record)[0] ?? null,
  shippingLines: (record, args, call) => listOwned(shippingNodes(record), "ShippingLine", args, call),
  lineItems: (record, args, call) => listOwned(linesOf(record), "LineItem", args, call),
  fulfillments: (record, args) => firstOf(record.fulfillments, args.first).map((one) => fulfillmentNode(record, one)),
  fulfillmentsCount: (record) => ({ count: record.fulfillments.length, precision: "EXACT" }),
  fulfillmentOrders: (record, args, call) => fulfillmentOrdersOf(record, args, call),
  refunds: (record, args) => firstOf(record.refunds, args.first).map((one) => refundNode(record, one)),
  transactions: (record, args) =>
    firstOf(
      record.transactions.filter(({ kind }) => args.capturable !== true || kind === "AUTHORIZATION"),
      args.first,
    ).map((one) => transactionNode(record, one)),
  transactionsCount: (record) => ({ count: record.transactions.length, precision: "EXACT" }),
};

/** The order as if it had only ever held what is left of it. */
function remaining(record: OrderRecord): OrderRecord {
  const part = (line: OrderRecord["lineItems"][number], tax: TaxLineRecord): TaxLineRecord => {
    const minor = forUnits(toMinor(tax.amount, record.currency), line, line.currentQuantity);
    return { ...tax, amount: fromMinor(minor, record.currency) };
  };
  const lineItems = record.lineItems
    .filter((line) => line.currentQuantity > 0)
    .map((line) => ({ ...line, taxLines: line.taxLines.map((tax) => part(line, tax)) }));
  return { ...record, lineItems };
}

const channelName = (record: OrderRecord): string =>
  record.sourceName === "pos"
    ? "Point of Sale"
    : record.sourceName === "web"
      ? "Online Store"
      : (record.sourceName ?? "");

function channel(record: OrderRecord, installation: Call["installation"]): object | null {
  if (record.sourceName === null) return null;
  const handle = record.sourceName;
  const definition = {
    id: gid("ChannelDefinition", handle),
    channelName: channelName(record),
    handle,
    isMarketplace: false,
    subChannelName: channelName(record),
    svgIcon: null,
  };
  return {
    id: gid("ChannelInformation", record.id),
    channelId: gid("Channel", 1),
    displayName: channelName(record),
    channelDefinition: definition,
    app: { __typename: "App", of: installation },
  };
}

export const orderFields: Record<string, FieldTable<never>> = { Order: order };
