import { createCatalogue } from "./state/catalogue.ts";
import { createCheckouts } from "./state/checkouts.ts";
import type { StateContext } from "./state/context.ts";
import { toSeconds } from "./state/context.ts";
import { createCustomers } from "./state/customers.ts";
import { createEditSessions } from "./state/edit-sessions.ts";
import type { MergeOverrides } from "./state/merge-customers.ts";
import { mergeCustomers } from "./state/merge-customers.ts";
import { createMetafields } from "./state/metafields.ts";
import { createOrders } from "./state/orders.ts";
import type { PurchasingLookup } from "./state/purchasing.ts";
import type { ShopEvent, ShopProfile } from "./state/records.ts";

export interface ShopStateOptions {
  /** The shop's permanent domain, such as demo-shop.myshopify.com. */
  domain: string;
  name: string;
  currency?: string;
  ianaTimezone?: string;
  countryCode?: string;
  email?: string;
  planName?: ShopProfile["planName"];
  /** Milliseconds on the stand-in's clock; the machine's clock when left out. */
  now?: () => number;
  /** Moves the ids that are given out, so that two shops do not share any. */
  seed?: number;
}

export type ShopState = ReturnType<typeof createShopState>;

/**
 * One shop in memory: what people, the Admin API and imports read and write. `load` puts records in place without telling
 * anyone; every other write tells the listeners what Shopify would tell subscribers. `markSeed` names the state that
 * `reset` goes back to.
 */
export function createShopState(options: ShopStateOptions) {
  const listeners = new Set<(event: ShopEvent) => void>();
  const now = options.now ?? Date.now;
  const seed = options.seed ?? shopNumber(options.domain);
  const profile: ShopProfile = {
    id: 60_000_000_000 + seed,
    domain: options.domain,
    handle: options.domain.replace(/\.myshopify\.com$/, ""),
    name: options.name,
    email: options.email ?? `owner@${options.domain.replace(/\.myshopify\.com$/, "")}.example`,
    currency: options.currency ?? "USD",
    ianaTimezone: options.ianaTimezone ?? "America/New_York",
    countryCode: options.countryCode ?? "US",
    planName: options.planName ?? "Basic",
    createdAt: toSeconds(Date.UTC(2021, 0, 4, 15)),
  };
  let lastId = 8_100_000_000_000 + (seed % 100_000) * 10_000_000;
  let version = 0;
  const context: StateContext = {
    shop: profile,
    now,
    nextId: () => ++lastId,
    emit: (topic, payload) => {
      const event = { topic, shop: profile.domain, payload, at: now() };
      for (const listener of listeners) listener(event);
    },
    touch: () => {
      version += 1;
    },
  };
  const buyers = { find: (id: number) => customers.get(id), touch: (id: number) => customers.touch(id) };
  const orders = createOrders(context, buyers);
  const checkouts = createCheckouts(context, buyers, orders);
  const customers = createCustomers(context, (id) => orders.listOf(id).length > 0);
  const orderEdits = createEditSessions(context);
  const products = createCatalogue(context);
  const metafields = createMetafields(context);
  listeners.add(({ topic, payload }) => {
    if (topic === "customers/delete") metafields.deleteOwner(String(payload.admin_graphql_api_id));
    if (topic === "orders/delete") metafields.deleteOwner(`gid://shopify/Order/${payload.id}`);
  });
  const takeSnapshot = () => ({
    lastId,
    customers: customers.snapshot(),
    orders: orders.snapshot(),
    checkouts: checkouts.snapshot(),
    products: products.snapshot(),
    metafields: metafields.snapshot(),
  });
  let start = takeSnapshot();
  return {
    shop: profile,
    customers: {
      ...customers,
      merge: (oneId: number, twoId: number, overrides?: MergeOverrides) =>
        mergeCustomers(context, customers, orders.moveCustomer, { oneId, twoId }, overrides),
    },
    products,
    orders,
    orderEdits,
    checkouts,
    /** Finds companies of orders, where a part of the shop holds any. */
    purchasing: {} as PurchasingLookup,
    metafields,
    now,
    nextId: context.nextId,
    /** Changes with each write. */
    version: () => version,
    /** Calls back for each event until the returned function is called. */
    onEvent: (listener: (event: ShopEvent) => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    markSeed: () => {
      start = takeSnapshot();
    },
    reset: () => {
      lastId = start.lastId;
      customers.restore(start.customers);
      orders.restore(start.orders);
      orderEdits.clear();
      checkouts.restore(start.checkouts);
      products.restore(start.products);
      metafields.restore(start.metafields);
      // Also where nothing is put back: what readers cached is gone.
      context.touch();
    },
  };
}

function shopNumber(domain: string): number {
  let hash = 7;
  for (const letter of domain) hash = (hash * 31 + letter.charCodeAt(0)) % 99_991;
  return hash;
}
