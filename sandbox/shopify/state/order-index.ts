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

/** Orders by id, by customer and by company, and the number that the next one gets. */
export function createOrderIndex(context: StateContext) {
  const byId = new Map<number, OrderRecord>();
  const byCustomer = new Map<number, Set<number>>();
  const byCompany = new Map<number, Set<number>>();
  let nextNumber = FIRST_NUMBER;

  function put(order: OrderRecord): void {
    const before = byId.get(order.id);
    if (before && before.customerId !== order.customerId) forget(before);
    join(byCustomer, order.customerId, order.id);
    join(byCompany, order.purchasingCompany?.companyId, order.id);
    byId.set(order.id, order);
    nextNumber = Math.max(nextNumber, order.number + 1);
    context.touch();
  }

  function forget(order: OrderRecord): void {
    if (order.customerId !== null) byCustomer.get(order.customerId)?.delete(order.id);
    if (order.purchasingCompany) byCompany.get(order.purchasingCompany.companyId)?.delete(order.id);
  }

  const read = (ids: Iterable<number> = []): OrderRecord[] => [...ids].flatMap((id) => byId.get(id) ?? []);
  const listOf = (customerId: number): OrderRecord[] => read(byCustomer.get(customerId));

  /** Decimal string in the shop's currency: what was paid for these orders less what went back. */
  function amountSpent(orders: OrderRecord[]): string {
    const { currency } = context.shop;
    return fromMinor(
      sumOf(orders, (order) => (order.currency === currency ? spentOn(order) : 0n)),
      currency,
    );
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
    listOfCompany: (companyId: number): OrderRecord[] => read(byCompany.get(companyId)),
    amountSpent,
    count: () => byId.size,
    find: (fits: (order: OrderRecord) => boolean): OrderRecord | undefined => {
      for (const order of byId.values()) if (fits(order)) return order;
      return undefined;
    },
    purchases: (customerId: number): Purchases => {
      const orders = listOf(customerId);
      let last: OrderRecord | undefined;
      for (const order of orders) if (!last || order.processedAt >= last.processedAt) last = order;
      return { numberOfOrders: orders.length, amountSpent: amountSpent(orders), lastOrderId: last?.id ?? null };
    },
    moveCustomer: (from: number, to: number): void => {
      for (const order of listOf(from)) put({ ...order, customerId: to });
    },
    snapshot: () => ({ orders: new Map(byId), nextNumber }),
    restore: (start: { orders: Map<number, OrderRecord>; nextNumber: number }): void => {
      byId.clear();
      byCustomer.clear();
      byCompany.clear();
      for (const order of start.orders.values()) put(order);
      nextNumber = start.nextNumber;
    },
  };
}

function join(groups: Map<number, Set<number>>, key: number | null | undefined, id: number): void {
  if (key === null || key === undefined) return;
  groups.set(key, (groups.get(key) ?? new Set()).add(id));
}

function spentOn(order: OrderRecord): bigint {
  if (order.cancelledAt || order.test) return 0n;
  return sumOf(order.transactions, ({ kind, status, amount }) => {
    if (status !== "SUCCESS" || kind === "AUTHORIZATION" || kind === "VOID") return 0n;
    const minor = toMinor(amount, order.currency);
    return kind === "REFUND" ? -minor : minor;
  });
}
