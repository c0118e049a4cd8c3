import type { OrderSeed } from "./build-order.ts";
import { buildOrder, checkOrder } from "./build-order.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { CopyChanges } from "./copy-order.ts";
import { copyOrder } from "./copy-order.ts";
import { missing, orderActs } from "./order-acts.ts";
import type { OrderAct, OrderChange } from "./order-change.ts";
import { tellTransaction } from "./order-change.ts";
import { createOrderIndex } from "./order-index.ts";
import { orderPayload } from "./order-payload.ts";
import type { OrderRecord } from "./order-records.ts";
import type { OrderInput } from "./order-update.ts";
import { updateOrder } from "./order-update.ts";
import type { CustomerRecord, Outcome } from "./records.ts";

export type { LineItemSeed, OrderSeed } from "./build-order.ts";

/** What orders need of the shop's customers. */
export interface Buyers {
  find(id: number): CustomerRecord | undefined;
  /** A new modified time, as an order that changes the customer's totals gives it. */
  touch(id: number): void;
}

/**
 * The shop's orders: every act works on totals, statuses, modified time and webhooks as Shopify's does. An act that is
 * refused changes nothing and tells nobody.
 */
export function createOrders(context: StateContext, buyers: Buyers) {
  const index = createOrderIndex(context);
  const about = { shop: context.shop, findCustomer: buyers.find };

  function load(seed: OrderSeed): Outcome<OrderRecord> {
    const errors = checkOrder(seed);
    if (seed.id !== undefined && index.get(seed.id))
      errors.unshift({ field: ["id"], message: "Id has already been taken", code: "TAKEN" });
    if (errors.length > 0) return { ok: false, errors };
    const order = buildOrder(context, seed, index.numberFor(seed.name));
    index.put(order);
    return { ok: true, value: order };
  }

  function place(seed: OrderSeed): Outcome<OrderRecord> {
    const outcome = load(seed);
    if (!outcome.ok) return outcome;
    const order = outcome.value;
    announce({
      after: order,
      topics: ["orders/create", ...(order.financialStatus === "PAID" ? ["orders/paid"] : [])],
      parts: order.transactions.map(tellTransaction),
    });
    tellBuyer(order.customerId);
    return outcome;
  }

  function announce({ after, topics = [], parts = [] }: OrderChange): void {
    for (const { topic, payload } of parts) context.emit(topic, payload(after, context.shop));
    for (const topic of topics) context.emit(topic, orderPayload(after, about));
  }

  function tellBuyer(customerId: number | null): void {
    if (customerId === null) return;
    buyers.touch(customerId);
    const { numberOfOrders, amountSpent, lastOrderId } = index.purchases(customerId);
    context.emit("customers/purchasing_summary", {
      customerId: `gid://shopify/Customer/${customerId}`,
      numberOfOrders,
      amountSpent: { amount: amountSpent, currencyCode: context.shop.currency },
      lastOrderId: lastOrderId && `gid://shopify/Order/${lastOrderId}`,
      occurredAt: new Date(context.now()).toISOString(),
    });
  }

  /** Stores what an act made of an order and tells it; the buyer is told of when their totals changed. */
  function change(id: number, act: (before: OrderRecord) => OrderAct): Outcome<OrderRecord> {
    const before = index.get(id);
    if (!before) return missing();
    const outcome = act(before);
    if (!outcome.ok) return outcome;
    const spent = before.customerId === null ? null : JSON.stringify(index.purchases(before.customerId));
    const after = { ...outcome.value.after, updatedAt: stamp(context) };
    index.put(after);
    const { topics = [] } = outcome.value;
    announce({ ...outcome.value, after, topics: [...topics, "orders/updated"] });
    if (after.customerId !== before.customerId) {
      tellBuyer(before.customerId);
      tellBuyer(after.customerId);
    } else if (after.customerId !== null && spent !== JSON.stringify(index.purchases(after.customerId)))
      tellBuyer(after.customerId);
    return { ok: true, value: after };
  }

  function remove(id: number): Outcome<OrderRecord> {
    const before = index.get(id);
    if (!before) return missing();
    index.delete(before);
    context.emit("orders/delete", { id });
    tellBuyer(before.customerId);
    return { ok: true, value: before };
  }

  return {
    /** Puts an order from an import or a seed in place; nobody is told. */
    load,
    /** Puts another order like this one in place, with ids, number and times of its own: the fast way to very many. */
    loadCopy: (order: OrderRecord, changes: CopyChanges): void =>
      index.put(copyOrder(context, order, { ...changes, number: index.numberFor(undefined) })),
    place,
    create: place,
    /** Fields that people and apps may set; tags and attributes replace what was there. */
    update: (id: number, input: OrderInput) => change(id, (before) => updateOrder(before, input, buyers)),
    ...orderActs(context, index.get, change),
    delete: remove,
    get: index.get,
    /** In the order they were made. */
    list: index.list,
    listOf: index.listOf,
    listOfCompany: index.listOfCompany,
    amountSpent: index.amountSpent,
    count: index.count,
    find: index.find,
    purchases: index.purchases,
    moveCustomer: index.moveCustomer,
    snapshot: index.snapshot,
    restore: index.restore,
  };
}
