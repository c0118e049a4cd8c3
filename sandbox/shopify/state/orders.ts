import { normaliseTags, refuse } from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import { orderPayload } from "./order-payload.ts";
import type { LineItemRecord, OrderRecord, Outcome } from "./records.ts";

export type LineItemSeed = Partial<LineItemRecord> & { title: string; quantity: number; price: string };
export type OrderSeed = Omit<Partial<OrderRecord>, "lineItems"> & { name: string; lineItems: LineItemSeed[] };
export interface Purchases {
  numberOfOrders: number;
  /** Decimal string: what was paid less what went back. */
  amountSpent: string;
  lastOrderId: number | null;
}

const NEVER_PAID = new Set(["PENDING", "AUTHORIZED", "VOIDED", "EXPIRED"]);

/** The shop's orders. A new, changed or deleted order also moves its customer's totals and modified time. */
export function createOrders(context: StateContext, touchCustomer: (id: number) => void) {
  const byId = new Map<number, OrderRecord>();
  const byCustomer = new Map<number, number[]>();

  function put(order: OrderRecord): void {
    if (!byId.has(order.id) && order.customerId !== null)
      byCustomer.set(order.customerId, [...(byCustomer.get(order.customerId) ?? []), order.id]);
    byId.set(order.id, order);
    context.touch();
  }

  function load(seed: OrderSeed): Outcome<OrderRecord> {
    if (seed.id !== undefined && byId.has(seed.id))
      return { ok: false, errors: [refuse(["id"], "Id has already been taken", "TAKEN")] };
    if (seed.lineItems.length === 0)
      return { ok: false, errors: [refuse(["lineItems"], "Line items must have at least one line item", "BLANK")] };
    const order = complete(context, seed);
    put(order);
    return { ok: true, value: order };
  }

  function listOf(customerId: number): OrderRecord[] {
    return (byCustomer.get(customerId) ?? []).flatMap((id) => byId.get(id) ?? []);
  }

  function purchases(customerId: number): Purchases {
    const orders = listOf(customerId);
    const cents = orders.reduce((sum, order) => sum + spentCents(order), 0);
    const last = orders.toSorted((a, b) => (a.processedAt < b.processedAt ? -1 : 1)).at(-1);
    return { numberOfOrders: orders.length, amountSpent: (cents / 100).toFixed(2), lastOrderId: last?.id ?? null };
  }

  function announce(topic: string, order: OrderRecord): void {
    context.emit(topic, orderPayload(order, context.shop));
    if (order.customerId === null) return;
    touchCustomer(order.customerId);
    const { numberOfOrders, amountSpent, lastOrderId } = purchases(order.customerId);
    context.emit("customers/purchasing_summary", {
      customerId: `gid://shopify/Customer/${order.customerId}`,
      numberOfOrders,
      amountSpent: { amount: amountSpent, currencyCode: order.currency },
      lastOrderId: lastOrderId && `gid://shopify/Order/${lastOrderId}`,
      occurredAt: new Date(context.now()).toISOString(),
    });
  }

  function missing(): { ok: false; errors: { field: string[]; message: string; code: string }[] } {
    return { ok: false, errors: [{ field: ["id"], message: "Order does not exist", code: "NOT_FOUND" }] };
  }

  return {
    load,
    create: (seed: OrderSeed): Outcome<OrderRecord> => {
      const outcome = load(seed);
      if (outcome.ok) announce("orders/create", outcome.value);
      return outcome;
    },
    update: (id: number, change: Partial<Omit<OrderRecord, "id" | "customerId">>): Outcome<OrderRecord> => {
      const before = byId.get(id);
      if (!before) return missing();
      const after = { ...before, ...change, updatedAt: stamp(context) };
      put(after);
      announce("orders/updated", after);
      return { ok: true, value: after };
    },
    delete: (id: number): Outcome<OrderRecord> => {
      const before = byId.get(id);
      if (!before) return missing();
      byId.delete(id);
      context.touch();
      context.emit("orders/delete", { id });
      return { ok: true, value: before };
    },
    get: (id: number) => byId.get(id),
    list: (): OrderRecord[] => [...byId.values()],
    listOf,
    count: () => byId.size,
    purchases,
    moveCustomer: (from: number, to: number) => {
      const moved = listOf(from);
      byCustomer.delete(from);
      byCustomer.set(to, [...(byCustomer.get(to) ?? []), ...moved.map((order) => order.id)]);
      for (const order of moved) byId.set(order.id, { ...order, customerId: to });
    },
    snapshot: () => new Map(byId),
    restore: (orders: Map<number, OrderRecord>) => {
      byId.clear();
      byCustomer.clear();
      for (const order of orders.values()) put(order);
    },
  };
}

function spentCents(order: OrderRecord): number {
  if (order.cancelledAt || order.test || NEVER_PAID.has(order.financialStatus)) return 0;
  return Math.round(Number(order.total) * 100) - Math.round(Number(order.refunded) * 100);
}

function complete(context: StateContext, seed: OrderSeed): OrderRecord {
  const now = seed.createdAt ?? stamp(context);
  const lineItems = seed.lineItems.map(
    (line): LineItemRecord => ({
      id: line.id ?? context.nextId(),
      title: line.title,
      variantTitle: line.variantTitle ?? null,
      sku: line.sku ?? null,
      vendor: line.vendor ?? null,
      quantity: line.quantity,
      price: line.price,
      discount: line.discount ?? "0.00",
      productId: line.productId ?? null,
      variantId: line.variantId ?? null,
      requiresShipping: line.requiresShipping ?? true,
      taxable: line.taxable ?? true,
    }),
  );
  const sum = lineItems.reduce((cents, line) => cents + Math.round(Number(line.price) * 100) * line.quantity, 0);
  const subtotal = seed.subtotal ?? (sum / 100).toFixed(2);
  return {
    id: seed.id ?? context.nextId(),
    name: seed.name,
    customerId: seed.customerId ?? null,
    email: seed.email ?? null,
    phone: seed.phone ?? null,
    note: seed.note ?? null,
    tags: normaliseTags(seed.tags ?? []),
    currency: seed.currency ?? context.shop.currency,
    subtotal,
    shipping: seed.shipping ?? "0.00",
    tax: seed.tax ?? "0.00",
    discount: seed.discount ?? "0.00",
    total: seed.total ?? subtotal,
    refunded: seed.refunded ?? "0.00",
    discountCodes: seed.discountCodes ?? [],
    financialStatus: seed.financialStatus ?? "PAID",
    fulfillmentStatus: seed.fulfillmentStatus ?? "UNFULFILLED",
    sourceName: seed.sourceName ?? "web",
    billingAddress: seed.billingAddress ?? null,
    shippingAddress: seed.shippingAddress ?? null,
    lineItems,
    processedAt: seed.processedAt ?? now,
    paidAt: seed.paidAt ?? null,
    fulfilledAt: seed.fulfilledAt ?? null,
    cancelledAt: seed.cancelledAt ?? null,
    closedAt: seed.closedAt ?? null,
    test: seed.test ?? false,
    createdAt: now,
    updatedAt: seed.updatedAt ?? now,
  };
}
