import type { Companies } from "./state/b2b/companies.ts";
import { createCompanies } from "./state/b2b/companies.ts";
import type { Catalogue } from "./state/catalogue.ts";
import { createCatalogue } from "./state/catalogue.ts";
import { refuse } from "./state/check-customer.ts";
import { createCheckouts } from "./state/checkouts.ts";
import { createCollections } from "./state/collections.ts";
import type { StateContext } from "./state/context.ts";
import { toSeconds } from "./state/context.ts";
import type { Customers } from "./state/customers.ts";
import { createCustomers } from "./state/customers.ts";
import { createEditSessions } from "./state/edit-sessions.ts";
import type { MergeOverrides } from "./state/merge-customers.ts";
import { mergeCustomers } from "./state/merge-customers.ts";
import { createMetafieldDefinitions } from "./state/metafield-definitions.ts";
import { createMetafields, kindOf } from "./state/metafields.ts";
import { createOrders } from "./state/orders.ts";
import type { CustomerRecord, Outcome, Refusal, ShopEvent, ShopProfile } from "./state/records.ts";

export interface ShopStateOptions {
  /** The shop's permanent domain, such as demo-shop.myshopify.com. */
  domain: string;
  name: string;
  currency?: string;
  ianaTimezone?: string;
  countryCode?: string;
  email?: string;
  planName?: ShopProfile["planName"];
  /** Whether the shop may sell to companies; yes when left out. */
  b2b?: boolean;
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
  const profile = toProfile(options, seed);
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
  const products = createCatalogue(context, (variantId) =>
    metafields.deleteOwner(`gid://shopify/ProductVariant/${variantId}`),
  );
  const collections = createCollections(context);
  const companies = createCompanies(context, customers.get);
  const metafields = createMetafields(context);
  const definitions = createMetafieldDefinitions(context);
  listeners.add((event) => forgetDeleted({ collections, companies, metafields }, event));
  const takeSnapshot = () => ({
    lastId,
    customers: customers.snapshot(),
    orders: orders.snapshot(),
    checkouts: checkouts.snapshot(),
    products: products.snapshot(),
    collections: collections.snapshot(),
    companies: companies.snapshot(),
    metafields: metafields.snapshot(),
    definitions: definitions.snapshot(),
  });
  let start = takeSnapshot();
  return {
    shop: profile,
    customers: {
      ...customers,
      merge: (oneId: number, twoId: number, overrides?: MergeOverrides): Outcome<CustomerRecord> => {
        const ofCompany = [oneId, twoId].findIndex((id) => companies.contactsOf(id).length > 0);
        if (ofCompany >= 0) return refuseMerge(ofCompany === 0 ? "customerOneId" : "customerTwoId");
        return mergeCustomers(context, customers, orders.moveCustomer, { oneId, twoId }, overrides);
      },
    },
    products,
    collections,
    companies,
    orders,
    orderEdits,
    checkouts,
    metafields,
    definitions,
    /** Gives the owner of a changed metafield a new modified time and tells of it, where Shopify keeps such a time. */
    touchOwner: (ownerId: string): void => touchOwner({ customers, products, companies, orders }, ownerId),
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
      collections.restore(start.collections);
      companies.restore(start.companies);
      metafields.restore(start.metafields);
      definitions.restore(start.definitions);
      // Also where nothing is put back: what readers cached is gone.
      context.touch();
    },
  };
}

function toProfile(options: ShopStateOptions, seed: number): ShopProfile {
  return {
    id: 60_000_000_000 + seed,
    domain: options.domain,
    handle: options.domain.replace(/\.myshopify\.com$/, ""),
    name: options.name,
    email: options.email ?? `owner@${options.domain.replace(/\.myshopify\.com$/, "")}.example`,
    currency: options.currency ?? "USD",
    ianaTimezone: options.ianaTimezone ?? "America/New_York",
    countryCode: options.countryCode ?? "US",
    planName: options.planName ?? "Basic",
    b2b: options.b2b ?? true,
    createdAt: toSeconds(Date.UTC(2021, 0, 4, 15)),
  };
}

interface Referring {
  collections: Pick<ReturnType<typeof createCollections>, "forgetProduct">;
  companies: Pick<Companies, "forgetCustomer">;
  metafields: Pick<ReturnType<typeof createMetafields>, "deleteOwner">;
}

/** What refers to a deleted record goes with it. */
function forgetDeleted({ collections, companies, metafields }: Referring, { topic, payload }: ShopEvent): void {
  const id = Number(payload.id);
  if (topic === "products/delete") collections.forgetProduct(id);
  if (topic === "customers/delete") companies.forgetCustomer(id);
  if (topic.endsWith("/delete")) metafields.deleteOwner(String(payload.admin_graphql_api_id));
  // These two carry no GID.
  if (topic === "products/delete") metafields.deleteOwner(`gid://shopify/Product/${id}`);
  if (topic === "orders/delete") metafields.deleteOwner(`gid://shopify/Order/${id}`);
}

interface Owners {
  customers: Pick<Customers, "touch">;
  products: Pick<Catalogue, "findVariant" | "touch">;
  companies: Pick<Companies, "touch" | "touchLocation">;
  orders: Pick<ReturnType<typeof createOrders>, "update">;
}

function touchOwner({ customers, products, companies, orders }: Owners, ownerId: string): void {
  const id = Number(/\d+$/.exec(ownerId)?.[0]);
  const kind = kindOf(ownerId);
  if (kind === "Customer") customers.touch(id);
  if (kind === "Product") products.touch(id);
  if (kind === "ProductVariant") products.touch(products.findVariant(id)?.product.id ?? -1, id);
  if (kind === "Company") companies.touch(id);
  if (kind === "CompanyLocation") companies.touchLocation(id);
  // An update without a change: the order's own code stamps and tells it.
  if (kind === "Order") orders.update(id, {});
}

function refuseMerge(field: string): { ok: false; errors: Refusal[] } {
  const message = "Customer can’t be merged because they are a contact of a company.";
  return { ok: false, errors: [refuse([field], message, "INVALID_CUSTOMER")] };
}

function shopNumber(domain: string): number {
  let hash = 7;
  for (const letter of domain) hash = (hash * 31 + letter.charCodeAt(0)) % 99_991;
  return hash;
}
