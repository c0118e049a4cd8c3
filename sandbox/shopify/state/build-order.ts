import { normaliseTags, refuse } from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { Minor } from "./money.ts";
import { allocate, fromMinor, percentOf, rateOf, sumOf, toMinor } from "./money.ts";
import { settlePast } from "./order-past.ts";
import type {
  Attribute,
  DiscountApplicationRecord,
  FinancialStatus,
  FulfillmentStatus,
  LineItemRecord,
  OrderRecord,
  ShippingLineRecord,
  TrackingRecord,
} from "./order-records.ts";
import { amountOf } from "./order-totals.ts";
import type { Refusal } from "./records.ts";

export interface LineItemSeed
  extends Partial<Omit<LineItemRecord, "currentQuantity" | "discounts" | "fulfillableQuantity" | "taxLines">> {
  title: string;
  quantity: number;
  price: string;
  /** Given for this line alone, for all of its units. */
  discount?: string | undefined;
  /** Units that were sent already, in an order from an import. */
  fulfilledQuantity?: number | undefined;
}

/** What an order is made of. Totals are added up from it, never taken as given. */
export interface OrderSeed
  extends Partial<
    Pick<
      OrderRecord,
      | "id"
      | "name"
      | "customerId"
      | "purchasingCompany"
      | "email"
      | "phone"
      | "note"
      | "tags"
      | "poNumber"
      | "currency"
      | "taxesIncluded"
      | "tip"
      | "sourceName"
      | "acceptsMarketing"
      | "customerLocale"
      | "visit"
      | "checkoutToken"
      | "cartToken"
      | "billingAddress"
      | "shippingAddress"
      | "test"
      | "cancelReason"
      | "processedAt"
      | "cancelledAt"
      | "closedAt"
      | "createdAt"
      | "updatedAt"
    >
  > {
  lineItems: LineItemSeed[];
  customAttributes?: Attribute[];
  discountCodes?: string[];
  /** On the whole order, spread over the lines. `subtotal`, where it is given, decides instead. */
  discount?: string;
  discountPercent?: string;
  /** Of the lines after all discounts, as an export states it. */
  subtotal?: string;
  shipping?: string;
  shippingTitle?: string;
  /** Takes this much off the shipping price. */
  shippingDiscount?: string;
  /** The whole tax, spread over the taxable lines; or the rate ("0.08875") it is worked out with. */
  tax?: string;
  taxRate?: string;
  taxTitle?: string;
  /** As an export states it: tells whether prices include the tax. */
  total?: string;
  gateway?: string;
  /** PAID unless said otherwise; payments, shipments and refunds that fit are made for it. */
  financialStatus?: FinancialStatus;
  fulfillmentStatus?: FulfillmentStatus;
  received?: string | undefined;
  refunded?: string;
  refundedAt?: string | undefined;
  paidAt?: string | null;
  fulfilledAt?: string | null;
  deliveredAt?: string | null;
  tracking?: TrackingRecord[];
}

export function checkOrder(seed: OrderSeed): Refusal[] {
  if (seed.lineItems.length === 0)
    return [refuse(["lineItems"], "Line items must have at least one line item", "BLANK")];
  return seed.lineItems.flatMap((line, index) =>
    Number.isInteger(line.quantity) && line.quantity > 0
      ? []
      : [refuse(["lineItems", String(index), "quantity"], "Quantity must be greater than 0", "GREATER_THAN")],
  );
}

/** A whole order of a seed, with the payments, shipments and refunds that its statuses tell of. */
export function buildOrder(context: StateContext, seed: OrderSeed, number: number): OrderRecord {
  const createdAt = seed.createdAt ?? stamp(context);
  const currency = seed.currency ?? context.shop.currency;
  const applications: DiscountApplicationRecord[] = [];
  const lineItems = discountLines(context, seed, currency, applications);
  const shippingLines = makeShipping(context, seed, currency, applications);
  const order: OrderRecord = {
    id: seed.id ?? context.nextId(),
    name: seed.name ?? `#${number}`,
    number,
    customerId: seed.customerId ?? null,
    purchasingCompany: seed.purchasingCompany ?? null,
    email: seed.email ?? null,
    phone: seed.phone ?? null,
    note: seed.note ?? null,
    tags: normaliseTags(seed.tags ?? []),
    customAttributes: seed.customAttributes ?? [],
    poNumber: seed.poNumber ?? null,
    currency,
    taxesIncluded: seed.taxesIncluded ?? false,
    lineItems,
    shippingLines,
    discountApplications: applications,
    transactions: [],
    fulfillments: [],
    refunds: [],
    tip: fromMinor(toMinor(seed.tip ?? "0", currency), currency),
    originalTotal: "0",
    financialStatus: "PENDING",
    fulfillmentStatus: "UNFULFILLED",
    heldAs: null,
    isEdited: false,
    sourceName: seed.sourceName ?? "web",
    acceptsMarketing: seed.acceptsMarketing ?? false,
    customerLocale: seed.customerLocale ?? null,
    visit: seed.visit ?? null,
    checkoutToken: seed.checkoutToken ?? null,
    cartToken: seed.cartToken ?? null,
    billingAddress: seed.billingAddress ?? null,
    shippingAddress: seed.shippingAddress ?? null,
    test: seed.test ?? false,
    cancelReason: seed.cancelledAt ? (seed.cancelReason ?? "OTHER") : null,
    cancelNote: null,
    processedAt: seed.processedAt ?? createdAt,
    cancelledAt: seed.cancelledAt ?? null,
    closedAt: seed.closedAt ?? null,
    createdAt,
    updatedAt: seed.updatedAt ?? createdAt,
  };
  addTax(order, seed);
  order.originalTotal = amountOf({ ...order }, "total");
  return settlePast(context, order, seed);
}

function discountLines(
  context: StateContext,
  seed: OrderSeed,
  currency: string,
  applications: DiscountApplicationRecord[],
): LineItemRecord[] {
  const minor = (amount: string): Minor => toMinor(amount, currency);
  const nets: Minor[] = [];
  const lines = seed.lineItems.map((line): LineItemRecord => {
    const made = makeLine(context, line, currency);
    const gross = minor(line.price) * BigInt(line.quantity);
    const wanted = minor(line.discount ?? "0");
    const discount = wanted > gross ? gross : wanted;
    nets.push(gross - discount);
    if (discount === 0n) return made;
    const amount = fromMinor(discount, currency);
    const index = applications.length;
    applications.push({
      kind: "manual",
      title: "Line discount",
      value: { amount },
      target: "LINE_ITEM",
      selection: "EXPLICIT",
    });
    return { ...made, discounts: [{ index, amount }] };
  });
  const whole = sumOf(nets, (net) => net);
  const discount = cartDiscount(seed, whole, minor);
  const code = seed.discountCodes?.[0];
  if (discount === 0n && code === undefined) return lines;
  const index = applications.length;
  applications.push({
    kind: code === undefined ? "manual" : "code",
    title: code ?? "Discount",
    value: seed.discountPercent ? { percentage: seed.discountPercent } : { amount: fromMinor(discount, currency) },
    target: "LINE_ITEM",
    selection: "ALL",
  });
  const parts = allocate(discount, nets);
  return lines.map((line, place) => {
    const part = parts[place] ?? 0n;
    return part === 0n
      ? line
      : { ...line, discounts: [...line.discounts, { index, amount: fromMinor(part, currency) }] };
  });
}

function cartDiscount(seed: OrderSeed, whole: Minor, minor: (amount: string) => Minor): Minor {
  const said = seed.discountPercent ? percentOf(whole, seed.discountPercent) : minor(seed.discount ?? "0");
  const stated = seed.subtotal === undefined ? said : whole - minor(seed.subtotal);
  // A subtotal above the lines' own prices is a mistake of the export's: then the discount it states is used.
  const discount = stated < 0n ? said : stated;
  return discount > whole ? whole : discount;
}

export function makeLine(context: StateContext, line: LineItemSeed, currency: string): LineItemRecord {
  const giftCard = line.giftCard ?? false;
  return {
    id: line.id ?? context.nextId(),
    title: line.title,
    variantTitle: line.variantTitle ?? null,
    sku: line.sku ?? null,
    vendor: line.vendor ?? null,
    quantity: line.quantity,
    currentQuantity: line.quantity,
    fulfillableQuantity: giftCard ? 0 : line.quantity,
    price: fromMinor(toMinor(line.price, currency), currency),
    discounts: [],
    taxLines: [],
    productId: line.productId ?? null,
    variantId: line.variantId ?? null,
    requiresShipping: line.requiresShipping ?? true,
    taxable: line.taxable ?? true,
    giftCard,
    grams: line.grams ?? 0,
    imageUrl: line.imageUrl ?? null,
    customAttributes: line.customAttributes ?? [],
  };
}

function makeShipping(
  context: StateContext,
  seed: OrderSeed,
  currency: string,
  applications: DiscountApplicationRecord[],
): ShippingLineRecord[] {
  const price = toMinor(seed.shipping ?? "0", currency);
  if (price === 0n && !seed.shippingTitle) return [];
  const wanted = toMinor(seed.shippingDiscount ?? "0", currency);
  const discount = fromMinor(wanted > price ? price : wanted, currency);
  const line: ShippingLineRecord = {
    id: context.nextId(),
    title: seed.shippingTitle || "Standard",
    code: seed.shippingTitle || "Standard",
    source: "shopify",
    price: fromMinor(price, currency),
    discounts: [],
  };
  if (wanted === 0n) return [line];
  const code = seed.discountCodes?.[0];
  applications.push({
    kind: code === undefined ? "manual" : "code",
    title: code ?? "Free shipping",
    value: { amount: discount },
    target: "SHIPPING_LINE",
    selection: "ALL",
  });
  return [{ ...line, discounts: [{ index: applications.length - 1, amount: discount }] }];
}

/** Spreads the tax over the taxable lines by their price; where no line is taxable, over all. */
function addTax(order: OrderRecord, seed: OrderSeed): void {
  const { currency } = order;
  const minor = (amount: string): Minor => toMinor(amount, currency);
  const nets = order.lineItems.map(
    (line) => minor(line.price) * BigInt(line.quantity) - sumOf(line.discounts, ({ amount }) => minor(amount)),
  );
  const isAnyTaxable = order.lineItems.some((line) => line.taxable);
  const bases = order.lineItems.map((line, index) => (line.taxable || !isAnyTaxable ? (nets[index] ?? 0n) : 0n));
  const base = sumOf(bases, (one) => one);
  const tax = seed.taxRate ? rateOf(base, seed.taxRate) : minor(seed.tax ?? "0");
  if (tax === 0n) return;
  const title = seed.taxTitle || "Tax";
  const rate = seed.taxRate ?? rateText(tax, base);
  const parts = allocate(tax, bases);
  order.lineItems = order.lineItems.map((line, index) => {
    const part = parts[index] ?? 0n;
    return part === 0n ? line : { ...line, taxLines: [{ title, rate, amount: fromMinor(part, currency) }] };
  });
  if (seed.taxesIncluded !== undefined || seed.total === undefined) return;
  const withoutTax =
    sumOf(nets, (net) => net) +
    sumOf(order.shippingLines, (line) => minor(line.price) - sumOf(line.discounts, ({ amount }) => minor(amount)));
  order.taxesIncluded = minor(seed.total) === withoutTax;
}

/** The rate to five places that this tax is of its base. */
function rateText(tax: Minor, base: Minor): string {
  if (base === 0n) return "0.0";
  const scaled = ((tax * 200_000n + base) / (base * 2n)).toString().padStart(6, "0");
  return `${scaled.slice(0, -5)}.${scaled.slice(-5)}`;
}
