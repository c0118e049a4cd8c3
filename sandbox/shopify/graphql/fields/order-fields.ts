import type { AddressRecord, LineItemRecord, OrderRecord } from "../../state/records.ts";
import type { FieldTable, Node } from "../call.ts";
import { gid } from "../gid.ts";
import { listOwned } from "./list-records.ts";
import { metafieldsOf } from "./metafield-fields.ts";
import { money, moneyBag } from "./money.ts";

const bag = (pick: (order: OrderRecord) => string) => (order: OrderRecord) => moneyBag(pick(order), order.currency);
const address = (of: AddressRecord | null): Node | null => (of ? { __typename: "MailingAddress", of } : null);

function net(order: OrderRecord): string {
  return (Number(order.total) - Number(order.refunded)).toFixed(2);
}

const order: FieldTable<OrderRecord> = {
  ...(metafieldsOf("Order") as FieldTable<OrderRecord>),
  id: (record) => gid("Order", record.id),
  legacyResourceId: (record) => String(record.id),
  customer: (record, _, { state }) => {
    const of = state.customers.get(record.customerId ?? -1);
    return of ? { __typename: "Customer", of } : null;
  },
  currencyCode: (record) => record.currency,
  presentmentCurrencyCode: (record) => record.currency,
  displayFinancialStatus: (record) => record.financialStatus,
  displayFulfillmentStatus: (record) => record.fulfillmentStatus,
  confirmed: () => true,
  closed: (record) => record.closedAt !== null,
  cancelReason: (record) => (record.cancelledAt ? "OTHER" : null),
  billingAddress: (record) => address(record.billingAddress),
  shippingAddress: (record) => address(record.shippingAddress),
  discountCode: (record) => record.discountCodes[0] ?? null,
  customAttributes: () => [],
  poNumber: () => null,
  subtotalLineItemsQuantity: (record) => record.lineItems.reduce((sum, line) => sum + line.quantity, 0),
  subtotalPriceSet: bag((record) => record.subtotal),
  currentSubtotalPriceSet: bag((record) => record.subtotal),
  totalPriceSet: bag((record) => record.total),
  currentTotalPriceSet: bag(net),
  netPaymentSet: bag(net),
  totalShippingPriceSet: bag((record) => record.shipping),
  totalTaxSet: bag((record) => record.tax),
  totalDiscountsSet: bag((record) => record.discount),
  totalRefundedSet: bag((record) => record.refunded),
  totalPrice: (record) => record.total,
  lineItems: (record, args, call) =>
    listOwned(
      record.lineItems.map((line) => ({ ...line, order: record })),
      "LineItem",
      args,
      call,
    ),
};

type Line = LineItemRecord & { order: OrderRecord };

const lineItem: FieldTable<Line> = {
  id: (line) => gid("LineItem", line.id),
  name: (line) => [line.title, line.variantTitle].filter(Boolean).join(" - "),
  currentQuantity: (line) => line.quantity,
  refundableQuantity: (line) => line.quantity,
  customAttributes: () => [],
  product: (line, _, { state }) => {
    const of = state.products.get(line.productId ?? -1);
    return of ? { __typename: "Product", of } : null;
  },
  variant: (line, _, { state }) => {
    const found = state.products.findVariant(line.variantId ?? -1);
    return found ? { __typename: "ProductVariant", of: { ...found.variant, product: found.product } } : null;
  },
  originalUnitPriceSet: (line) => moneyBag(line.price, line.order.currency),
  originalTotalSet: (line) => moneyBag((Number(line.price) * line.quantity).toFixed(2), line.order.currency),
  totalDiscountSet: (line) => moneyBag(line.discount, line.order.currency),
  discountedTotalSet: (line) => moneyBag(discounted(line).toFixed(2), line.order.currency),
  discountedUnitPriceAfterAllDiscountsSet: (line) =>
    moneyBag((discounted(line) / Math.max(1, line.quantity)).toFixed(2), line.order.currency),
  originalTotal: (line) => money((Number(line.price) * line.quantity).toFixed(2), line.order.currency).amount,
};

function discounted(line: LineItemRecord): number {
  return Number(line.price) * line.quantity - Number(line.discount);
}

export const orderFields: Record<string, FieldTable<never>> = { Order: order, LineItem: lineItem };
