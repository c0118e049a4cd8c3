import { fromMinor, sumOf, toMinor } from "../../state/money.ts";
import type { FinancialStatus } from "../../state/order-records.ts";
import type { LineItemSeed, OrderSeed } from "../../state/orders.ts";
import type { Outcome, Refusal } from "../../state/records.ts";
import { sellVariant } from "../../state/sell-variant.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { storeMetafields } from "./metafield-mutations.ts";
import { readAttributes, readOrderAddress } from "./order-mutations.ts";
import { orderNode } from "./order-part-fields.ts";
import type { Input } from "./read-input.ts";

const PATH = ["order"];
const refuse = (field: string[], message: string, code = "INVALID"): Refusal => ({
  field: [...PATH, ...field],
  message,
  code,
});
const amountOf = (bag: unknown): string => String((bag as { shopMoney: { amount: string } }).shopMoney.amount);

function create(_: unknown, args: Args, call: Call) {
  const input = args.order as Input;
  const seed = readSeed(input, call);
  if (!seed.ok) return { order: null, userErrors: seed.errors };
  const outcome = call.state.orders.place(seed.value);
  if (!outcome.ok)
    return {
      order: null,
      userErrors: outcome.errors.map((error) => ({
        ...error,
        field: [...PATH, ...(error.field ?? [])],
        code: "INVALID",
      })),
    };
  const metafields = ((input.metafields ?? []) as Input[]).map((one) => ({
    ...one,
    ownerId: gid("Order", outcome.value.id),
  }));
  if (metafields.length > 0) storeMetafields(metafields, call);
  return { order: orderNode(outcome.value), userErrors: [] };
}

function readSeed(input: Input, call: Call): Outcome<OrderSeed> {
  const currency = String(input.currency ?? call.state.shop.currency);
  const lines = readLines((input.lineItems ?? []) as Input[], call);
  if (!lines.ok) return lines;
  const buyer = readBuyer(input, call);
  if (!buyer.ok) return buyer;
  const text = (name: string) => (typeof input[name] === "string" ? { [name]: input[name] as string } : {});
  const seed: OrderSeed = {
    lineItems: lines.value,
    currency,
    ...buyer.value,
    ...text("name"),
    ...text("email"),
    ...text("phone"),
    ...text("note"),
    ...text("poNumber"),
    ...text("sourceName"),
    ...(typeof input.processedAt === "string" && { processedAt: toSecond(input.processedAt) }),
    ...(typeof input.closedAt === "string" && { closedAt: toSecond(input.closedAt) }),
    tags: (input.tags ?? []) as string[],
    customAttributes: readAttributes((input.customAttributes ?? []) as unknown[]),
    acceptsMarketing: input.buyerAcceptsMarketing === true,
    taxesIncluded: input.taxesIncluded === true,
    test: input.test === true,
    ...readShipping(input),
    ...readDiscount(input),
    ...readTax(input, currency),
    ...readPayment(input, currency),
    fulfillmentStatus: FULFILLMENT[String(input.fulfillmentStatus)] ?? "UNFULFILLED",
  };
  for (const name of ["billingAddress", "shippingAddress"] as const) {
    if (!input[name]) continue;
    const read = readOrderAddress(call, input[name] as Input, name);
    if (!read.ok) return read;
    seed[name] = read.value;
  }
  return { ok: true, value: seed };
}

const FULFILLMENT: Record<string, NonNullable<OrderSeed["fulfillmentStatus"]>> = {
  FULFILLED: "FULFILLED",
  PARTIAL: "PARTIALLY_FULFILLED",
  RESTOCKED: "RESTOCKED",
};

function readLines(inputs: Input[], call: Call): Outcome<LineItemSeed[]> {
  const seeds: LineItemSeed[] = [];
  for (const [index, input] of inputs.entries()) {
    const path = ["lineItems", String(index)];
    const quantity = Number(input.quantity);
    const found = input.variantId
      ? call.state.products.findVariant(idOf(input.variantId, "ProductVariant"))
      : undefined;
    if (input.variantId && !found)
      return { ok: false, errors: [refuse([...path, "variantId"], "Variant does not exist")] };
    const price = input.priceSet ? amountOf(input.priceSet) : undefined;
    const said = pickTexts(input, ["title", "variantTitle", "sku", "vendor"]);
    if (found) seeds.push({ ...sellVariant(found, quantity), ...said, ...(price !== undefined && { price }) });
    else if (!said.title) return { ok: false, errors: [refuse([...path, "title"], "Title can't be blank")] };
    else
      seeds.push({
        ...said,
        title: said.title,
        quantity,
        price: price ?? "0",
        productId: input.productId ? idOf(input.productId, "Product") : null,
        requiresShipping: input.requiresShipping === true,
        taxable: input.taxable !== false,
        giftCard: input.giftCard === true,
      });
  }
  return { ok: true, value: seeds };
}

function pickTexts<K extends string>(input: Input, names: readonly K[]): Partial<Record<K, string>> {
  const picked: Partial<Record<K, string>> = {};
  for (const name of names) if (typeof input[name] === "string") picked[name] = input[name];
  return picked;
}

function readBuyer(input: Input, call: Call): Outcome<Pick<OrderSeed, "customerId" | "email">> {
  const { customers } = call.state;
  const customer = input.customer as { toAssociate?: Input; toUpsert?: Input } | undefined;
  const wanted = customer?.toAssociate ?? customer?.toUpsert;
  if (input.customerId && customer)
    return {
      ok: false,
      errors: [refuse(["customerId"], "Only one of customer and customerId may be given", "REDUNDANT_CUSTOMER_FIELDS")],
    };
  const id = input.customerId ?? wanted?.id;
  const email =
    typeof wanted?.email === "string" ? wanted.email : typeof input.email === "string" ? input.email : undefined;
  const known = id ? customers.get(idOf(id, "Customer")) : email ? customers.findByEmail(email) : undefined;
  if (known) return { ok: true, value: { customerId: known.id, email: email ?? known.email } };
  if (id || customer?.toAssociate) return { ok: false, errors: [refuse(["customer"], "Customer does not exist")] };
  if (!customer?.toUpsert) return { ok: true, value: {} };
  const texts = pickTexts(customer.toUpsert, ["email", "firstName", "lastName", "note", "phone"]);
  const made = customers.create({
    ...texts,
    ...(Array.isArray(customer.toUpsert.tags) && { tags: customer.toUpsert.tags as string[] }),
  });
  return made.ok
    ? { ok: true, value: { customerId: made.value.id, email: made.value.email } }
    : {
        ok: false,
        errors: made.errors.map((error) => refuse(["customer", "toUpsert", ...(error.field ?? [])], error.message)),
      };
}

function readShipping(input: Input): Partial<OrderSeed> {
  const [first] = (input.shippingLines ?? []) as Input[];
  return first ? { shipping: amountOf(first.priceSet), shippingTitle: String(first.title) } : {};
}

function readDiscount(input: Input): Partial<OrderSeed> {
  const discount = input.discountCode as Record<string, Input | undefined> | undefined;
  const [kind, of] = Object.entries(discount ?? {}).find(([, one]) => one) ?? [];
  if (!of) return {};
  const discountCodes = [String(of.code)];
  if (kind === "itemPercentageDiscountCode") return { discountCodes, discountPercent: String(of.percentage ?? 0) };
  if (kind === "itemFixedDiscountCode") return { discountCodes, discount: of.amountSet ? amountOf(of.amountSet) : "0" };
  return { discountCodes, shippingDiscount: readShipping(input).shipping ?? "0" };
}

function readTax(input: Input, currency: string): Partial<OrderSeed> {
  const own = (input.taxLines ?? []) as Input[];
  const ofLines = ((input.lineItems ?? []) as Input[]).flatMap((line) => (line.taxLines ?? []) as Input[]);
  const all = [...own, ...ofLines];
  const [first] = all;
  if (!first) return {};
  const given = all.filter((tax) => tax.priceSet);
  const taxTitle = String(first.title);
  if (given.length === 0) return { taxRate: String(first.rate), taxTitle };
  const sum = sumOf(given, (tax) => toMinor(amountOf(tax.priceSet), currency));
  return { tax: fromMinor(sum, currency), taxTitle };
}

/** Transactions say what was paid; without any the status does, and without either the order is to be paid. */
function readPayment(input: Input, currency: string): Partial<OrderSeed> {
  const transactions = (input.transactions ?? []) as {
    amountSet: unknown;
    gateway?: string;
    kind?: string;
    status?: string;
  }[];
  const status = input.financialStatus as FinancialStatus | undefined;
  const good = transactions.filter((one) => (one.status ?? "SUCCESS") === "SUCCESS");
  const sum = (kinds: string[]) =>
    sumOf(good, (one) => (kinds.includes(one.kind ?? "SALE") ? toMinor(amountOf(one.amountSet), currency) : 0n));
  const received = sum(["SALE", "CAPTURE"]);
  const gateway = transactions[0]?.gateway;
  if (transactions.length === 0) return { financialStatus: status ?? "PENDING" };
  const authorised = good.some(({ kind }) => kind === "AUTHORIZATION") ? "AUTHORIZED" : "PENDING";
  return {
    ...(gateway && { gateway }),
    financialStatus: status ?? (received > 0n ? "PAID" : authorised),
    ...(received > 0n && { received: fromMinor(received, currency) }),
    refunded: fromMinor(sum(["REFUND"]), currency),
  };
}

function toSecond(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

export const orderCreateMutations: FieldTable<unknown> = { orderCreate: create };
