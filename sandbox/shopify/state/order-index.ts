import type { StateContext } from "./context.ts";
import { fromMinor, sumOf, toMinor } from "./money.ts";
import type { OrderRecord } from "./order-records.ts";

export interface Purchases {
  numberOfOrders: number;
  /** Decimal string in the shop's currency: what was paid less what went back. */
  amountSpent: string;
  lastOrderId: number | null;
}

const FIRST_NUMBER = 1001;

/** Orders by id and by customer, and the number that the next one gets. */
export function createOrderIndex(context: StateContext) {
  const byId = new Map<number, OrderRecord>();
  const byCustomer = new Map<number, Set<number>>();
  let nextNumber = FIRST_NUMBER;

  function put(order: OrderRecord): void {
    const before = byId.get(order.id);
    if (before && before.customerId !== order.customerId) forget(before);
    if (order.customerId !== null) {
      const own = byCustomer.get(order.customerId) ?? new Set<number>();
      byCustomer.set(order.customerId, own.add(order.id));
    }
    byId.set(order.id, order);
    nextNumber = Math.max(nextNumber, order.number + 1);
    context.touch();
  }

  function forget(order: OrderRecord): void {
    if (order.customerId !== null) byCustomer.get(order.customerId)?.delete(order.id);
  }

  function listOf(customerId: number): OrderRecord[] {
    return [...(byCustomer.get(customerId) ?? [])].flatMap((id) => byId.get(id) ?? []);
  }

  return {
    put,
    get: (id: number) => byId.get(id),
    delete: (order: OrderRecord): void => {
      forget(order);
      byId.delete(order.id);
      context.touch();
    },
    /** The number in a name ("#1042" is 1042), or the shop's next one. */
    numberFor: (name: string | undefined): number => {
      const found = Number(/\d{1,12}/.exec(name ?? "")?.[0] ?? 0);
      return found > 0 ? found : nextNumber;
    },
    list: (): OrderRecord[] => [...byId.values()],
    listOf,
    count: () => byId.size,
    find: (fits: (order: OrderRecord) => boolean): OrderRecord | undefined => {
      for (const order of byId.values()) if (fits(order)) return order;
      return undefined;
    },
    purchases: (customerId: number): Purchases => {
      const orders = listOf(customerId);
      const { currency } = context.shop;
      let last: OrderRecord | undefined;
      for (const order of orders) if (!last || order.processedAt >= last.processedAt) last = order;
      const spent = sumOf(orders, (order) => (order.currency === currency ? spentOn(order) : 0n));
      return { numberOfOrders: orders.length, amountSpent: fromMinor(spent, currency), lastOrderId: last?.id ?? null };
    },
    moveCustomer: (from: number, to: number): void => {
      for (const order of listOf(from)) put({ ...order, customerId: to });
    },
    snapshot: () => ({ orders: new Map(byId), nextNumber }),
    restore: (start: { orders: Map<number, OrderRecord>; nextNumber: number }): void => {
      byId.clear();
      byCustomer.clear();
      for (const order of start.orders.values()) put(order);
      nextNumber = start.nextNumber;
    },
  };
}

function spentOn(order: OrderRecord): bigint {
  if (order.cancelledAt || order.test) return 0n;
  return sumOf(order.transactions, ({ kind, status, amount }) => {
    if (status !== "SUCCESS" || kind === "AUTHORIZATION" || kind === "VOID") return 0n;
    const minor = toMinor(amount, order.currency);
    return kind === "REFUND" ? -minor : minor;
  });
}
