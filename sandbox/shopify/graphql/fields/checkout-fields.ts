import { asOrder, recoveryUrl } from "../../state/checkout-payload.ts";
import type { CheckoutLineRecord, CheckoutRecord } from "../../state/checkout-records.ts";
import { isAbandoned } from "../../state/checkouts.ts";
import { discountCodes, taxLines } from "../../state/describe-order.ts";
import type { OrderTotals } from "../../state/order-totals.ts";
import { amountOf, lineTotals, totalsOf } from "../../state/order-totals.ts";
import type { AddressRecord } from "../../state/records.ts";
import type { ShopState } from "../../state.ts";
import type { Args, Call, FieldTable, Node } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import type { Listing } from "./list-records.ts";
import { countRecords, listOwned, listRecords } from "./list-records.ts";
import { moneyBag } from "./money.ts";
import { allocationNodes, bagOf, imageOf, lineItem, perUnit, taxNodes } from "./order-line-fields.ts";

const node = (of: CheckoutRecord): Node<CheckoutRecord> => ({ __typename: "AbandonedCheckout", of });

/** Only what counts as abandoned is there for the API. */
export function checkoutNode(call: Call, id: number): Node<CheckoutRecord> | null {
  const checkout = call.state.checkouts.get(id);
  return checkout && isAbandoned(checkout) ? node(checkout) : null;
}

// Filters: the description of `QueryRoot.abandonedCheckouts` in the Admin schema. Sort keys: there is none for updated_at.
const listing: Listing<CheckoutRecord> = {
  typename: "AbandonedCheckout",
  path: "abandonedCheckouts",
  read: (state) => state.checkouts.listAbandoned(),
  sortKeys: {
    ID: (checkout) => checkout.id,
    CHECKOUT_ID: (checkout) => checkout.id,
    CREATED_AT: (checkout) => checkout.createdAt,
    TOTAL_PRICE: (checkout) => Number(totalsOf(asOrder(checkout)).total),
    CUSTOMER_NAME: (checkout) => checkout.email ?? checkout.phone ?? "",
  },
  search: {
    words: (checkout) => [checkout.email, checkout.phone, ...checkout.lineItems.map((line) => line.title)],
    fields: {
      id: { kind: "number", read: (checkout) => checkout.id },
      created_at: { kind: "time", read: (checkout) => checkout.createdAt },
      updated_at: { kind: "time", read: (checkout) => checkout.updatedAt },
      recovery_state: { kind: "keyword", read: ({ completedAt }) => (completedAt ? "recovered" : "not_recovered") },
      status: { kind: "keyword", read: ({ completedAt }) => (completedAt ? "closed" : "open") },
      email_state: { kind: "keyword", read: () => "not_sent" },
    },
  },
};

const bag = (name: keyof OrderTotals) => (checkout: CheckoutRecord) =>
  moneyBag(amountOf(asOrder(checkout), name), checkout.currency);
const address = (of: AddressRecord | null): Node | null => (of ? { __typename: "MailingAddress", of } : null);
const buyer = (checkout: CheckoutRecord, state: ShopState): Node | null => {
  const of = state.customers.get(checkout.customerId ?? -1);
  return of ? { __typename: "Customer", of } : null;
};

const checkout: FieldTable<CheckoutRecord> = {
  id: (record) => gid("AbandonedCheckout", record.id),
  name: (record) => `#${record.id}`,
  abandonedCheckoutUrl: (record, _, { state }) => recoveryUrl(record, state.shop),
  defaultCursor: (record) =>
    Buffer.from(JSON.stringify({ last_id: record.id, last_value: record.id })).toString("base64"),
  customer: (record, _, { state }) => buyer(record, state),
  billingAddress: (record) => address(record.billingAddress),
  shippingAddress: (record) => address(record.shippingAddress),
  discountCodes: (record) => discountCodes(asOrder(record)).map(({ code }) => code),
  taxLines: (record) => taxNodes(taxLines(asOrder(record)), record.currency),
  subtotalPriceSet: bag("subtotal"),
  totalDiscountSet: bag("discounts"),
  totalDutiesSet: () => null,
  totalLineItemsPriceSet: bag("items"),
  totalPriceSet: bag("total"),
  totalTaxSet: bag("tax"),
  lineItemsQuantity: (record) => record.lineItems.reduce((sum, line) => sum + line.quantity, 0),
  lineItems: (record, args, call) =>
    listOwned(
      record.lineItems.map((line) => ({ ...line, checkout: record })),
      "AbandonedCheckoutLineItem",
      args,
      call,
    ),
};

type Line = CheckoutLineRecord & { checkout: CheckoutRecord };

const lineOf = (line: Line) => {
  const order = asOrder(line.checkout);
  const full = { ...line, currentQuantity: line.quantity, fulfillableQuantity: line.quantity, order };
  return { full, order, totals: lineTotals(order, full) };
};
const ofLine = (line: Line, part: "lineDiscount" | "net", isUnit = false) => {
  const { order, totals } = lineOf(line);
  const minor = part === "net" ? totals.net : totals.gross - totals.lineDiscount;
  return bagOf(isUnit ? perUnit(minor, line.quantity) : minor, order);
};

const checkoutLine: FieldTable<Line> = {
  id: (line) => gid("AbandonedCheckoutLineItem", line.id),
  product: (line, args, call) => lineItem.product?.(lineOf(line).full, args, call),
  variant: (line, args, call) => lineItem.variant?.(lineOf(line).full, args, call),
  image: (line) => imageOf(line),
  components: () => null,
  parentRelationship: () => null,
  originalUnitPriceSet: (line) => moneyBag(line.price, line.checkout.currency),
  originalTotalPriceSet: (line) => bagOf(lineOf(line).totals.gross, line.checkout),
  discountedTotalPriceSet: (line) => ofLine(line, "lineDiscount"),
  discountedUnitPriceSet: (line) => ofLine(line, "lineDiscount", true),
  discountedTotalPriceWithCodeDiscount: (line) => ofLine(line, "net"),
  discountedUnitPriceWithCodeDiscount: (line) => ofLine(line, "net", true),
  discountAllocations: (line, args, call) => {
    const parts = allocationNodes(line.discounts, line.checkout).map((part, id) => ({ id, ...part }));
    return listOwned(parts, "DiscountAllocation", args, call);
  },
};

const DAY_MS = 86_400_000;

/** The journey that a checkout's abandonment belongs to; Shopify has none without a customer. */
const abandonment: FieldTable<CheckoutRecord> = {
  id: (record) => gid("Abandonment", record.id),
  abandonedCheckoutPayload: node,
  abandonmentType: () => "CHECKOUT",
  mostRecentStep: () => "CHECKOUT",
  app: (_, __, { installation }) => ({ __typename: "App", of: installation }),
  cartUrl: (record, _, { state }) => `https://${state.shop.domain}/cart/${record.cartToken}`,
  customer: (record, _, { state }) => buyer(record, state),
  customerHasNoOrderSinceAbandonment: (record, _, { state }) =>
    state.orders.listOf(record.customerId ?? -1).every((order) => order.createdAt < record.createdAt),
  customerHasNoDraftOrderSinceAbandonment: () => true,
  daysSinceLastAbandonmentEmail: () => 0,
  emailSentAt: () => null,
  emailState: () => "NOT_SENT",
  hoursSinceLastAbandonedCheckout: (record, _, { state }) =>
    Math.max(0, (state.now() - Date.parse(record.createdAt)) / (DAY_MS / 24)),
  inventoryAvailable: () => true,
  isFromCustomStorefront: () => false,
  isFromOnlineStore: () => true,
  isFromShopApp: () => false,
  isFromShopPay: () => false,
  isMostSignificantAbandonment: () => true,
  lastBrowseAbandonmentDate: (record) => record.createdAt,
  lastCartAbandonmentDate: (record) => record.createdAt,
  lastCheckoutAbandonmentDate: (record) => record.createdAt,
  visitStartedAt: (record) => record.createdAt,
};

export const checkoutQueries: FieldTable<unknown> = {
  abandonedCheckouts: (_, args, call) => listRecords(listing, args, call),
  abandonedCheckoutsCount: (_, args: Args, call) => countRecords(listing, args, call),
  abandonmentByAbandonedCheckoutId: (_, args, call) => {
    const found = checkoutNode(call, idOf(args.abandonedCheckoutId, "AbandonedCheckout"));
    return found && buyer(found.of, call.state) ? { __typename: "Abandonment", of: found.of } : null;
  },
};

export const checkoutFields: Record<string, FieldTable<never>> = {
  AbandonedCheckout: checkout,
  AbandonedCheckoutLineItem: checkoutLine,
  Abandonment: abandonment,
};
