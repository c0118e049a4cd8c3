import type { LineItemSeed } from "#sandbox/shopify/state/build-order.ts";
import type { FulfillmentStatus, OrderRecord } from "#sandbox/shopify/state/order-records.ts";
import type { CustomerRecord } from "#sandbox/shopify/state/records.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";

export interface ManyOrders {
  count: number;
  /** Milliseconds of the first order, and from one to the next. */
  fromMs?: number;
  stepMs?: number;
  /** Spread over so many buyers, known by e-mail alone. */
  buyers?: number;
  /** Spread over these customers instead. */
  customers?: readonly Pick<CustomerRecord, "id" | "email">[];
  /** The lines of each order; three of no product when left out. */
  lines?: LineItemSeed[];
}

const standardLines: LineItemSeed[] = [
  { title: "Linen Shirt", variantTitle: "M", sku: "BULK-1", quantity: 1, price: "39.90" },
  { title: "Wool Socks", variantTitle: null, sku: "BULK-2", quantity: 3, price: "9.99" },
  { title: "Canvas Bag", variantTitle: "Black", sku: "BULK-3", quantity: 2, price: "24.50" },
];

/** Puts orders with three lines each into a shop, at once and telling nobody: for benchmarks and tests of size. */
export function fillManyOrders(state: ShopState, options: ManyOrders): void {
  const { count, fromMs, stepMs = 1_000, buyers = 1_000, customers = [], lines = standardLines } = options;
  const first = fromMs ?? state.now() - count * stepMs;
  const timeOf = (index: number): string => `${new Date(first + index * stepMs).toISOString().slice(0, 19)}Z`;
  const buyerOf = (index: number): { email: string; customerId?: number } => {
    const customer = customers[index % customers.length];
    return customer
      ? { email: customer.email ?? "", customerId: customer.id }
      : { email: `buyer${index % buyers}@example.com` };
  };
  const seed = { lineItems: lines, shipping: "5.00", taxRate: "0.08875" };
  const make = (index: number, fulfillmentStatus: FulfillmentStatus): OrderRecord => {
    const outcome = state.orders.load({ ...seed, ...buyerOf(index), createdAt: timeOf(index), fulfillmentStatus });
    if (!outcome.ok) throw new Error(outcome.errors.map((error) => error.message).join("; "));
    return outcome.value;
  };
  // Priced once for each kind: working out 100,000 times the same would take most of a minute.
  const models: OrderRecord[] = [];
  for (let index = 0; index < count; index += 1) {
    const model = models[index % 3];
    if (model) state.orders.loadCopy(model, { ...buyerOf(index), createdAt: timeOf(index) });
    else models.push(make(index, index === 0 ? "UNFULFILLED" : "FULFILLED"));
  }
}
