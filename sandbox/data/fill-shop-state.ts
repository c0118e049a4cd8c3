import type { CustomerSeed } from "#sandbox/shopify/state/input.ts";
import type { Refusal } from "#sandbox/shopify/state/records.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import { fillCheckouts } from "./fill-checkouts.ts";
import { fillOrders } from "./fill-orders.ts";
import { fillPlacements } from "./fill-placements.ts";
import { fillProducts } from "./fill-products.ts";
import type { FolderCustomer, RowProblem, ShopFolder } from "./shop-folder.ts";

/**
 * Puts a folder's records into a stand-in shop as its starting point, telling no subscriber. Returns the rows that the
 * shop refused. Orders belong to the customer with their e-mail, or else their phone number; where there is none they
 * are a guest's.
 */
export function fillShopState(state: ShopState, folder: ShopFolder): RowProblem[] {
  const problems = [
    ...fillCustomers(state, folder),
    ...fillProducts(state, folder),
    ...fillOrders(state, folder),
    ...fillPlacements(state, folder),
    ...fillCheckouts(state, folder),
  ];
  state.markSeed();
  return problems;
}

function fillCustomers(state: ShopState, folder: ShopFolder): RowProblem[] {
  const extras = new Map(folder.extras.customers.map((entry) => [entry.id, entry]));
  const firstOrders = findFirstOrders(folder);
  return folder.customers.flatMap((customer): RowProblem[] => {
    const { id: _, ...extra } = extras.get(customer.id ?? "") ?? { id: "" };
    // The files do not say since when a customer is one: at the latest since the first order.
    const createdAt = extra.createdAt ?? firstOrders.get(customer.email?.toLowerCase() ?? "") ?? state.shop.createdAt;
    const seed: CustomerSeed = { ...toSeed(customer, createdAt), ...extra };
    return loadCustomer(state, seed).map((reason) => ({ file: "customers_export.csv", row: customer.row, reason }));
  });
}

/**
 * A phone number or address that the shop refuses costs only itself, as the person is still worth having. Whatever
 * else is wrong leaves the customer out.
 */
function loadCustomer(state: ShopState, seed: CustomerSeed): string[] {
  const first = state.customers.load(seed);
  if (first.ok) return [];
  const refusedPhone = has(first.errors, "phone") ? seed.phone : undefined;
  const lighter: CustomerSeed = { ...seed };
  if (refusedPhone !== undefined) {
    delete lighter.phone;
    delete lighter.smsConsent;
  }
  if (has(first.errors, "addresses")) delete lighter.addresses;
  const second = state.customers.load(lighter);
  const said = first.errors.map((error) => error.message).join("; ");
  if (!second.ok) return [second.errors.map((error) => error.message).join("; ")];
  return [`${said}${refusedPhone ? ` (${refusedPhone})` : ""}: loaded without it`];
}

const has = (errors: Refusal[], field: string): boolean => errors.some((error) => error.field?.[0] === field);

function toSeed(customer: FolderCustomer, createdAt: string): CustomerSeed {
  const { address } = customer;
  const consented = { state: "SUBSCRIBED", optInLevel: "SINGLE_OPT_IN", updatedAt: createdAt } as const;
  return {
    ...(customer.id !== null && { id: Number(customer.id) }),
    firstName: customer.firstName,
    lastName: customer.lastName,
    email: customer.email,
    phone: customer.phone,
    note: customer.note,
    tags: customer.tags,
    taxExempt: customer.taxExempt,
    createdAt,
    ...(customer.email !== null && customer.acceptsEmailMarketing && { emailConsent: consented }),
    ...(customer.phone !== null &&
      customer.acceptsSmsMarketing && { smsConsent: { ...consented, collectedFrom: "OTHER" as const } }),
    ...(address !== null && {
      addresses: [{ ...address, firstName: customer.firstName, lastName: customer.lastName }],
    }),
  };
}

function findFirstOrders(folder: ShopFolder): Map<string, string> {
  const first = new Map<string, string>();
  for (const { email, createdAt } of folder.orders) {
    if (email === null) continue;
    const key = email.toLowerCase();
    const known = first.get(key);
    if (known === undefined || createdAt < known) first.set(key, toWholeSeconds(createdAt));
  }
  return first;
}

const toWholeSeconds = (instant: string): string => `${instant.slice(0, 19)}Z`;
