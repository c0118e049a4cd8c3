import type { FinancialStatus, FulfillmentStatus } from "../shop-folder.ts";
import type { Chance } from "./chance.ts";
import type { SampleCustomer } from "./make-customers.ts";
import { EXPORTED_AT_MS } from "./make-customers.ts";
import type { SampleProduct, SampleVariant } from "./make-products.ts";

interface SampleLine {
  product: SampleProduct;
  variant: SampleVariant;
  quantity: number;
  discountMinor: number;
}

export interface SampleOrder {
  id: string;
  name: string;
  customer: SampleCustomer | null;
  /** As the CSV shows it; a guest's own, or that of the customer. */
  email: string;
  phone: string;
  buyer: string;
  financialStatus: FinancialStatus;
  fulfillmentStatus: FulfillmentStatus;
  createdAtMs: number;
  paidAtMs: number | null;
  fulfilledAtMs: number | null;
  cancelledAtMs: number | null;
  currency: string;
  lines: SampleLine[];
  discountCode: string;
  subtotalMinor: number;
  discountMinor: number;
  shippingMinor: number;
  taxMinor: number;
  totalMinor: number;
  refundedMinor: number;
  note: string;
  tags: string[];
  source: string;
}

const ORDER_COUNT = 900;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Oldest first. Customers come back: the first half of the list buys most. */
export function makeOrders(chance: Chance, customers: SampleCustomer[], products: SampleProduct[]): SampleOrder[] {
  const firstMs = Date.UTC(2024, 0, 5, 12);
  const stepMs = (EXPORTED_AT_MS - 2 * HOUR_MS - firstMs) / ORDER_COUNT;
  return Array.from({ length: ORDER_COUNT }, (_, index) => {
    const createdAtMs = Math.floor((firstMs + stepMs * index + chance.below(stepMs)) / 1000) * 1000;
    return makeOrder(chance, index, createdAtMs, customers, products);
  });
}

function makeOrder(
  chance: Chance,
  index: number,
  createdAtMs: number,
  customers: SampleCustomer[],
  products: SampleProduct[],
): SampleOrder {
  const person = choosePerson(chance, index, createdAtMs, customers);
  const progress = makeProgress(chance, createdAtMs);
  const money = makeMoney(chance, products, index);
  const isRefunded = progress.financialStatus === "refunded";
  const isPartly = progress.financialStatus === "partially_refunded";
  return {
    id: String(5_200_000_000_000 + index * 65_536 + chance.below(60_000)),
    name: `#${1001 + index}`,
    ...person,
    ...progress,
    ...money,
    createdAtMs,
    refundedMinor: isRefunded ? money.totalMinor : isPartly ? Math.floor(money.totalMinor / 3) : 0,
    note: chance.happens(0.06)
      ? chance.pick(["Gift wrap, please 🎁", "Leave at door\nring twice", 'Card: "Happy birthday, Zoë"'])
      : "",
    tags: chance.happens(0.15) ? chance.some(["priority", "fraud-check", "phone order", "été"], 1) : [],
    source: chance.weigh({ web: 80, pos: 12, shopify_draft_order: 8 }),
  };
}

function choosePerson(
  chance: Chance,
  index: number,
  createdAtMs: number,
  customers: SampleCustomer[],
): Pick<SampleOrder, "buyer" | "customer" | "email" | "phone"> {
  // Bought without an account: an e-mail that no customer has, or none at all (sold over the counter).
  if (index % 14 === 6)
    return { customer: null, email: `guest${index}@example.org`, phone: "", buyer: `Guest ${index}` };
  if (index % 36 === 10) return { customer: null, email: "", phone: "", buyer: "" };
  const known = customers.filter((customer) => customer.createdAtMs <= createdAtMs && customer.email + customer.phone);
  const pool = chance.happens(0.6) ? known.slice(0, Math.ceil(known.length / 4)) : known;
  const customer = chance.pick(pool);
  const buyer = `${customer.firstName} ${customer.lastName}`.trim();
  return { customer, email: customer.email.trim(), phone: customer.email === "" ? customer.phone.trim() : "", buyer };
}

function makeProgress(
  chance: Chance,
  createdAtMs: number,
): Pick<SampleOrder, "cancelledAtMs" | "financialStatus" | "fulfilledAtMs" | "fulfillmentStatus" | "paidAtMs"> {
  const financialStatus = chance.weigh<FinancialStatus>({
    paid: 70,
    pending: 6,
    authorized: 4,
    partially_paid: 3,
    partially_refunded: 5,
    refunded: 6,
    voided: 4,
    expired: 2,
  });
  const isPaid = /paid|refunded/.test(financialStatus);
  const isCancelled = /refunded|voided|expired/.test(financialStatus) && chance.happens(0.5);
  const fulfillmentStatus = isCancelled
    ? chance.weigh<FulfillmentStatus>({ fulfilled: 0, partial: 0, restocked: 3, unfulfilled: 2 })
    : chance.weigh<FulfillmentStatus>({
        fulfilled: isPaid ? 75 : 5,
        partial: 6,
        restocked: 1,
        unfulfilled: isPaid ? 18 : 80,
      });
  const later = (days: number): number =>
    Math.min(createdAtMs + chance.between(1, days * 24) * HOUR_MS, EXPORTED_AT_MS);
  return {
    financialStatus,
    fulfillmentStatus,
    paidAtMs: isPaid ? createdAtMs + (chance.happens(0.8) ? 1000 : DAY_MS / 2) : null,
    fulfilledAtMs: fulfillmentStatus === "fulfilled" ? later(5) : null,
    cancelledAtMs: isCancelled ? later(10) : null,
  };
}

function makeMoney(
  chance: Chance,
  products: SampleProduct[],
  index: number,
): Pick<
  SampleOrder,
  | "currency"
  | "discountCode"
  | "discountMinor"
  | "lines"
  | "shippingMinor"
  | "subtotalMinor"
  | "taxMinor"
  | "totalMinor"
> {
  const currency = index % 30 === 17 ? chance.pick(["EUR", "GBP", "CAD", "JPY"]) : "USD";
  const count = Number(chance.weigh({ "1": 55, "2": 25, "3": 13, "6": 6, "14": 1 }));
  const lines = chance.some(products, count).map((product): SampleLine => {
    const variant = chance.pick(product.variants);
    const quantity = chance.happens(0.8) ? 1 : chance.between(2, 12);
    const discountMinor = chance.happens(0.05) ? Math.floor((variant.priceMinor * quantity) / 10) : 0;
    return { product, variant, quantity, discountMinor };
  });
  const itemsMinor = lines.reduce((sum, line) => sum + line.variant.priceMinor * line.quantity - line.discountMinor, 0);
  const discountCode = chance.happens(0.15) ? chance.pick(["WELCOME10", "SUMMER", "VIP-2026", "Ünïcode"]) : "";
  const discountMinor = discountCode === "" ? 0 : Math.floor(itemsMinor / 10);
  const shippingMinor = itemsMinor > 15_000 ? 0 : chance.pick([500, 795, 1200]);
  const subtotalMinor = itemsMinor - discountMinor;
  const taxMinor = chance.happens(0.7) ? Math.floor((subtotalMinor * 8875) / 100_000) : 0;
  const totalMinor = subtotalMinor + shippingMinor + taxMinor;
  return { currency, discountCode, discountMinor, lines, shippingMinor, subtotalMinor, taxMinor, totalMinor };
}
