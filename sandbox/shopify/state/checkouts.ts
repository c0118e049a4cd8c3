import { createHash } from "node:crypto";
import type { OrderSeed } from "./build-order.ts";
import { buildOrder, checkOrder } from "./build-order.ts";
import { blankToNull, isEmail, refuse, toE164 } from "./check-customer.ts";
import { checkoutPayload, deletedCheckoutPayload } from "./checkout-payload.ts";
import type { CheckoutRecord } from "./checkout-records.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { OrderRecord } from "./order-records.ts";
import type { Buyers } from "./orders.ts";
import type { Outcome, Refusal } from "./records.ts";

/** What a checkout is made of: an order's parts, before anything was paid. */
export interface CheckoutSeed
  extends Pick<
    OrderSeed,
    | "acceptsMarketing"
    | "billingAddress"
    | "cartToken"
    | "createdAt"
    | "currency"
    | "customAttributes"
    | "customerId"
    | "customerLocale"
    | "discount"
    | "discountCodes"
    | "discountPercent"
    | "email"
    | "id"
    | "lineItems"
    | "phone"
    | "shipping"
    | "shippingAddress"
    | "shippingTitle"
    | "tax"
    | "taxRate"
    | "taxTitle"
    | "taxesIncluded"
    | "updatedAt"
  > {
  token?: string;
  note?: string;
  landingSite?: string | null;
  referringSite?: string | null;
  completedAt?: string | null;
}

interface Placing {
  place(seed: OrderSeed): Outcome<OrderRecord>;
}

/** The shop's checkouts. One is abandoned once its buyer can be written to; those that became orders stay listed. */
export function createCheckouts(context: StateContext, buyers: Buyers, orders: Placing) {
  const byId = new Map<number, CheckoutRecord>();
  const byToken = new Map<string, number>();

  function put(checkout: CheckoutRecord): void {
    byId.set(checkout.id, checkout);
    byToken.set(checkout.token, checkout.id);
    context.touch();
  }

  function load(seed: CheckoutSeed): Outcome<CheckoutRecord> {
    const errors = check(context, seed);
    if (seed.token !== undefined && byToken.has(seed.token))
      errors.push(refuse(["token"], "Token has already been taken", "TAKEN"));
    if (errors.length > 0) return { ok: false, errors };
    const checkout = build(context, seed);
    put(checkout);
    return { ok: true, value: checkout };
  }

  function tell(topic: string, checkout: CheckoutRecord): void {
    context.emit(topic, checkoutPayload(checkout, { shop: context.shop, findCustomer: buyers.find }));
  }

  function begin(seed: CheckoutSeed): Outcome<CheckoutRecord> {
    const outcome = load(seed);
    if (outcome.ok) tell("checkouts/create", outcome.value);
    return outcome;
  }

  function update(id: number, input: Partial<Omit<CheckoutSeed, "completedAt" | "createdAt" | "id" | "token">>) {
    const before = byId.get(id);
    if (!before) return missing();
    const seed = { ...toSeed(before), ...input };
    const errors = check(context, seed);
    if (before.completedAt) errors.push(refuse(["id"], "Checkout has already been completed"));
    if (errors.length > 0) return { ok: false as const, errors };
    const after = { ...build(context, seed), key: before.key, updatedAt: stamp(context) };
    put(after);
    tell("checkouts/update", after);
    return { ok: true as const, value: after };
  }

  /** Makes an order of it, paid or to be paid; the checkout stays, recovered. */
  function complete(id: number, order: Partial<OrderSeed> = {}): Outcome<OrderRecord> {
    const before = byId.get(id);
    if (!before) return missing();
    if (before.completedAt) return { ok: false, errors: [refuse(["id"], "Checkout has already been completed")] };
    const placed = orders.place({ ...toOrderSeed(before), ...order });
    if (!placed.ok) return placed;
    const now = stamp(context);
    const after = { ...before, completedAt: now, updatedAt: now };
    put(after);
    tell("checkouts/update", after);
    return placed;
  }

  function remove(id: number): Outcome<CheckoutRecord> {
    const before = byId.get(id);
    if (!before) return missing();
    byId.delete(id);
    byToken.delete(before.token);
    context.touch();
    context.emit("checkouts/delete", deletedCheckoutPayload(before));
    return { ok: true, value: before };
  }

  return {
    /** Puts a checkout from a seed in place; nobody is told. */
    load,
    begin,
    update,
    complete,
    delete: remove,
    get: (id: number) => byId.get(id),
    findByToken: (token: string) => byId.get(byToken.get(token) ?? -1),
    /** All that were begun, in the order they were. */
    list: (): CheckoutRecord[] => [...byId.values()],
    /** Those that Shopify lists as abandoned: the buyer left an e-mail address or a phone number. */
    listAbandoned: (): CheckoutRecord[] => [...byId.values()].filter(isAbandoned),
    count: () => byId.size,
    snapshot: () => new Map(byId),
    restore: (checkouts: Map<number, CheckoutRecord>): void => {
      byId.clear();
      byToken.clear();
      for (const checkout of checkouts.values()) put(checkout);
    },
  };
}

export function isAbandoned(checkout: CheckoutRecord): boolean {
  return checkout.email !== null || checkout.phone !== null;
}

function check(context: StateContext, seed: CheckoutSeed): Refusal[] {
  const errors = checkOrder(seed);
  const email = blankToNull(seed.email);
  if (email && !isEmail(email)) errors.push(refuse(["email"], "Email is invalid"));
  const phone = blankToNull(seed.phone);
  if (phone && !toE164(phone, context.shop.countryCode)) errors.push(refuse(["phone"], "Phone is invalid"));
  return errors;
}

/** A checkout is priced as the order that it would become. */
function build(context: StateContext, seed: CheckoutSeed): CheckoutRecord {
  const { id: given, note, token, completedAt, landingSite, referringSite, ...parts } = seed;
  const id = given ?? context.nextId();
  const priced = buildOrder(context, { ...parts, id, financialStatus: "PENDING" }, 0);
  const phone = blankToNull(seed.phone);
  return {
    id,
    token: token ?? hashOf("checkout", id),
    key: hashOf("key", id),
    cartToken: seed.cartToken ?? hashOf("cart", token ?? id),
    customerId: priced.customerId,
    email: blankToNull(seed.email),
    phone: phone && (toE164(phone, context.shop.countryCode) ?? null),
    note: note ?? "",
    customAttributes: priced.customAttributes,
    currency: priced.currency,
    taxesIncluded: priced.taxesIncluded,
    lineItems: priced.lineItems.map(({ currentQuantity: _, fulfillableQuantity: __, ...line }) => line),
    shippingLines: priced.shippingLines,
    discountApplications: priced.discountApplications,
    billingAddress: priced.billingAddress,
    shippingAddress: priced.shippingAddress,
    acceptsMarketing: priced.acceptsMarketing,
    customerLocale: priced.customerLocale,
    landingSite: landingSite ?? null,
    referringSite: referringSite ?? null,
    createdAt: priced.createdAt,
    updatedAt: seed.updatedAt ?? completedAt ?? priced.createdAt,
    completedAt: completedAt ?? null,
  };
}

function hashOf(what: string, id: number | string): string {
  return createHash("sha256").update(`${what} ${id}`).digest("hex").slice(0, 32);
}

/** The seed that would make this checkout again: what an order is made of, and where a change starts from. */
function toSeed(checkout: CheckoutRecord): CheckoutSeed {
  const { discountApplications, lineItems, shippingLines, key: _, ...rest } = checkout;
  const [shipping] = shippingLines;
  const whole = discountApplications.find(({ selection, target }) => selection === "ALL" && target === "LINE_ITEM");
  const codes = discountApplications.filter(({ kind }) => kind === "code").map(({ title }) => title);
  const tax = lineItems.flatMap(({ taxLines }) => taxLines)[0];
  return {
    ...rest,
    lineItems: lineItems.map(({ discounts, taxLines: __, ...line }) => {
      const own = discounts.find(({ index }) => discountApplications[index]?.selection === "EXPLICIT");
      return { ...line, discount: own?.amount };
    }),
    ...(codes.length > 0 && { discountCodes: codes }),
    ...(whole &&
      ("percentage" in whole.value ? { discountPercent: whole.value.percentage } : { discount: whole.value.amount })),
    ...(shipping && { shipping: shipping.price, shippingTitle: shipping.title }),
    ...(tax && { taxRate: tax.rate, taxTitle: tax.title }),
  };
}

function toOrderSeed(checkout: CheckoutRecord): OrderSeed {
  const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...seed } = toSeed(checkout);
  // The order has lines of its own: those of the checkout keep their ids.
  const lineItems = seed.lineItems.map(({ id: _lineId, ...line }) => line);
  return { ...seed, lineItems, checkoutToken: checkout.token };
}

function missing(): { ok: false; errors: Refusal[] } {
  return { ok: false, errors: [refuse(["id"], "Checkout does not exist", "NOT_FOUND")] };
}
