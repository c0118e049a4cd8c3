import type { FulfillmentStatus } from "#sandbox/shopify/state/order-records.ts";
import type { PlacementAct, ShopExtras } from "../shop-folder.ts";
import type { Chance } from "./chance.ts";
import { EXPORTED_AT_MS } from "./make-customers.ts";
import type { SampleOrder } from "./make-orders.ts";

type OrderExtra = ShopExtras["orders"][number];
type Placement = ShopExtras["placements"][number];

const DAY_MS = 86_400_000;
const SPECIAL: FulfillmentStatus[] = [
  "ON_HOLD",
  "IN_PROGRESS",
  "SCHEDULED",
  "OPEN",
  "PENDING_FULFILLMENT",
  "REQUEST_DECLINED",
  "FULFILLMENT_NOT_REQUIRED",
];
const REASONS = ["CUSTOMER", "INVENTORY", "FRAUD", "DECLINED", "STAFF", "OTHER"] as const;

/** Shipments, deliveries, reasons and the states that the export has no word for. */
export function makeOrderExtras(chance: Chance, orders: SampleOrder[]): OrderExtra[] {
  let special = 0;
  return orders.flatMap((order): OrderExtra[] => {
    if (order.cancelledAtMs !== null) return [{ id: order.id, cancelReason: chance.pick(REASONS) }];
    if (order.fulfilledAtMs !== null)
      return chance.happens(0.7) ? [makeShipment(chance, order, order.fulfilledAtMs)] : [];
    if (order.fulfillmentStatus !== "unfulfilled" || !chance.happens(0.1)) return [];
    special += 1;
    return [{ id: order.id, fulfillmentStatus: SPECIAL[special % SPECIAL.length] ?? "ON_HOLD" }];
  });
}

function makeShipment(chance: Chance, order: SampleOrder, sentMs: number): OrderExtra {
  const number = `1Z${String(chance.below(1_000_000_000)).padStart(9, "0")}`;
  const deliveredMs = sentMs + chance.between(1, 6) * DAY_MS;
  return {
    id: order.id,
    tracking: { company: "UPS", number, url: `https://carrier.example/track/${number}` },
    ...(chance.happens(0.75) && deliveredMs < EXPORTED_AT_MS && { deliveredAt: instant(deliveredMs) }),
  };
}

/** Orders in currencies of other digits, edited and refunded by line; and those that checkouts became. */
export function makePlacements(firstNumber: number, checkouts: ShopExtras["checkouts"]): Placement[] {
  const own = HISTORIES.map(
    ({ currency, price, shipping, acts, ...rest }, index): Omit<Placement, "name"> => ({
      email: `placed${index}@example.org`,
      currency,
      createdAt: instant(EXPORTED_AT_MS - (index + 2) * DAY_MS),
      shipping,
      taxRate: "0.1",
      lineItems: [
        { name: "Ceramic Bowl", quantity: 3, price },
        { name: "Tea Towel", quantity: 2, price },
      ],
      acts,
      ...rest,
    }),
  );
  const recovered = checkouts.flatMap((checkout): Omit<Placement, "name">[] => {
    if (checkout.completedAt === null || checkout.email === null) return [];
    return [
      {
        email: checkout.email,
        currency: checkout.currency,
        createdAt: checkout.completedAt,
        shipping: "0.00",
        lineItems: checkout.lineItems.map(({ name, quantity, price }) => ({ name, quantity, price })),
        checkoutToken: checkout.token,
        acts: [{ kind: "pay" }],
      },
    ];
  });
  return [...own, ...recovered].map((placement, index) => ({ name: `#${firstNumber + index}`, ...placement }));
}

interface History {
  currency: string;
  price: string;
  shipping: string;
  discountCode?: string;
  discountPercent?: string;
  acts: PlacementAct[];
}

const HISTORIES: History[] = [
  {
    currency: "JPY",
    price: "1250",
    shipping: "500",
    discountPercent: "15",
    discountCode: "HARU",
    acts: [{ kind: "pay" }, { kind: "fulfil", tracking: "JP1" }, { kind: "deliver" }],
  },
  {
    currency: "KWD",
    price: "4.375",
    shipping: "1.500",
    discountPercent: "33.3",
    acts: [{ kind: "pay" }, { kind: "refund", lines: [{ line: 0, quantity: 1 }] }],
  },
  {
    currency: "EUR",
    price: "19.99",
    shipping: "4.90",
    acts: [
      { kind: "pay" },
      { kind: "edit", quantities: [{ line: 0, quantity: 1 }], add: { name: "Gift Box", quantity: 1, price: "6.50" } },
    ],
  },
  {
    currency: "USD",
    price: "24.00",
    shipping: "7.95",
    discountCode: "TEAM10",
    discountPercent: "10",
    acts: [
      { kind: "pay" },
      { kind: "fulfil", tracking: "US1" },
      {
        kind: "refund",
        lines: [
          { line: 0, quantity: 3 },
          { line: 1, quantity: 2 },
        ],
        shipping: true,
      },
    ],
  },
  { currency: "USD", price: "15.50", shipping: "5.00", acts: [{ kind: "cancel", reason: "CUSTOMER", refund: false }] },
  {
    currency: "USD",
    price: "15.50",
    shipping: "5.00",
    acts: [{ kind: "pay" }, { kind: "cancel", reason: "INVENTORY", refund: true }],
  },
  { currency: "USD", price: "0.00", shipping: "0.00", acts: [{ kind: "fulfil" }] },
  {
    currency: "GBP",
    price: "12.25",
    shipping: "3.50",
    acts: [{ kind: "pay" }, { kind: "edit", quantities: [{ line: 1, quantity: 4 }] }],
  },
];

/** Whole seconds, as Shopify writes its instants. */
function instant(ms: number): string {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}
