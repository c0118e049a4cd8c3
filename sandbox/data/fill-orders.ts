import { toE164 } from "#sandbox/shopify/state/check-customer.ts";
import { countryName, findCountryCode, findProvince } from "#sandbox/shopify/state/countries.ts";
import { fromMinor, toMinor } from "#sandbox/shopify/state/money.ts";
import type { FinancialStatus, FulfillmentStatus } from "#sandbox/shopify/state/order-records.ts";
import type { LineItemSeed, OrderSeed } from "#sandbox/shopify/state/orders.ts";
import type { AddressRecord, CustomerRecord, ProductRecord, VariantRecord } from "#sandbox/shopify/state/records.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import type { FolderAddress, FolderLineItem, FolderOrder, RowProblem, ShopFolder } from "./shop-folder.ts";

export interface Sold {
  product: ProductRecord;
  variant: VariantRecord;
}

const FULFILLMENT: Record<FolderOrder["fulfillmentStatus"], FulfillmentStatus> = {
  fulfilled: "FULFILLED",
  partial: "PARTIALLY_FULFILLED",
  restocked: "RESTOCKED",
  unfulfilled: "UNFULFILLED",
};

type OrderExtra = ShopFolder["extras"]["orders"][number];

/** Puts a folder's orders into the shop, oldest first; returns what it refused. Customers and products go first. */
export function fillOrders(state: ShopState, folder: ShopFolder): RowProblem[] {
  const sold = listByLineName(state.products.list());
  const more = new Map(folder.extras.orders.map((entry) => [entry.id, entry]));
  const oldestFirst = folder.orders.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  return oldestFirst.flatMap((order): RowProblem[] => {
    const outcome = state.orders.load(toSeed(state, sold, order, more.get(order.id ?? "")));
    if (outcome.ok) return [];
    const reason = outcome.errors.map((error) => error.message).join("; ");
    return [{ file: "orders_export.csv", row: order.row, reason }];
  });
}

/** The export's row as an order; what it has no columns for comes from the seed. */
function toSeed(state: ShopState, sold: Map<string, Sold>, order: FolderOrder, more?: OrderExtra): OrderSeed {
  const createdAt = toWholeSeconds(order.createdAt);
  const [tax] = order.taxLines;
  return {
    ...(order.id !== null && { id: Number(order.id) }),
    name: order.name,
    customerId: findBuyer(state, order.email, order.phone)?.id ?? null,
    email: order.email,
    phone: order.phone,
    note: order.note === "" ? null : order.note,
    tags: order.tags,
    currency: order.currency,
    acceptsMarketing: order.acceptsMarketing,
    subtotal: order.subtotal,
    shipping: order.shipping,
    shippingTitle: order.shippingMethod,
    tax: order.taxes,
    ...(tax && { taxTitle: tax.title }),
    discount: order.discountAmount,
    total: order.total,
    refunded: order.refunded,
    ...receivedOf(order),
    discountCodes: order.discountCode === null ? [] : [order.discountCode],
    ...(order.paymentMethod !== "" && { gateway: order.paymentMethod.toLowerCase().replaceAll(/\W+/g, "_") }),
    financialStatus: order.financialStatus.toUpperCase() as FinancialStatus,
    fulfillmentStatus: more?.fulfillmentStatus ?? FULFILLMENT[order.fulfillmentStatus],
    sourceName: order.source === "" ? null : order.source,
    billingAddress: toAddress(state, order.billingAddress),
    shippingAddress: toAddress(state, order.shippingAddress),
    lineItems: order.lineItems.map((line) => toLineItem(state, sold, line)),
    createdAt,
    processedAt: createdAt,
    updatedAt: lastChange(order, more),
    paidAt: toWholeSeconds(order.paidAt),
    fulfilledAt: toWholeSeconds(order.fulfilledAt),
    cancelledAt: toWholeSeconds(order.cancelledAt),
    ...(more?.cancelReason && { cancelReason: more.cancelReason }),
    ...(more?.deliveredAt && { deliveredAt: more.deliveredAt }),
    ...(more?.tracking && { tracking: [more.tracking] }),
    ...(more?.checkoutToken && { checkoutToken: more.checkoutToken }),
  };
}

/** What an export says is still to be paid tells what was paid in part; of all others the status does. */
function receivedOf(order: FolderOrder): { received?: string } {
  if (order.financialStatus !== "partially_paid" || !/[1-9]/.test(order.outstanding)) return {};
  const [total, left] = [toMinor(order.total, order.currency), toMinor(order.outstanding, order.currency)];
  return left < total ? { received: fromMinor(total - left, order.currency) } : {};
}

function lastChange(order: FolderOrder, more?: OrderExtra): string {
  const times = [order.createdAt, order.paidAt, order.fulfilledAt, order.cancelledAt, more?.deliveredAt ?? null];
  return (
    times
      .flatMap((time) => (time ? toWholeSeconds(time) : []))
      .sort()
      .at(-1) ?? toWholeSeconds(order.createdAt)
  );
}

/** The customer an order belongs to, or null for a guest's. */
function findBuyer(state: ShopState, email: string | null, phone: string | null): CustomerRecord | null {
  const byEmail = email === null ? undefined : state.customers.findByEmail(email);
  const number = phone === null ? undefined : toE164(phone, state.shop.countryCode);
  const byPhone = number === undefined ? undefined : state.customers.findByPhone(number);
  return byEmail ?? byPhone ?? null;
}

/** The export names a line "Product" or "Product - Variant": more reliable than the SKU, which several variants may share. */
export function listByLineName(products: ProductRecord[]): Map<string, Sold> {
  const sold = new Map<string, Sold>();
  for (const product of products) {
    for (const variant of product.variants) {
      const isOnly = variant.title === "Default Title";
      sold.set(isOnly ? product.title : `${product.title} - ${variant.title}`, { product, variant });
    }
  }
  return sold;
}

function toLineItem(state: ShopState, sold: Map<string, Sold>, line: FolderLineItem): LineItemSeed {
  const bySku = line.sku === null ? undefined : state.products.findVariantIdBySku(line.sku);
  const found = sold.get(line.name) ?? (bySku === undefined ? undefined : state.products.findVariant(bySku));
  const isOnly = found === undefined || found.variant.title === "Default Title";
  return {
    title: isOnly ? line.name : found.product.title,
    variantTitle: isOnly ? null : found.variant.title,
    sku: line.sku,
    vendor: line.vendor === "" ? null : line.vendor,
    quantity: line.quantity,
    price: line.price,
    discount: line.discount,
    productId: found?.product.id ?? null,
    variantId: found?.variant.id ?? null,
    requiresShipping: line.requiresShipping,
    taxable: line.taxable,
    grams: found?.variant.grams ?? 0,
    imageUrl: found?.variant.imageUrl ?? found?.product.images[0]?.url ?? null,
    fulfilledQuantity: line.fulfillmentStatus === "fulfilled" ? line.quantity : 0,
  };
}

/** An order keeps the address as it was given, even one that the shop would not take for a customer today. */
function toAddress(state: ShopState, address: FolderAddress | null): AddressRecord | null {
  if (address === null) return null;
  const countryCode = findCountryCode(address.countryCode) ?? null;
  const province = countryCode === null ? undefined : findProvince(countryCode, address.provinceCode);
  const [firstName = "", ...others] = address.name.split(" ");
  const text = (value: string): string | null => (value === "" ? null : value);
  return {
    id: state.nextId(),
    firstName: text(firstName),
    lastName: text(others.join(" ")),
    company: text(address.company),
    address1: text(address.address1),
    address2: text(address.address2),
    city: text(address.city),
    province: text(province?.name ?? address.provinceCode),
    provinceCode: text(province?.code ?? ""),
    country: countryCode === null ? text(address.countryCode) : countryName(countryCode),
    countryCode,
    zip: text(address.zip),
    phone: text(address.phone),
  };
}

function toWholeSeconds(instant: string): string;
function toWholeSeconds(instant: string | null): string | null;
function toWholeSeconds(instant: string | null): string | null {
  return instant === null ? null : `${instant.slice(0, 19)}Z`;
}
