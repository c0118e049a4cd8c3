import { z } from "zod";
import type { RowProblem, ShopExtras } from "./shop-folder.ts";

const emailStates = ["NOT_SUBSCRIBED", "PENDING", "SUBSCRIBED", "UNSUBSCRIBED", "REDACTED", "INVALID"] as const;
const smsStates = ["NOT_SUBSCRIBED", "PENDING", "SUBSCRIBED", "UNSUBSCRIBED", "REDACTED"] as const;
const orderStatuses = [
  "FULFILLED",
  "FULFILLMENT_NOT_REQUIRED",
  "IN_PROGRESS",
  "ON_HOLD",
  "OPEN",
  "PARTIALLY_FULFILLED",
  "PENDING_FULFILLMENT",
  "REQUEST_DECLINED",
  "RESTOCKED",
  "SCHEDULED",
  "UNFULFILLED",
] as const;
const optInLevel = z.enum(["SINGLE_OPT_IN", "CONFIRMED_OPT_IN", "UNKNOWN"]).nullable();
const instant = z.iso.datetime();
const amount = z.string().regex(/^\d+(\.\d+)?$/);
const id = z.string().regex(/^\d+$/);
const text = z.string().default("");

const address = z.object({
  name: text,
  company: text,
  address1: text,
  address2: text,
  city: text,
  provinceCode: text,
  countryCode: text,
  zip: text,
  phone: text,
});
const customer = z.object({
  id,
  createdAt: instant.exactOptional(),
  locale: z.string().exactOptional(),
  verifiedEmail: z.boolean().exactOptional(),
  state: z.enum(["DISABLED", "INVITED", "ENABLED", "DECLINED"]).exactOptional(),
  emailConsent: z.object({ state: z.enum(emailStates), optInLevel, updatedAt: instant.nullable() }).exactOptional(),
  smsConsent: z
    .object({
      state: z.enum(smsStates),
      optInLevel,
      updatedAt: instant.nullable(),
      collectedFrom: z.enum(["SHOPIFY", "OTHER"]).nullable(),
    })
    .exactOptional(),
});
const company = z.object({
  name: z.string().min(1),
  externalId: z.string().nullable(),
  note: text,
  createdAt: instant,
  locations: z.array(address.extend({ externalId: z.string().nullable() })),
  contacts: z.array(z.object({ customerId: id, title: text, isMain: z.boolean() })),
});
const checkout = z.object({
  token: z.string().min(1),
  customerId: id.nullable(),
  email: z.string().nullable(),
  createdAt: instant,
  completedAt: instant.nullable(),
  currency: z.string().length(3),
  phone: z.string().exactOptional(),
  discountCode: z.string().exactOptional(),
  discount: amount.exactOptional(),
  shipping: amount.exactOptional(),
  lineItems: z.array(
    z.object({ sku: z.string().nullable(), name: z.string(), quantity: z.number().int().positive(), price: amount }),
  ),
});
const cancelReason = z.enum(["CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "OTHER", "STAFF"]);
const order = z.object({
  id,
  fulfillmentStatus: z.enum(orderStatuses).exactOptional(),
  deliveredAt: instant.exactOptional(),
  tracking: z.object({ company: z.string(), number: z.string(), url: z.string() }).exactOptional(),
  cancelReason: cancelReason.exactOptional(),
  checkoutToken: z.string().exactOptional(),
});
const quantity = z.number().int();
const item = z.object({ name: z.string(), quantity: quantity.positive(), price: amount });
const ofLine = z.object({ line: quantity.nonnegative(), quantity: quantity.nonnegative() });
const act = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pay") }),
  z.object({ kind: z.literal("fulfil"), tracking: z.string().exactOptional() }),
  z.object({ kind: z.literal("deliver") }),
  z.object({
    kind: z.literal("refund"),
    lines: z.array(ofLine).exactOptional(),
    shipping: z.boolean().exactOptional(),
  }),
  z.object({ kind: z.literal("cancel"), reason: cancelReason, refund: z.boolean() }),
  z.object({ kind: z.literal("edit"), quantities: z.array(ofLine).exactOptional(), add: item.exactOptional() }),
]);
const placement = z.object({
  name: z.string().min(1),
  email: z.string(),
  currency: z.string().length(3),
  createdAt: instant,
  discountCode: z.string().exactOptional(),
  discountPercent: amount.exactOptional(),
  shipping: amount,
  taxRate: amount.exactOptional(),
  checkoutToken: z.string().exactOptional(),
  lineItems: z.array(item).min(1),
  acts: z.array(act),
});
const parts = { customers: customer, companies: company, checkouts: checkout, orders: order, placements: placement };

const empty = (): ShopExtras => ({ customers: [], companies: [], checkouts: [], orders: [], placements: [] });

/**
 * Reads `seed.json`: what the CSV formats cannot hold. Each entry is judged by itself, so that a broken one does not
 * cost the others; a problem's row is the entry's place in its list, counted from 1.
 */
export function readExtras(file: string, text: string | undefined): { extras: ShopExtras; problems: RowProblem[] } {
  const extras = empty();
  if (text === undefined) return { extras, problems: [] };
  const problems: RowProblem[] = [];
  const lists = readLists(text);
  if (lists === null) return { extras, problems: [{ file, row: 1, reason: "is not a JSON object of lists" }] };
  const take = <T>(name: keyof typeof parts, schema: z.ZodType<T>): T[] =>
    (lists[name] ?? []).flatMap((entry, index) => {
      const read = schema.safeParse(entry);
      if (read.success) return [read.data];
      const issue = read.error.issues[0];
      problems.push({ file, row: index + 1, reason: `${name}: ${issue?.path.join(".")} ${issue?.message}` });
      return [];
    });
  extras.customers = take("customers", parts.customers);
  extras.companies = take("companies", parts.companies);
  extras.checkouts = take("checkouts", parts.checkouts);
  extras.orders = take("orders", parts.orders);
  extras.placements = take("placements", parts.placements);
  return { extras, problems };
}

function readLists(text: string): Record<string, unknown[]> | null {
  try {
    return z.record(z.string(), z.array(z.unknown())).parse(JSON.parse(text));
  } catch {
    // Whatever is wrong with it, the answer is the same line for the person who wrote the file.
    return null;
  }
}
