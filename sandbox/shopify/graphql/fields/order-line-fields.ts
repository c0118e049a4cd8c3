import { discountedShipping, lineName, lineWord, sentUnits } from "../../state/describe-order.ts";
import type { Minor } from "../../state/money.ts";
import { fromMinor, inCurrency, shareOf, toMinor } from "../../state/money.ts";
import type {
  DiscountAllocationRecord,
  DiscountApplicationRecord,
  LineItemRecord,
  OrderRecord,
  ShippingLineRecord,
  TaxLineRecord,
} from "../../state/order-records.ts";
import { lineTotals } from "../../state/order-totals.ts";
import type { Args, Call, FieldTable, Node } from "../call.ts";
import { gid } from "../gid.ts";
import { listOwned } from "./list-records.ts";
import { money, moneyBag } from "./money.ts";

export type LineOfOrder = LineItemRecord & { order: OrderRecord };

export const linesOf = (order: OrderRecord): LineOfOrder[] => order.lineItems.map((line) => ({ ...line, order }));

export function lineNode(order: OrderRecord, lineItemId: number): Node<LineOfOrder> | null {
  const line = order.lineItems.find(({ id }) => id === lineItemId);
  return line ? { __typename: "LineItem", of: { ...line, order } } : null;
}

type Money = { currency: string };
type Applied = Money & { discountApplications: DiscountApplicationRecord[] };

export const bagOf = (minor: Minor, { currency }: Money) => moneyBag(fromMinor(minor, currency), currency);

/** Amounts that Shopify calls approximate: the whole divided by its units, to the currency's own digits. */
export const perUnit = (minor: Minor, quantity: number): Minor => shareOf(minor, 1n, BigInt(Math.max(1, quantity)));

/** Discounts that are neither on the whole order nor by a code. */
const ofLine = (line: LineOfOrder): Minor =>
  lineTotals(line.order, line).gross - lineTotals(line.order, line).lineDiscount;

export const lineItem: FieldTable<LineOfOrder> = {
  id: (line) => gid("LineItem", line.id),
  name: lineName,
  isGiftCard: (line) => line.giftCard,
  refundableQuantity: (line) => line.currentQuantity,
  unfulfilledQuantity: (line) => line.fulfillableQuantity,
  nonFulfillableQuantity: (line) => line.quantity - line.fulfillableQuantity - sentUnits(line.order, line),
  fulfillmentStatus: (line) => lineWord(line.order, line) ?? "unfulfilled",
  restockable: (line) => line.variantId !== null,
  merchantEditable: (line) => line.order.cancelledAt === null,
  product: (line, _, { state }) => {
    const of = state.products.get(line.productId ?? -1);
    return of ? { __typename: "Product", of } : null;
  },
  variant: (line, _, { state }) => {
    const found = state.products.findVariant(line.variantId ?? -1);
    return found ? { __typename: "ProductVariant", of: { ...found.variant, product: found.product } } : null;
  },
  image: (line) => imageOf(line),
  weight: (line) => ({ unit: "GRAMS", value: line.grams }),
  duties: () => [],
  lineItemGroup: () => null,
  sellingPlan: () => null,
  contract: () => null,
  originalUnitPriceSet: (line) => moneyBag(line.price, line.order.currency),
  originalTotalSet: (line) => bagOf(lineTotals(line.order, line).gross, line.order),
  totalDiscountSet: (line) => bagOf(lineTotals(line.order, line).lineDiscount, line.order),
  discountedTotalSet: (line, args) =>
    bagOf(args.withCodeDiscounts === true ? lineTotals(line.order, line).net : ofLine(line), line.order),
  discountedUnitPriceSet: (line) => bagOf(perUnit(ofLine(line), line.quantity), line.order),
  discountedUnitPriceAfterAllDiscountsSet: (line) =>
    bagOf(perUnit(lineTotals(line.order, line).net, line.quantity), line.order),
  priceAfterAllDiscountsBeforeTaxesSet: (line) => {
    const { currentNet, currentTax } = lineTotals(line.order, line);
    return bagOf(line.order.taxesIncluded ? currentNet - currentTax : currentNet, line.order);
  },
  unfulfilledOriginalTotalSet: (line) =>
    bagOf(toMinor(line.price, line.order.currency) * BigInt(line.fulfillableQuantity), line.order),
  unfulfilledDiscountedTotalSet: (line) =>
    bagOf(shareOf(ofLine(line), BigInt(line.fulfillableQuantity), BigInt(line.quantity)), line.order),
  originalUnitPrice: (line) => line.price,
  originalTotal: (line) => money(fromMinor(lineTotals(line.order, line).gross, line.order.currency), "").amount,
  discountAllocations: (line) => allocationNodes(line.discounts, line.order),
  taxLines: (line, args) =>
    taxNodes(typeof args.first === "number" ? line.taxLines.slice(0, args.first) : line.taxLines, line.order.currency),
};

export function imageOf(line: { id: number; imageUrl: string | null; title: string }): object | null {
  if (!line.imageUrl) return null;
  return { id: gid("ProductImage", line.id), url: line.imageUrl, altText: line.title, width: null, height: null };
}

export function taxNodes(lines: TaxLineRecord[], currency: string): object[] {
  return lines.map((tax) => ({
    title: tax.title,
    rate: Number(tax.rate),
    ratePercentage: Number((Number(tax.rate) * 100).toFixed(5)),
    price: tax.amount,
    priceSet: moneyBag(tax.amount, currency),
    channelLiable: false,
    source: "Shopify",
  }));
}

type IndexedApplication = DiscountApplicationRecord & Money & { id: number };

function applicationNode(of: Applied, index: number): Node<IndexedApplication> | null {
  const application = of.discountApplications[index];
  if (!application) return null;
  const __typename = application.kind === "code" ? "DiscountCodeApplication" : "ManualDiscountApplication";
  return { __typename, of: { ...application, id: index, currency: of.currency } };
}

export function applicationNodes(order: OrderRecord, args: Args, call: Call) {
  const indexed = order.discountApplications.map((_, id) => ({ id }));
  const page = listOwned(indexed, "DiscountApplication", args, call);
  const dress = ({ of }: Node<{ id: number }>) => applicationNode(order, of.id);
  return {
    ...page,
    nodes: page.nodes.map(dress),
    edges: page.edges.map((edge) => ({ ...edge, node: dress(edge.node) })),
  };
}

export function allocationNodes(parts: DiscountAllocationRecord[], of: Applied): object[] {
  return parts.map(({ index, amount }) => ({
    allocatedAmount: money(amount, of.currency),
    allocatedAmountSet: moneyBag(amount, of.currency),
    discountApplication: applicationNode(of, index),
  }));
}

const application: FieldTable<IndexedApplication> = {
  index: (one) => one.id,
  code: (one) => one.title,
  title: (one) => one.title,
  description: (one) => one.title,
  allocationMethod: (one) => (one.selection === "ALL" ? "ACROSS" : "EACH"),
  targetSelection: (one) => one.selection,
  targetType: (one) => one.target,
  value: ({ value, currency }) =>
    "percentage" in value
      ? { __typename: "PricingPercentageValue", of: { percentage: Number(value.percentage) } }
      : { __typename: "MoneyV2", of: money(value.amount, currency) },
};

type ShippingOfOrder = ShippingLineRecord & { order: OrderRecord };

export const shippingNodes = (order: OrderRecord): ShippingOfOrder[] =>
  order.shippingLines.map((line) => ({ ...line, order }));

const shippingLine: FieldTable<ShippingOfOrder> = {
  id: (line) => gid("ShippingLine", line.id),
  carrierIdentifier: () => null,
  custom: () => false,
  deliveryCategory: () => null,
  isRemoved: () => false,
  phone: () => null,
  shippingRateHandle: () => null,
  originalPriceSet: (line) => moneyBag(line.price, line.order.currency),
  originalPrice: (line) => money(line.price, line.order.currency),
  price: (line) => line.price,
  discountedPriceSet: (line) => moneyBag(discountedShipping(line, line.order.currency), line.order.currency),
  discountedPrice: (line) => money(discountedShipping(line, line.order.currency), line.order.currency),
  currentDiscountedPriceSet: (line) => {
    const isFirst = line.order.shippingLines[0]?.id === line.id;
    const back = line.order.refunds.reduce((sum, one) => sum + toMinor(one.shipping, line.order.currency), 0n);
    const price = toMinor(discountedShipping(line, line.order.currency), line.order.currency);
    return bagOf(isFirst ? price - back : price, line.order);
  },
  discountAllocations: (line) => allocationNodes(line.discounts, line.order),
  taxLines: () => [],
};

export const noMoney = (currency: string) => moneyBag(inCurrency("0", currency), currency);

export const orderLineFields: Record<string, FieldTable<never>> = {
  LineItem: lineItem,
  ShippingLine: shippingLine,
  DiscountCodeApplication: application,
  ManualDiscountApplication: application,
};
